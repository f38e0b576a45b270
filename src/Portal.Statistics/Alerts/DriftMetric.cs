namespace Portal.Statistics.Alerts;

/// <summary>By what it is said that a feature has moved.</summary>
public enum DriftMetric
{
    /// <summary>The population stability index over deciles, less its bias.</summary>
    Psi = 1,

    /// <summary>The Jensen-Shannon distance over deciles.</summary>
    JensenShannon,

    /// <summary>The largest gap of the cumulated shares, over percentiles.</summary>
    KolmogorovSmirnov,

    /// <summary>How far mass has moved, in deviations of the baseline.</summary>
    Wasserstein,

    /// <summary>By how much more values are missing or invalid than in the baseline, at the least.</summary>
    Missing,
}

/// <summary>What one evaluation says of one figure. The order is that of gravity.</summary>
public enum DriftVerdict
{
    NoData = 1,

    /// <summary>Neither fine nor moved: nothing can be said.</summary>
    TooFewRows,

    /// <summary>Below half of where a warning begins.</summary>
    Settled,
    Calm,
    Warning,
    Serious,
}

/// <summary>How grave an alert is.</summary>
public enum AlertSeverity { Warning = 1, Serious }
