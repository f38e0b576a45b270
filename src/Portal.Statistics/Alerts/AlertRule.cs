namespace Portal.Statistics.Alerts;

/// <summary>
/// When a figure warns. A p-value alone never does: a harmless difference is significant in a million rows. It takes enough rows, an
/// effect, and significance over all features that were looked at together.
/// </summary>
/// <param name="PsiWarning">Where PSI warns.</param>
/// <param name="PsiSerious">Where it is serious, on the score or on several features; a single feature alone warns.</param>
/// <param name="SeveralFeatures">So many are several.</param>
public sealed record AlertRule(double PsiWarning, double PsiSerious, int SeveralFeatures)
{
    /// <summary>Where the other figures warn; none of them is serious by itself.</summary>
    public const double OthersWarn = 0.1;

    /// <summary>At most this share of what is found is found by chance (Benjamini and Hochberg).</summary>
    public const double FalseDiscoveries = 0.05;

    /// <summary>When more of the features than this open together, it is what feeds them.</summary>
    public const double UpstreamShare = 0.3;

    /// <summary>The figures that a feature is judged by.</summary>
    public static IReadOnlyList<DriftMetric> Metrics { get; } = [DriftMetric.Psi, DriftMetric.JensenShannon, DriftMetric.KolmogorovSmirnov, DriftMetric.Wasserstein, DriftMetric.Missing];

    public double WarningOf(DriftMetric metric) => metric == DriftMetric.Psi ? PsiWarning : OthersWarn;

    public DriftVerdict Judge(FeatureFigures figures, DriftMetric metric)
    {
        ArgumentNullException.ThrowIfNull(figures);

        // What is missing is counted among all rows; its bound is its significance.
        var isMissing = metric == DriftMetric.Missing;
        if (figures.Of(metric) is not { } value) return DriftVerdict.NoData;
        if (isMissing ? figures.Rows < figures.Fewest : !figures.IsEnough) return DriftVerdict.TooFewRows;

        var warning = WarningOf(metric);
        if (value < warning / 2) return DriftVerdict.Settled;
        if (value < warning || (!isMissing && figures.AdjustedP > FalseDiscoveries)) return DriftVerdict.Calm;
        return metric == DriftMetric.Psi && value >= PsiSerious ? DriftVerdict.Serious : DriftVerdict.Warning;
    }

    /// <summary>
    /// The same for a window that has grown for as long as it may and still has too few rows: it may warn, by its exact test, and else
    /// says nothing. It is never fine.
    /// </summary>
    public DriftVerdict JudgeFew(FeatureFigures figures, DriftMetric metric)
    {
        ArgumentNullException.ThrowIfNull(figures);

        return figures.Of(metric) is not { } value ? DriftVerdict.NoData
            : value >= WarningOf(metric) && (metric == DriftMetric.Missing || figures.AdjustedP <= FalseDiscoveries) ? DriftVerdict.Warning
            : DriftVerdict.TooFewRows;
    }
}
