using Portal.Data;
using Portal.Monitoring.Windows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>One minute of one version by the time of its events, as stored.</summary>
public sealed class TelemetryWindow : IVersioned
{
    private TelemetryWindow() { }

    public VersionId ModelVersion { get; private set; }

    public DateTimeOffset Minute { get; private set; }

    public long Rows { get; private set; }

    /// <summary>The counts of every feature's bins; see <see cref="MinuteCounts"/>.</summary>
    public byte[] Counts { get; private set; } = [];

    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    internal static TelemetryWindow Of(WindowKey key, MinuteCounts counts, DateTimeOffset now)
    {
        var window = new TelemetryWindow { ModelVersion = key.Version, Minute = key.Minute };
        window.Set(counts, now);
        return window;
    }

    internal void Add(MinuteCounts more, DateTimeOffset now)
    {
        var counts = MinuteCounts.FromBytes(Counts);
        counts.Merge(more);
        Set(counts, now);
    }

    private void Set(MinuteCounts counts, DateTimeOffset now) => (Rows, Counts, ChangedAt) = (counts.Rows, counts.ToBytes(), now);
}
