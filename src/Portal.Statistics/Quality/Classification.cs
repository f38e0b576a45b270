using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Portal.Statistics.Intervals;

namespace Portal.Statistics.Quality;

/// <summary>Predicted classes against labels, compared as text to the letter.</summary>
/// <param name="N">Rows.</param>
/// <param name="Correct">Rows whose prediction is the label.</param>
/// <param name="Classes">Every class that was predicted or is a label, in ordinal order.</param>
public sealed record Classification(long N, long Correct, ImmutableSortedDictionary<string, ClassCounts> Classes)
{
    /// <summary>Correct / N; null without rows.</summary>
    public Estimate? Accuracy => Estimate.Proportion(Correct, N);

    /// <summary>The mean over the classes of F1, each class weighing the same however rare; null without rows.</summary>
    public double? MacroF1 => Classes.IsEmpty ? null : Classes.Values.Average(counts => counts.F1!.Value);

    /// <summary>
    /// (Accuracy − e) / (1 − e), e being the agreement that the shares of the classes give by chance (Cohen, A coefficient of
    /// agreement for nominal scales, Educational and Psychological Measurement 20, 1960); null where chance alone agrees
    /// always.
    /// </summary>
    public double? Kappa
    {
        get
        {
            if (N == 0) return null;
            var chance = Classes.Values.Sum(counts => (double)counts.Predicted / N * ((double)counts.Positives / N));
            return chance < 1 ? (((double)Correct / N) - chance) / (1 - chance) : null;
        }
    }

    /// <summary>One class against the others; a class that does not occur has counts of true negatives only.</summary>
    public ClassCounts For(string positive) => Classes.GetValueOrDefault(positive, new ClassCounts(0, 0, 0, N));

    /// <summary>Counts rows.</summary>
    public static Classification Of(IEnumerable<(string Prediction, string Label)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);

        var (n, correct) = (0L, 0L);
        var tallies = new Dictionary<string, (long Hits, long Predicted, long Labelled)>(StringComparer.Ordinal);
        foreach (var (prediction, label) in rows)
        {
            n++;
            CollectionsMarshal.GetValueRefOrAddDefault(tallies, prediction, out _).Predicted++;
            ref var ofLabel = ref CollectionsMarshal.GetValueRefOrAddDefault(tallies, label, out _);
            ofLabel.Labelled++;
            if (!string.Equals(prediction, label, StringComparison.Ordinal)) continue;
            ofLabel.Hits++;
            correct++;
        }

        return new Classification(n, correct, tallies.ToImmutableSortedDictionary(
            tally => tally.Key,
            tally => Counts(tally.Value.Hits, tally.Value.Predicted, tally.Value.Labelled, n),
            StringComparer.Ordinal));
    }

    /// <summary>
    /// How much more often the second of two predictions for the same rows is right than the first, as of a candidate and an
    /// incumbent; null without rows. See <see cref="Newcombe.PairedDifference"/>.
    /// </summary>
    public static Estimate? AccuracyGain(IEnumerable<(string First, string Second, string Label)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);

        var (both, onlyFirst, onlySecond, neither) = (0L, 0L, 0L, 0L);
        foreach (var (first, second, label) in rows)
        {
            switch (string.Equals(first, label, StringComparison.Ordinal), string.Equals(second, label, StringComparison.Ordinal))
            {
                case (true, true): both++; break;
                case (true, false): onlyFirst++; break;
                case (false, true): onlySecond++; break;
                case (false, false): neither++; break;
            }
        }

        return Newcombe.PairedDifference(both, onlyFirst, onlySecond, neither);
    }

    private static ClassCounts Counts(long hits, long predicted, long labelled, long n) =>
        new(hits, predicted - hits, labelled - hits, n - predicted - labelled + hits);
}
