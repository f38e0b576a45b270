using System.Collections.Immutable;
using Portal.Statistics.Intervals;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Quality;

/// <summary>One band of scores: what was promised and what came.</summary>
/// <param name="From">Lower end, not in the band but for 0.</param>
/// <param name="To">Upper end, in the band.</param>
/// <param name="MeanScore">The mean of the scores in it; null when there is none.</param>
/// <param name="Observed">The share of positives among them; null when there is none.</param>
public sealed record ScoreBand(double From, double To, double? MeanScore, Estimate? Observed);

/// <summary>How far probabilities can be taken at their word.</summary>
/// <param name="N">Rows.</param>
/// <param name="Bands">Ten of equal width, right-closed: [0, 0.1], (0.1, 0.2], … (0.9, 1].</param>
/// <param name="ExpectedError">
/// Σ n_b/n · |observed rate − mean score| over the bands (Naeini, Cooper and Hauskrecht, Obtaining well calibrated
/// probabilities using Bayesian binning, AAAI 2015), of the positive class.
/// </param>
/// <param name="LargestError">The largest of these differences.</param>
/// <param name="LogLoss">−mean of ln p of what came, p kept off 0 and 1 by 2⁻⁵².</param>
/// <param name="Brier">Mean of (p − y)² (Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78, 1950).</param>
public sealed record Calibration(
    long N, ImmutableArray<ScoreBand> Bands, Estimate? ExpectedError, double? LargestError, Estimate? LogLoss, Estimate? Brier)
{
    private const int BandCount = 10;
    private const double Smallest = 2.220446049250313e-16;

    /// <summary>Figures of no rows are null.</summary>
    /// <exception cref="ArgumentException">Scores and labels differ in number, or a score is not between 0 and 1.</exception>
    public static Calibration Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        Rows.MustBeProbabilities(scores, labels.Length);

        var rows = new (double Score, bool Label)[scores.Length];
        for (var i = 0; i < rows.Length; i++) rows[i] = (scores[i], labels[i]);
        Array.Sort(rows);

        var tally = BandTally.Of(rows);
        return new Calibration(
            rows.Length,
            tally.Bands(),
            Resampling.Of(rows, drawn => BandTally.Of(drawn.Span).ExpectedError(), least: 0, most: 1),
            tally.LargestError(),
            MeanInterval.Of(Moments.Of(rows.Select(row => Loss(row.Label ? row.Score : 1 - row.Score)))) is { } loss ? loss with { Low = Math.Max(0, loss.Low) } : null,
            MeanInterval.OfShares(Moments.Of(rows.Select(row => Math.Pow(row.Score - (row.Label ? 1 : 0), 2)))));
    }

    private static double Loss(double probability) => -Math.Log(Math.Clamp(probability, Smallest, 1 - Smallest));

    private readonly record struct BandTally(long[] Rows, long[] Positives, double[] Scores)
    {
        public static BandTally Of(ReadOnlySpan<(double Score, bool Label)> rows)
        {
            var tally = new BandTally(new long[BandCount], new long[BandCount], new double[BandCount]);
            foreach (var (score, label) in rows)
            {
                var band = BandOf(score);
                tally.Rows[band]++;
                tally.Scores[band] += score;
                if (label) tally.Positives[band]++;
            }

            return tally;
        }

        public double? ExpectedError()
        {
            var (n, error) = (Rows.Sum(), 0.0);
            if (n == 0) return null;

            for (var band = 0; band < BandCount; band++) error += Math.Abs(Positives[band] - Scores[band]) / n;
            return error;
        }

        public double? LargestError()
        {
            double? largest = null;
            for (var band = 0; band < BandCount; band++)
            {
                if (Rows[band] > 0) largest = Math.Max(largest ?? 0, Math.Abs(Positives[band] - Scores[band]) / Rows[band]);
            }

            return largest;
        }

        public ImmutableArray<ScoreBand> Bands()
        {
            var tally = this;
            return [.. Enumerable.Range(0, BandCount).Select(band => new ScoreBand(
                band / (double)BandCount,
                (band + 1) / (double)BandCount,
                tally.Rows[band] > 0 ? tally.Scores[band] / tally.Rows[band] : null,
                Estimate.Proportion(tally.Positives[band], tally.Rows[band])))];
        }

        // No end of the ten, nor its neighbours, is rounded to the wrong side.
        private static int BandOf(double score) => Math.Clamp((int)Math.Ceiling(score * BandCount) - 1, 0, BandCount - 1);
    }
}
