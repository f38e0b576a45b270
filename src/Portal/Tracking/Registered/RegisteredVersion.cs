using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>A number of a registered model, and the sealed version that it is an alias of once its model belongs to a system.</summary>
public sealed class RegisteredVersion : IVersioned
{
    public const int LongestSource = 500;
    public const int LongestDescription = 5_000;

    private RegisteredVersion() { }

    public TrackedId Id { get; private set; }

    public TrackedId Model { get; private set; }

    public int Number { get; private set; }

    /// <summary>Where its bytes were when it was registered, in the client's words.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The run or logged model in whose folder that is; absent when the portal never saw the bytes.</summary>
    public TrackedId? Folder { get; private set; }

    public string FolderPath { get; private set; } = "";

    public TrackedId? Run { get; private set; }

    public string Description { get; private set; } = "";

    public VersionId? Sealed { get; private set; }

    public bool IsHidden { get; private set; }

    public PersonId By { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    internal FilePlace? Place => Folder is { } folder ? new FilePlace(FileOwner.Run, folder, FolderPath) : null;

    internal static RegisteredVersion Register(RegisteredModel model, string source, TrackedId? run, string description, PersonId by, DateTimeOffset now)
    {
        var place = FilePlace.OfSource(source);
        return new()
        {
            Id = TrackedId.New(now),
            Model = model.Id,
            Number = model.NextNumber(now),
            Source = source,
            Folder = place?.Owner,
            FolderPath = place?.Path ?? "",
            Run = run,
            Description = description,
            By = by,
            CreatedAt = now,
            ChangedAt = now,
        };
    }

    internal void SealAs(VersionId version) => Sealed = version;

    internal void Describe(string description, DateTimeOffset now) => (Description, ChangedAt) = (description, now);

    internal void Hide(DateTimeOffset now) => (IsHidden, ChangedAt) = (true, now);
}
