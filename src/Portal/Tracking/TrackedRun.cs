using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>How far a run is; the words are the protocol's.</summary>
public enum RunStatus { Running = 1, Scheduled, Finished, Failed, Killed }

/// <summary>One training, as its script tells it.</summary>
public sealed class TrackedRun : IVersioned
{
    public const int LongestName = 250;

    private TrackedRun() { }

    public TrackedId Id { get; private set; }

    public int Experiment { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Who runs it, as the client says; <see cref="By"/> is who that is to the portal.</summary>
    public string UserId { get; private set; } = "";

    public RunStatus Status { get; private set; }

    /// <summary>Milliseconds since 1970, on the client's clock.</summary>
    public long StartedAt { get; private set; }

    public long? EndedAt { get; private set; }

    public string ArtifactUri { get; private set; } = "";

    public bool IsDeleted { get; private set; }

    public SystemId? System { get; private set; }

    public PersonId By { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public int Version { get; private set; }

    public bool IsOver => Status is RunStatus.Finished or RunStatus.Failed or RunStatus.Killed;

    public static TrackedRun Start(TrackedId id, Experiment experiment, string name, string userId, long startedAt, PersonId by, DateTimeOffset now) => new()
    {
        Id = id,
        Experiment = experiment.Number,
        Name = name,
        UserId = userId,
        Status = RunStatus.Running,
        StartedAt = startedAt,
        ArtifactUri = $"{experiment.ArtifactLocation}/{id}/artifacts",
        System = experiment.System,
        By = by,
        CreatedAt = now,
    };

    internal void Go(RunStatus status, long? endedAt) => (Status, EndedAt) = (status, endedAt ?? EndedAt);

    internal void Rename(string name) => Name = name;

    internal void BelongTo(SystemId system) => System = system;

    internal void Delete() => IsDeleted = true;

    internal void Restore() => IsDeleted = false;

    internal Refusal? WhyNotLogged() => IsDeleted ? new Invalid("run_id", $"The run {Id} is deleted: restore it first.") : null;
}
