using Portal.Statistics.Drift;
using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Series;

/// <summary>The running hour of one feature: minutes are added at one end and taken away at the other.</summary>
internal sealed class FeatureSum(WatchedFeature feature, int index)
{
    private readonly long[] _counts = new long[feature.Reference.Length];
    private long _missing;
    private long _invalid;

    // Moments cannot be taken away again, so they stand only where nothing was.
    private Moments? _moments = Moments.None;

    public void Add(MinuteSketch minute)
    {
        if (minute.Features[index] is not { } values)
            return;

        Add(values.Counts, values.Missing, values.Invalid, +1);
        if (values.Counts.Any(count => count > 0))
            AddMoments(values.Moments);
    }

    public void Remove(MinuteSketch minute)
    {
        if (minute.Features[index] is not { } values)
            return;

        Add(values.Counts, values.Missing, values.Invalid, -1);
        _moments = null;
    }

    /// <summary>A window that was stored.</summary>
    public void Add(BinCounts window)
    {
        Add(feature.Bins.Deciles(window.Counts), window.Missing, window.Invalid, +1);
        if (window.N > 0)
            AddMoments(window.Moments);
    }

    public void Add(FeatureSum other)
    {
        Add(other._counts, other._missing, other._invalid, +1);
        if (other._counts.Any(count => count > 0))
            AddMoments(other._moments);
    }

    public FeaturePoint PointAt(DateTimeOffset minute) => FeaturePoint.Of(minute, PopulationStability.Of(feature.Reference.AsSpan(), _counts), _counts.Sum());

    public FeatureHour HourAt(DateTimeOffset minute, DriftLevels levels)
    {
        var point = PointAt(minute);
        return new(feature.Name, point, levels.Of(point), _missing, _invalid, [.. _counts]) { Shift = Shift };
    }

    /// <summary>How far the mean is from the baseline's, in the baseline's standard deviations; null of categories, of constants, and where no sums were kept.</summary>
    private double? Shift => (_moments, feature.Bins.ReferenceMoments) switch
    {
        ({ N: > 0 } now, { StandardDeviation: > 0 and var deviation } then) => (now.Mean - then.Mean) / deviation,
        _ => null,
    };

    private void AddMoments(Moments? more) => _moments = more is { } moments ? _moments?.Merge(moments) : null;

    private void Add(IReadOnlyList<long> counts, long missing, long invalid, int sign)
    {
        for (var bin = 0; bin < _counts.Length; bin++)
            _counts[bin] += sign * counts[bin];
        _missing += sign * missing;
        _invalid += sign * invalid;
    }
}
