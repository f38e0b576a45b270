using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

public enum LoggedModelStatus { Pending = 1, Ready, UploadFailed }

/// <summary>A model with a folder of its own, as clients from 3.0 on log them beside their run.</summary>
public sealed class LoggedModel : IVersioned
{
    public const string Prefix = "m-";

    private LoggedModel() { }

    public TrackedId Id { get; private set; }

    public int Experiment { get; private set; }

    public string Name { get; private set; } = "";

    public string Type { get; private set; } = "";

    public TrackedId? Run { get; private set; }

    public LoggedModelStatus Status { get; private set; }

    public string ArtifactUri { get; private set; } = "";

    public bool IsDeleted { get; private set; }

    public PersonId By { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    public string ModelId => Prefix + Id;

    internal static LoggedModel Create(Experiment experiment, string name, string type, TrackedId? run, PersonId by, DateTimeOffset now)
    {
        var id = TrackedId.New(now);
        return new()
        {
            Id = id,
            Experiment = experiment.Number,
            Name = name.Length > 0 ? name : "model",
            Type = type,
            Run = run,
            Status = LoggedModelStatus.Pending,
            ArtifactUri = $"{experiment.ArtifactLocation}/models/{Prefix}{id}/artifacts",
            By = by,
            CreatedAt = now,
            ChangedAt = now,
        };
    }

    internal static TrackedId? IdOf(string text) => text.StartsWith(Prefix, StringComparison.Ordinal) ? TrackedId.TryParse(text[Prefix.Length..]) : null;

    internal void Finish(LoggedModelStatus status, DateTimeOffset now) => (Status, ChangedAt) = (status, now);

    internal void Delete(DateTimeOffset now) => (IsDeleted, ChangedAt) = (true, now);
}
