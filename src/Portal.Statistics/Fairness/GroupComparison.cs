using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;

namespace Portal.Statistics.Fairness;

/// <summary>A group that is at a disadvantage held against one that is not.</summary>
public sealed record GroupComparison(ClassCounts Unprivileged, ClassCounts Privileged)
{
    /// <summary>How the interval of the ratio is named beside it.</summary>
    public const string RatioMethod = "delta method on the logarithm, 95 %";

    /// <summary>
    /// Rate of positive predictions of the unprivileged group divided by that of the privileged one; under four fifths the
    /// Uniform Guidelines on Employee Selection Procedures (29 CFR 1607.4 D, 1978) see adverse impact. Null when the privileged
    /// group has none.
    /// </summary>
    public double? DisparateImpact => Privileged.Predicted > 0 ? Rate(Unprivileged) / Rate(Privileged) : null;

    /// <summary>
    /// The same with its interval, exp(ln r ± z·√(1/k_u − 1/n_u + 1/k_p − 1/n_p)) (Katz, Baptista, Azen and Pike, Obtaining confidence
    /// intervals for the risk ratio in cohort studies, Biometrics 34, 1978); null when either group has no positive prediction.
    /// </summary>
    public Estimate? DisparateImpactInterval
    {
        get
        {
            if (DisparateImpact is not { } ratio || Unprivileged.Predicted == 0) return null;

            var variance = (1.0 / Unprivileged.Predicted) - (1.0 / Unprivileged.N) + (1.0 / Privileged.Predicted) - (1.0 / Privileged.N);
            var factor = Math.Exp(StandardNormal.Z95 * Math.Sqrt(Math.Max(0, variance)));
            return new Estimate(ratio, ratio / factor, ratio * factor, Math.Min(Unprivileged.N, Privileged.N), RatioMethod);
        }
    }

    /// <summary>Rate of positive predictions of the unprivileged group less that of the privileged one, with Newcombe's interval.</summary>
    public Estimate? StatisticalParityDifference =>
        Newcombe.Difference(Privileged.Predicted, Privileged.N, Unprivileged.Predicted, Unprivileged.N);

    /// <summary>½·((FPR_u − FPR_p) + (TPR_u − TPR_p)) (Bellamy and others, AI Fairness 360, 2018); null when any of the four is.</summary>
    public double? AverageOddsDifference =>
        Unprivileged is { FalsePositiveRate: { } fpr, Recall: { } tpr } && Privileged is { FalsePositiveRate: { } otherFpr, Recall: { } otherTpr }
            ? ((fpr.Value - otherFpr.Value) + (tpr.Value - otherTpr.Value)) / 2
            : null;

    private static double Rate(ClassCounts group) => (double)group.Predicted / group.N;
}
