using Portal.Monitoring.Series;

namespace Portal.Monitoring.Views;

/// <summary>Each feature's drift in windows that do not overlap; where these are shorter than an hour, of the hour that ends with each, since few minutes have rows enough.</summary>
/// <param name="Starts">Where the windows begin, in the order of time; those without rows are among them.</param>
/// <param name="Rows">In the order of the baseline.</param>
public sealed record DriftGrid(IReadOnlyList<DateTimeOffset> Starts, IReadOnlyList<DriftRow> Rows)
{
    public static DriftGrid None { get; } = new([], []);

    internal static DriftGrid Of(FrozenBaseline baseline, Stretch stretch, IReadOnlyDictionary<DateTimeOffset, FeatureSum[]> windows)
    {
        List<DateTimeOffset> starts = [];
        for (var start = Stretch.Floor(stretch.From, stretch.Cell); start < stretch.To; start += stretch.Cell)
            starts.Add(start);
        return new DriftGrid(
            starts,
            [.. baseline.Features.Select((feature, index) => new DriftRow(feature.Name, feature.IsOutput, [.. starts.Select(start => PointAt(start, feature, index))]))]);

        FeaturePoint PointAt(DateTimeOffset start, WatchedFeature feature, int index)
        {
            if (!windows.TryGetValue(start, out var sums))
                return new FeaturePoint(start, null, null, 0);

            var hour = new FeatureSum(feature, index);
            hour.Add(sums[index]);
            for (var before = start - stretch.Cell; before >= start + stretch.Cell - VersionSeries.Hour; before -= stretch.Cell)
            {
                if (windows.TryGetValue(before, out var earlier))
                    hour.Add(earlier[index]);
            }

            return hour.PointAt(start);
        }
    }
}

/// <param name="Feature">Its name.</param>
/// <param name="IsOutput">Whether the model gave it out.</param>
/// <param name="Cells">One a window; its minute is the one with which the window begins.</param>
public sealed record DriftRow(string Feature, bool IsOutput, IReadOnlyList<FeaturePoint> Cells);
