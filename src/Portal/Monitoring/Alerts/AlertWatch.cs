using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Alerts;

/// <summary>How far a version's hours have been looked at, and what is remembered from one look to the next.</summary>
public sealed class AlertWatch : IVersioned
{
    private AlertWatch() { }

    internal AlertWatch(VersionId version, DateTimeOffset from) => (ModelVersion, LookedUntil) = (version, from);

    public VersionId ModelVersion { get; private set; }

    /// <summary>The end of the last hour that was looked at: each hour is looked at once, whichever node does.</summary>
    public DateTimeOffset LookedUntil { get; private set; }

    /// <summary>The end of the last window that had rows enough to say something; absent while none had.</summary>
    public DateTimeOffset? SaidAt { get; private set; }

    /// <summary>When training anew was asked for last; absent when it never was.</summary>
    public DateTimeOffset? RetrainingAskedAt { get; private set; }

    /// <summary>See <see cref="AlertMemory"/>.</summary>
    public byte[] Memory { get; private set; } = [];

    public int Version { get; private set; }

    internal void AskedForRetraining(DateTimeOffset now) => RetrainingAskedAt = now;

    internal void Looked(DateTimeOffset until, DateTimeOffset? said, AlertMemory memory) => (LookedUntil, SaidAt, Memory) = (until, said ?? SaidAt, memory.ToBytes());
}
