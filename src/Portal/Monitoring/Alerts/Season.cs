using Portal.Data;
using Portal.Shared;
using Portal.Statistics.Alerts;
using Portal.Statistics.Drift;
using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Alerts;

/// <summary>The other side of the comparison: the same hours of the four weeks before. What moves each Monday is usual for a Monday.</summary>
internal static class Season
{
    private const int Weeks = 4;

    /// <summary>The PSI of a window against them, less its bias; null when they have too few values, or the window is longer than a week.</summary>
    public static async Task<double?> Psi(PortalDb db, VersionId version, WatchedFeature feature, BinCounts counts, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        if (to - from > TimeSpan.FromDays(7))
            return null;

        var before = feature.Bins.NewCounts();
        for (var week = 1; week <= Weeks; week++)
        {
            var back = TimeSpan.FromDays(7 * week);
            foreach (var hour in (await StoredHours.Read(db, version, from - back, to - back, ct)).Values)
            {
                if (hour.Features.TryGetValue(feature.Name, out var then) && then.Counts.Length == feature.Bins.Size)
                    before.Merge(then);
            }
        }

        return before.N < FeatureFigures.EnoughRows ? null
            : PopulationStability.Of(feature.Bins.Deciles(before.Counts), feature.Bins.Deciles(counts.Counts)) is { } stability ? Math.Max(0, stability.BiasCorrected)
            : null;
    }
}
