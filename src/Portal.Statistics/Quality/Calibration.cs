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
        return Of(OrderedRows.Of(scores, labels));
    }

    /// <summary>The same of rows whose scores are known to be probabilities.</summary>
    internal static Calibration Of(OrderedRows ordered)
    {
        // Half the memory of a score with a label beside it: what came a positive keeps its sign.
        var rows = new double[ordered.N];
        var (losses, squares) = (Moments.None, Moments.None);
        for (var i = 0; i < rows.Length; i++)
        {
            var (score, label) = (Math.Abs(ordered.Scores[i]), ordered.Labels[i]);
            rows[i] = label ? score : -score;
            losses = losses.With(Loss(label ? score : 1 - score));
            squares = squares.With(Math.Pow(score - (label ? 1 : 0), 2));
        }

        var tally = BandTally.Of(rows);
        return new Calibration(
            rows.Length,
            tally.Bands(),
            Resampling.Of(rows, drawn => BandTally.Of(drawn.Span).ExpectedError(), least: 0, most: 1),
            tally.LargestError(),
            MeanInterval.Of(losses) is { } loss ? loss with { Low = Math.Max(0, loss.Low) } : null,
            MeanInterval.OfShares(squares));
    }

    private static double Loss(double probability) => -Math.Log(Math.Clamp(probability, Smallest, 1 - Smallest));

    private readonly record struct BandTally(long[] Rows, long[] Positives, double[] Scores)
    {
        public static BandTally Of(ReadOnlySpan<double> rows)
        {
            var tally = new BandTally(new long[BandCount], new long[BandCount], new double[BandCount]);
            foreach (var row in rows)
            {
                var score = Math.Abs(row);
                var band = BandOf(score);
                tally.Rows[band]++;
                tally.Scores[band] += score;
                if (!double.IsNegative(row)) tally.Positives[band]++;
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
