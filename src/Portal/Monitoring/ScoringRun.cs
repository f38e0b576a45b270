using Portal.Data;
using Portal.Monitoring.Windows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>Which scoring run a post belongs to: a batch that was scored as of a day, however long ago.</summary>
public sealed record RunName(string Name, DateOnly AsOf)
{
    public const int Longest = 100;
    public const int OldestDays = 400;

    /// <summary>For a post without a key: sent again it is the same one.</summary>
    public string KeyOf(Digest body) => $"run:{Name}:{body.Hex}";

    public IReadOnlyList<Fault> Faults(DateOnly today) =>
    [
        .. PlainText.LineProblem(Name, Longest) is { } problem ? [new Fault("batch", problem)] : Array.Empty<Fault>(),
        .. AsOf > today || AsOf < today.AddDays(-OldestDays) ? [new Fault("asOf", $"This is a day up to today, and not more than {OldestDays} days ago.")] : Array.Empty<Fault>(),
    ];
}

/// <summary>A whole scoring run of one version, under its own day; nothing of it is in the windows of the days on which it came.</summary>
public sealed class ScoringRun : IVersioned
{
    private ScoringRun() { }

    internal ScoringRun(RunKey key) => (ModelVersion, Name, AsOf) = (key.Version, key.Run.Name, key.Run.AsOf);

    public VersionId ModelVersion { get; private set; }

    /// <summary>As its sender calls it: 2026-10.</summary>
    public string Name { get; private set; } = "";

    public DateOnly AsOf { get; private set; }

    public long Rows { get; private set; }

    /// <summary>See <see cref="MinuteCounts"/>.</summary>
    public byte[] Counts { get; private set; } = new MinuteCounts().ToBytes();

    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    internal void Add(MinuteCounts more, DateTimeOffset now)
    {
        var counts = MinuteCounts.FromBytes(Counts);
        counts.Merge(more);
        (Rows, Counts, ChangedAt) = (counts.Rows, counts.ToBytes(), now);
    }
}
