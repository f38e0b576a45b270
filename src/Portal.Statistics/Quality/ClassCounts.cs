using Portal.Statistics.Intervals;

namespace Portal.Statistics.Quality;

/// <summary>One class against all others: what was found, what was found wrongly, what was missed.</summary>
public readonly record struct ClassCounts(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    /// <summary>How the interval of F1 is named beside it.</summary>
    public const string F1Method = "delta method, 95 %";

    /// <summary>All rows.</summary>
    public long N => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>Rows whose label is the class.</summary>
    public long Positives => TruePositives + FalseNegatives;

    /// <summary>Rows whose label is another.</summary>
    public long Negatives => FalsePositives + TrueNegatives;

    /// <summary>Rows predicted to be of the class.</summary>
    public long Predicted => TruePositives + FalsePositives;

    /// <summary>(TP + TN) / N: of all rows, the share that is right.</summary>
    public Estimate? Accuracy => Estimate.Proportion(TruePositives + TrueNegatives, N);

    /// <summary>Predicted / N.</summary>
    public Estimate? SelectionRate => Estimate.Proportion(Predicted, N);

    /// <summary>TP / (TP + FP): of those predicted, the share that is right. Null when none is predicted.</summary>
    public Estimate? Precision => Estimate.Proportion(TruePositives, Predicted);

    /// <summary>TP / (TP + FN), also the true positive rate: of those that are of the class, the share that was found. Null when there is none.</summary>
    public Estimate? Recall => Estimate.Proportion(TruePositives, Positives);

    /// <summary>FP / (FP + TN). Null when every row is of the class.</summary>
    public Estimate? FalsePositiveRate => Estimate.Proportion(FalsePositives, Negatives);

    /// <summary>
    /// 2·TP / (2·TP + FP + FN), the harmonic mean of precision and recall (van Rijsbergen, Information Retrieval, 1979). With
    /// J = TP / (TP + FP + FN), a share of m rows, F1 = 2J / (1 + J), whose standard error by the delta method is
    /// 2 / (1 + J)² · √(J·(1 − J) / m) (Takahashi and others, Confidence interval for micro-averaged F1 and macro-averaged F1
    /// scores, Applied Intelligence 52, 2022). At J = 0 and 1 that error is 0 however few the rows, so there Wilson's interval
    /// of J is carried over. Null when the class neither occurs nor is predicted.
    /// </summary>
    public Estimate? F1
    {
        get
        {
            var m = TruePositives + FalsePositives + FalseNegatives;
            if (Wilson.Score(TruePositives, m) is not { } wilson) return null;

            var share = (double)TruePositives / m;
            var value = 2.0 * TruePositives / (TruePositives + m);
            if (share is 0 or 1) return new Estimate(value, OfShare(wilson.Low), OfShare(wilson.High), m, Wilson.Method);

            var half = StandardNormal.Z95 * 2 / ((1 + share) * (1 + share)) * Math.Sqrt(share * (1 - share) / m);
            return new Estimate(value, Math.Max(0, value - half), Math.Min(1, value + half), m, F1Method);
        }
    }

    /// <summary>Counts of the rows of both.</summary>
    public static ClassCounts operator +(ClassCounts left, ClassCounts right) => new(
        left.TruePositives + right.TruePositives,
        left.FalsePositives + right.FalsePositives,
        left.FalseNegatives + right.FalseNegatives,
        left.TrueNegatives + right.TrueNegatives);

    /// <summary>These counts and one more row.</summary>
    public ClassCounts With(bool isPredicted, bool isLabelled) => (isPredicted, isLabelled) switch
    {
        (true, true) => this with { TruePositives = TruePositives + 1 },
        (true, false) => this with { FalsePositives = FalsePositives + 1 },
        (false, true) => this with { FalseNegatives = FalseNegatives + 1 },
        (false, false) => this with { TrueNegatives = TrueNegatives + 1 },
    };

    private static double OfShare(double share) => 2 * share / (1 + share);
}
