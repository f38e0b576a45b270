using Portal.Statistics.Drift;

namespace Portal.Monitoring.Series;

/// <summary>The running hour of one feature: minutes are added at one end and taken away at the other.</summary>
internal sealed class FeatureSum(WatchedFeature feature, int index)
{
    private readonly long[] _counts = new long[feature.Reference.Length];
    private long _missing;
    private long _invalid;

    public void Add(MinuteSketch minute) => Add(minute, +1);

    public void Remove(MinuteSketch minute) => Add(minute, -1);

    public FeaturePoint PointAt(DateTimeOffset minute) => FeaturePoint.Of(minute, PopulationStability.Of(feature.Reference.AsSpan(), _counts), _counts.Sum());

    public FeatureHour HourAt(DateTimeOffset minute, DriftLevels levels)
    {
        var point = PointAt(minute);
        return new(feature.Name, point, levels.Of(point), _missing, _invalid, [.. _counts]);
    }

    private void Add(MinuteSketch minute, int sign)
    {
        if (minute.Features[index] is not { } values)
            return;

        for (var bin = 0; bin < _counts.Length; bin++)
            _counts[bin] += sign * values.Counts[bin];
        _missing += sign * values.Missing;
        _invalid += sign * values.Invalid;
    }
}
