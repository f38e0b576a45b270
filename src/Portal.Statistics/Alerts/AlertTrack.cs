namespace Portal.Statistics.Alerts;

/// <summary>
/// What is remembered of one figure of one feature: its last three verdicts, the newest first, and whether an alert is open. It opens
/// when two of the three are over the level, and closes when all three are settled.
/// </summary>
/// <param name="First">The newest verdict.</param>
/// <param name="Second">The one before.</param>
/// <param name="Third">The one before that.</param>
/// <param name="Open">How grave the open alert is; absent when none is.</param>
/// <param name="IsUpstream">Whether it opened together with so many others that they are one alert.</param>
public sealed record AlertTrack(DriftVerdict First, DriftVerdict Second, DriftVerdict Third, AlertSeverity? Open, bool IsUpstream)
{
    public static AlertTrack New { get; } = new(DriftVerdict.NoData, DriftVerdict.NoData, DriftVerdict.NoData, null, false);

    /// <summary>What two of the last three evaluations reached; absent below the level.</summary>
    public AlertSeverity? Held => Median(First, Second, Third) switch
    {
        DriftVerdict.Serious => AlertSeverity.Serious,
        DriftVerdict.Warning => AlertSeverity.Warning,
        _ => null,
    };

    public bool IsSettled => (First, Second, Third) == (DriftVerdict.Settled, DriftVerdict.Settled, DriftVerdict.Settled);

    /// <summary>Nothing in it that a new one would not know.</summary>
    public bool IsForgettable => Open is null && First < DriftVerdict.Warning && Second < DriftVerdict.Warning;

    /// <summary>An evaluation that can say nothing is none: neither fine nor moved.</summary>
    public AlertTrack With(DriftVerdict verdict) => verdict <= DriftVerdict.TooFewRows ? this : this with { First = verdict, Second = First, Third = Second };

    private static DriftVerdict Median(DriftVerdict one, DriftVerdict two, DriftVerdict three)
    {
        var (low, high) = one < two ? (one, two) : (two, one);
        return three < low ? low : three > high ? high : three;
    }
}

/// <summary>Of what there is at most one open alert a model.</summary>
public readonly record struct AlertKey(string Feature, DriftMetric Metric)
{
    /// <summary>The one alert of many features.</summary>
    public static AlertKey Upstream { get; } = new("", DriftMetric.UpstreamBreak);
}
