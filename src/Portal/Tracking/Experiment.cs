using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>Runs that belong together, under a name and a number.</summary>
public sealed class Experiment : IVersioned
{
    public const int LongestName = 250;
    public const int LongestLocation = 500;

    private Experiment() { }

    public TrackedId Id { get; private set; }

    /// <summary>What clients call its id. 0 is the one that is there from the start, for runs that name none.</summary>
    public int Number { get; private set; }

    public string Name { get; private set; } = "";

    public string ArtifactLocation { get; private set; } = "";

    /// <summary>The system that its runs are for, where it says one.</summary>
    public SystemId? System { get; private set; }

    public bool IsDeleted { get; private set; }

    public PersonId? By { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    internal static Experiment Create(int number, string name, string location, PersonId by, DateTimeOffset now) => new()
    {
        Id = TrackedId.New(now),
        Number = number,
        Name = name,
        ArtifactLocation = location.Length > 0 ? location.TrimEnd('/') : $"{FilePlace.Scheme}:/{number}",
        By = by,
        CreatedAt = now,
        ChangedAt = now,
    };

    internal void Rename(string name, DateTimeOffset now) => (Name, ChangedAt) = (name, now);

    internal void Delete(DateTimeOffset now) => (IsDeleted, ChangedAt) = (true, now);

    internal void Restore(DateTimeOffset now) => (IsDeleted, ChangedAt) = (false, now);

    internal void BelongTo(SystemId system, DateTimeOffset now) => (System, ChangedAt) = (system, now);
}
