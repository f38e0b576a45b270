using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Fairness;
using Portal.Statistics.Quality;

namespace Portal.Statistics.Tests.Quality;

public sealed class SegmentedEvaluationTests
{
    [Fact]
    public void A_part_has_the_figures_of_its_rows_alone_to_the_bit() => Prop.ForAll<(byte Score, bool Label, bool Prediction, byte Part)[]>(rows =>
    {
        double[] scores = [.. rows.Select(row => row.Score / 255.0)];
        bool[] labels = [.. rows.Select(row => row.Label)];
        bool[] predictions = [.. rows.Select(row => row.Prediction)];
        string?[] parts = [.. rows.Select(row => row.Part % 4 == 3 ? null : $"part {row.Part % 4}")];

        var found = SegmentedEvaluation.Of(labels, predictions, scores, [Partition.Of("segment", parts)], default);

        return Same(found.Overall, labels, predictions, scores)
            && found.Partitions[0].Parts.Keys.SequenceEqual(parts.OfType<string>().Distinct().Order(StringComparer.Ordinal))
            && found.Partitions[0].Parts.All(part => Same(part.Value, Of(labels, part.Key), Of(predictions, part.Key), Of(scores, part.Key)));

        T[] Of<T>(T[] column, string part) => [.. column.Where((_, row) => parts[row] == part)];
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Many_rows_have_the_figures_of_one_computation_each()
    {
        var random = new Random(7);
        double[] scores = [.. Enumerable.Range(0, 50_000).Select(_ => Math.Round(random.NextDouble(), 3))];
        bool[] labels = [.. scores.Select(score => random.NextDouble() < score)];
        bool[] predictions = [.. scores.Select(score => score > 0.4)];
        ushort[] parts = [.. scores.Select(_ => (ushort)random.Next(3))];

        var found = SegmentedEvaluation.Of(labels, predictions, scores, [Partition.Of("group", ["A", "B"], parts)], default);

        Assert.True(Same(found.Overall, labels, predictions, scores));
        Assert.True(Same(found.Partitions[0].Parts["B"], [.. labels.Where((_, row) => parts[row] == 1)], [.. predictions.Where((_, row) => parts[row] == 1)], [.. scores.Where((_, row) => parts[row] == 1)]));
        Assert.Equal(["A", "B"], found.Partitions[0].Parts.Keys);
    }

    [Fact]
    public void The_groups_of_a_partition_are_compared_as_they_would_be_by_themselves()
    {
        bool[] labels = [true, true, false, false, true, false], predictions = [true, false, true, false, true, true];
        string[] groups = ["B", "A", "A", "B", "A", "B"];

        var fairness = SegmentedEvaluation.Of(labels, predictions, [], [Partition.Of("sex", groups)], default).Partitions[0].Fairness;

        var alone = GroupFairness.Of(groups.Select((group, row) => (labels[row], predictions[row], group)));
        Assert.Equal(alone.Groups, fairness.Groups);
        Assert.Equal(alone.EqualizedOddsDifference, fairness.EqualizedOddsDifference);
    }

    [Fact]
    public void Without_scores_there_is_no_area_and_without_probabilities_no_calibration()
    {
        bool[] labels = [true, false];

        var without = SegmentedEvaluation.Of(labels, labels, [], [Partition.Of("all", ["x", "x"])], default);
        var logits = SegmentedEvaluation.Of(labels, labels, [1.5, -2], [Partition.Of("all", ["x", "x"])], default);

        Assert.True(without.Overall is { Auc: null, Calibration: null, Counts.Accuracy.Value: 1 });
        Assert.True(without.Partitions[0].Parts["x"] is { Auc: null, Calibration: null });
        Assert.True(logits.Overall is { Auc.Value: 1, Calibration: null });
    }

    [Fact]
    public void Columns_that_do_not_pair_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SegmentedEvaluation.Of([true], [], [], [], default));
        Assert.Throws<ArgumentException>(() => SegmentedEvaluation.Of([true], [true], [0.1, 0.2], [], default));
        Assert.Throws<ArgumentException>(() => SegmentedEvaluation.Of([true], [true], [double.NaN], [], default));
        Assert.Throws<ArgumentException>(() => SegmentedEvaluation.Of([true], [true], [], [Partition.Of("two", ["a", "b"])], default));
    }

    [Fact]
    public void More_parts_than_anybody_looks_at_or_parts_out_of_order_are_no_partition()
    {
        Assert.Equal(1000, Partition.Of("most", [.. Enumerable.Range(0, 1000).Select(i => $"{i}")]).Parts.Length);
        Assert.Throws<ArgumentException>(() => Partition.Of("too many", [.. Enumerable.Range(0, 1001).Select(i => $"{i}")]));
        Assert.Throws<ArgumentException>(() => Partition.Of("twice", ["a", "a"], [0]));
        Assert.Throws<ArgumentException>(() => Partition.Of("turned", ["b", "a"], [0]));
    }

    [Fact]
    public void Who_no_longer_waits_is_not_computed_for() =>
        Assert.Throws<OperationCanceledException>(() => SegmentedEvaluation.Of([true], [true], [], [Partition.Of("one", ["a"])], new CancellationToken(canceled: true)));

    private static bool Same(BinaryFigures found, bool[] labels, bool[] predictions, double[] scores)
    {
        var counts = labels.Zip(predictions).Aggregate(new ClassCounts(), (sum, row) => sum.With(row.Second, row.First));
        var (area, calibration) = (RocAuc.Of(scores, labels), found.Calibration);
        if (found.Counts != counts || found.Auc != area) return false;
        if (labels.Length == 0) return calibration is null;

        var alone = Calibration.Of(scores, labels);
        return calibration is not null && calibration.Bands.SequenceEqual(alone.Bands)
            && (calibration.ExpectedError, calibration.LargestError, calibration.LogLoss, calibration.Brier) == (alone.ExpectedError, alone.LargestError, alone.LogLoss, alone.Brier);
    }
}
