using System.Collections.Immutable;
using Portal.Statistics.Fairness;
using Portal.Statistics.Intervals;

namespace Portal.Statistics.Quality;

/// <summary>What yes-or-no predictions are worth on some rows.</summary>
/// <param name="Counts">From which accuracy, precision, recall, F1 and the rates follow, each with its interval.</param>
/// <param name="Auc">Null without scores, or unless both classes occur.</param>
/// <param name="Calibration">Null without scores, or when one of all rows' scores is no probability.</param>
public sealed record BinaryFigures(ClassCounts Counts, Estimate? Auc, Calibration? Calibration);

/// <summary>The figures of each part of the rows.</summary>
/// <param name="Name">Of the <see cref="Partition"/>.</param>
/// <param name="Parts">In ordinal order.</param>
public sealed record PartitionFigures(string Name, ImmutableSortedDictionary<string, BinaryFigures> Parts)
{
    /// <summary>How differently the parts are treated, when they are the groups of a protected attribute.</summary>
    public GroupFairness Fairness => new(Parts.ToImmutableSortedDictionary(part => part.Key, part => part.Value.Counts, StringComparer.Ordinal));
}

/// <summary>
/// All figures of yes-or-no predictions over all rows and over the parts of any number of partitions. Columns come as arrays and are
/// sorted once by score, for all parts together; every figure is to the bit what it would be of the part's rows alone, in
/// whatever order they come.
/// </summary>
/// <param name="Overall">Of all rows, those in no part included.</param>
/// <param name="Partitions">In the order given.</param>
public sealed record SegmentedEvaluation(BinaryFigures Overall, ImmutableArray<PartitionFigures> Partitions)
{
    /// <param name="labels">Per row, whether it is of the positive class.</param>
    /// <param name="predictions">Per row, whether it was predicted to be.</param>
    /// <param name="scores">Per row the score of the positive class; empty when there are none.</param>
    /// <param name="partitions">Each with a part for every row.</param>
    /// <param name="ct">Asked between one part and the next.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or a score is not finite.</exception>
    public static SegmentedEvaluation Of(
        ReadOnlySpan<bool> labels, ReadOnlySpan<bool> predictions, ReadOnlySpan<double> scores, IReadOnlyList<Partition> partitions, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        if (predictions.Length != labels.Length) throw new ArgumentException($"{predictions.Length} predictions do not pair with {labels.Length} labels.", nameof(predictions));
        foreach (var partition in partitions)
        {
            if (partition.Rows != labels.Length) throw new ArgumentException($"'{partition.Name}' parts {partition.Rows} rows, and there are {labels.Length}.", nameof(partitions));
        }

        if (!scores.IsEmpty) Rows.MustPair(scores, labels.Length);

        var order = scores.IsEmpty ? [] : OrderedRows.Order(scores, labels);
        var areProbabilities = order.Length > 0 && scores[order[0]] >= 0 && scores[order[^1]] <= 1;
        var overall = Figures(Count(labels, predictions), scores, labels, order, areProbabilities);
        var parted = ImmutableArray.CreateBuilder<PartitionFigures>(partitions.Count);
        foreach (var partition in partitions)
        {
            var counts = partition.Count(labels, predictions);
            var rows = partition.Split(order);
            var parts = ImmutableSortedDictionary.CreateBuilder<string, BinaryFigures>(StringComparer.Ordinal);
            for (var part = 0; part < counts.Length; part++)
            {
                ct.ThrowIfCancellationRequested();
                parts.Add(partition.Parts[part], Figures(counts[part], scores, labels, rows[part], areProbabilities));
            }

            parted.Add(new PartitionFigures(partition.Name, parts.ToImmutable()));
        }

        return new SegmentedEvaluation(overall, parted.ToImmutable());
    }

    private static BinaryFigures Figures(ClassCounts counts, ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, int[] order, bool areProbabilities)
    {
        if (scores.IsEmpty) return new BinaryFigures(counts, null, null);

        var rows = OrderedRows.Of(scores, labels, order);
        return new BinaryFigures(counts, DeLong.Area(rows), areProbabilities ? Calibration.Of(rows) : null);
    }

    private static ClassCounts Count(ReadOnlySpan<bool> labels, ReadOnlySpan<bool> predictions)
    {
        Span<long> tallies = stackalloc long[4];
        for (var row = 0; row < labels.Length; row++) tallies[(labels[row] ? 2 : 0) + (predictions[row] ? 1 : 0)]++;
        return new ClassCounts(tallies[3], tallies[1], tallies[2], tallies[0]);
    }
}
