using System.Collections.Immutable;
using Portal.Statistics.Fairness;
using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;

namespace Portal.Monitoring.Labels;

/// <summary>The figure by which a version's quality is judged, by what it predicts: F1 of the rarer of two classes, the share that is right of more, the mean error of amounts.</summary>
public enum Headline { F1 = 1, Accuracy, MeanAbsoluteError }

/// <summary>What a cohort's counts say. A figure is null, never 0, where there is nothing to divide by.</summary>
public sealed record QualityFigures(Headline Kind, Estimate? Headline, Estimate? Accuracy, Estimate? Precision, Estimate? Recall, IReadOnlyDictionary<string, Estimate?> BySegment, GroupFairness? Groups)
{
    public static QualityFigures Of(QualityCount count, string? positive)
    {
        if (count.Errors is { } errors)
            return new(Labels.Headline.MeanAbsoluteError, MeanOf(errors), null, null, null, ImmutableDictionary<string, Estimate?>.Empty, null);

        var accuracy = Estimate.Proportion(count.Cells.Where(IsRight).Sum(cell => cell.N), count.Labelled);
        var bySegment = count.Cells.Where(cell => cell.Segment is not null).GroupBy(cell => cell.Segment ?? "")
            .ToDictionary(cells => cells.Key, cells => positive is null ? Estimate.Proportion(cells.Where(IsRight).Sum(cell => cell.N), cells.Sum(cell => cell.N)) : ClassOf(cells, positive).F1);
        if (positive is null)
            return new(Labels.Headline.Accuracy, accuracy, accuracy, null, null, bySegment, null);

        var all = ClassOf(count.Cells, positive);
        var groups = count.Cells.Where(cell => cell.Group is not null).GroupBy(cell => cell.Group ?? "").ToImmutableSortedDictionary(cells => cells.Key, cells => ClassOf(cells, positive), StringComparer.Ordinal);
        return new(Labels.Headline.F1, all.F1, accuracy, all.Precision, all.Recall, bySegment, groups.IsEmpty ? null : new GroupFairness(groups));
    }

    /// <summary>
    /// How far the headline is from the baseline's, in percent of it, where it hurts: below 0 is worse. Taken at the end of the interval that is
    /// kinder to the version, so that few rows accuse nobody.
    /// </summary>
    public double? ChangeFrom(QualityFigures baseline) => (Headline, baseline.Headline) switch
    {
        ({ } now, { Value: > 0 } then) when Kind == baseline.Kind => 100 * (Kind == Labels.Headline.MeanAbsoluteError ? then.Value - now.Low : now.High - then.Value) / then.Value,
        _ => null,
    };

    private static bool IsRight(QualityCell cell) => cell.Prediction == cell.Label;

    private static ClassCounts ClassOf(IEnumerable<QualityCell> cells, string positive)
    {
        var sum = default(ClassCounts);
        foreach (var cell in cells)
        {
            sum += (cell.Prediction == positive, cell.Label == positive) switch
            {
                (true, true) => new ClassCounts(cell.N, 0, 0, 0),
                (true, false) => new ClassCounts(0, cell.N, 0, 0),
                (false, true) => new ClassCounts(0, 0, cell.N, 0),
                (false, false) => new ClassCounts(0, 0, 0, cell.N),
            };
        }

        return sum;
    }

    private static Estimate? MeanOf(ErrorSums errors)
    {
        if (errors.N < 2)
            return null;

        var mean = errors.Absolute / errors.N;
        var half = 1.96 * Math.Sqrt(Math.Max(0, (errors.Squared / errors.N) - (mean * mean)) / (errors.N - 1));
        return new Estimate(mean, Math.Max(0, mean - half), mean + half, errors.N, MeanInterval.Method);
    }
}
