namespace Portal.Statistics.Alerts;

/// <summary>
/// What is remembered of one figure of one feature: its last three verdicts, the newest first. It is held when two of the three are over
/// the level, and settled when all three are below half of it.
/// </summary>
/// <param name="First">The newest verdict.</param>
/// <param name="Second">The one before.</param>
/// <param name="Third">The one before that.</param>
public sealed record AlertTrack(DriftVerdict First, DriftVerdict Second, DriftVerdict Third)
{
    public static AlertTrack New { get; } = new(DriftVerdict.NoData, DriftVerdict.NoData, DriftVerdict.NoData);

    /// <summary>What two of the last three evaluations reached; absent below the level.</summary>
    public AlertSeverity? Held => Median(First, Second, Third) switch
    {
        DriftVerdict.Serious => AlertSeverity.Serious,
        DriftVerdict.Warning => AlertSeverity.Warning,
        _ => null,
    };

    /// <summary>A figure that has never been judged, as no category has a Kolmogorov-Smirnov, keeps nothing open.</summary>
    public bool IsSettled => First == DriftVerdict.NoData || (First, Second, Third) == (DriftVerdict.Settled, DriftVerdict.Settled, DriftVerdict.Settled);

    /// <summary>Nothing in it that a new one would not know.</summary>
    public bool IsForgettable => First < DriftVerdict.Warning && Second < DriftVerdict.Warning;

    /// <summary>An evaluation that can say nothing is none: neither fine nor moved.</summary>
    public AlertTrack With(DriftVerdict verdict) => verdict <= DriftVerdict.TooFewRows ? this : new(verdict, First, Second);

    private static DriftVerdict Median(DriftVerdict one, DriftVerdict two, DriftVerdict three)
    {
        var (low, high) = one < two ? (one, two) : (two, one);
        return three < low ? low : three > high ? high : three;
    }
}

/// <summary>By which figure of which feature verdicts are remembered.</summary>
public readonly record struct AlertKey(string Feature, DriftMetric Metric);

/// <summary>The one alert that is open on a feature, by however many of its figures.</summary>
/// <param name="Severity">How grave it is.</param>
/// <param name="IsUpstream">Whether it opened together with so many others that they are one alert.</param>
public sealed record OpenAlert(AlertSeverity Severity, bool IsUpstream);
