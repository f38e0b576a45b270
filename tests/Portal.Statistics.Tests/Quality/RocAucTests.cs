using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Quality;

namespace Portal.Statistics.Tests.Quality;

public sealed class RocAucTests
{
    // The example of roc_auc_score in scikit-learn's manual. Placements of both classes are ½ and 1: a variance of 1/8 each, half
    // of which counts, hence an error of √(1/8).
    [Fact]
    public void The_area_and_DeLongs_interval_are_as_counted_by_hand()
    {
        var area = RocAuc.Of([0.1, 0.4, 0.35, 0.8], [false, false, true, true])!;

        Assert.Equal((0.75, 1.0, 4), (area.Value, area.High, area.N));
        Assert.Equal(0.75 - (1.959963984540054 * Math.Sqrt(0.125)), area.Low, precision: 12);
    }

    [Fact]
    public void The_area_of_reversed_scores_is_one_less_the_area() => Prop.ForAll<(sbyte, bool)[]>(rows =>
    {
        var (scores, labels) = Split(rows);

        var forward = RocAuc.Of(scores, labels);
        var backward = RocAuc.Of([.. scores.Select(score => -score)], labels);

        if (forward is null || backward is null) return labels.Distinct().Count() < 2 && backward == forward;
        return Math.Abs(forward.Value - (1 - backward.Value)) < 1e-12 && Math.Abs(forward.Low - (1 - backward.High)) < 1e-9;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_area_is_the_share_of_pairs_won_and_its_interval_holds_it_whatever_the_order_of_the_rows() => Prop.ForAll<(sbyte, bool)[]>(rows =>
    {
        var (scores, labels) = Split(rows);
        var pairs = rows.Where(row => row.Item2).SelectMany(positive => rows.Where(row => !row.Item2).Select(negative =>
            positive.Item1 / 8 > negative.Item1 / 8 ? 1.0 : positive.Item1 / 8 == negative.Item1 / 8 ? 0.5 : 0)).ToList();

        var area = RocAuc.Of(scores, labels);
        var turned = RocAuc.Of([.. scores.Reverse()], [.. labels.Reverse()]);

        if (area is null) return pairs.Count == 0;
        return Math.Abs(area.Value - pairs.Average()) < 1e-12 && area == turned
            && area.Low >= 0 && area.Low <= area.Value && area.Value <= area.High && area.High <= 1 && area.Low < area.High;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_the_order_of_the_scores_counts() =>
        Assert.Equal(RocAuc.Of([1, 2, 3, 4, 5], [false, true, false, true, true]), RocAuc.Of([-9, -1, 0, 7, 1e300], [false, true, false, true, true]));

    [Fact]
    public void Scores_that_are_all_alike_have_an_area_of_a_half() => Assert.Equal(0.5, RocAuc.Of([3, 3, 3, 3], [true, false, true, false])!.Value);

    [Fact]
    public void A_perfect_order_of_few_rows_is_no_proof()
    {
        var area = RocAuc.Of([1, 2, 3, 4], [false, false, true, true])!;

        Assert.Equal((1.0, 1.0), (area.Value, area.High));
        Assert.InRange(area.Low, 0.3, 0.4);
    }

    [Fact]
    public void One_class_alone_has_no_area()
    {
        Assert.Null(RocAuc.Of([], []));
        Assert.Null(RocAuc.Of([0.1, 0.2], [true, true]));
        Assert.Null(RocAuc.Gain([0.1, 0.2], [0.2, 0.1], [false, false]));
    }

    [Fact]
    public void A_candidate_that_orders_alike_gains_nothing_for_sure()
    {
        var gain = RocAuc.Gain([1, 4, 3, 8], [10, 40, 30, 80], [false, false, true, true])!;

        Assert.Equal((0, 0, 0), (gain.Value, gain.Low, gain.High));
    }

    [Fact]
    public void A_candidate_and_an_incumbent_change_places_with_the_sign()
    {
        double[] first = [0.1, 0.4, 0.35, 0.8, 0.3, 0.5];
        double[] second = [0.2, 0.1, 0.35, 0.9, 0.6, 0.4];
        bool[] labels = [false, false, true, true, true, false];

        var (gain, loss) = (RocAuc.Gain(first, second, labels)!, RocAuc.Gain(second, first, labels)!);

        Assert.Equal((gain.Value, gain.Low, gain.High), (-loss.Value, -loss.High, -loss.Low));
        Assert.Equal(RocAuc.Of(second, labels)!.Value - RocAuc.Of(first, labels)!.Value, gain.Value, precision: 12);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_score_that_is_no_number_is_refused_with_its_row(double score)
    {
        var refusal = Assert.Throws<ArgumentException>(() => RocAuc.Of([0.5, score], [true, false]));

        Assert.Contains("Row 1", refusal.Message);
        Assert.Throws<ArgumentException>(() => RocAuc.Of([0.5], [true, false]));
    }

    private static (double[] Scores, bool[] Labels) Split((sbyte, bool)[] rows) =>
        ([.. rows.Select(row => (double)(row.Item1 / 8))], [.. rows.Select(row => row.Item2)]);
}
