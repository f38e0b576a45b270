using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Intervals;

namespace Portal.Statistics.Tests.Intervals;

public sealed class NewcombeTests
{
    // The first example of Newcombe's paper on independent proportions, 56/70 − 48/80.
    [Fact]
    public void The_interval_of_independent_proportions_is_that_of_the_paper()
    {
        var difference = Newcombe.Difference(48, 80, 56, 70)!;

        Assert.Equal((0.2, 0.0524, 0.3339), (difference.Value, Math.Round(difference.Low, 4), Math.Round(difference.High, 4)), Near);
    }

    // The first example of Newcombe's paper on paired proportions.
    [Fact]
    public void The_interval_of_paired_proportions_is_that_of_the_paper()
    {
        var difference = Newcombe.PairedDifference(both: 36, onlyFirst: 2, onlySecond: 12, neither: 0)!;

        Assert.Equal((0.2, 0.0569, 0.3404), (difference.Value, Math.Round(difference.Low, 4), Math.Round(difference.High, 4)), Near);
        Assert.Equal(50, difference.N);
    }

    [Fact]
    public void The_interval_holds_the_difference_and_turns_with_the_groups() => Prop.ForAll<(byte, byte, byte, byte)>(counts =>
    {
        var (a, b, c, d) = counts;
        var (n1, n2) = (a + b + 1, c + d + 1);

        var forward = Newcombe.Difference(a, n1, c, n2)!;
        var backward = Newcombe.Difference(c, n2, a, n1)!;

        return forward.Low <= forward.Value && forward.Value <= forward.High && forward.Low >= -1 - 1e-12 && forward.High <= 1 + 1e-12
            && Math.Abs(forward.Low + backward.High) < 1e-12 && Math.Abs(forward.High + backward.Low) < 1e-12;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_paired_interval_holds_the_difference_and_turns_with_the_two() => Prop.ForAll<(byte, byte, byte, byte)>(counts =>
    {
        var (both, first, second, neither) = counts;
        var forward = Newcombe.PairedDifference(both, first, second, neither);
        var backward = Newcombe.PairedDifference(both, second, first, neither);
        if (forward is null || backward is null) return both + first + second + neither == 0;

        return forward.Low <= forward.Value && forward.Value <= forward.High
            && Math.Abs(forward.Low + backward.High) < 1e-12 && Math.Abs(forward.High + backward.Low) < 1e-12;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_models_that_err_on_the_same_rows_have_a_narrower_interval_paired_than_apart()
    {
        var paired = Newcombe.PairedDifference(both: 80, onlyFirst: 2, onlySecond: 6, neither: 12)!;
        var apart = Newcombe.Difference(82, 100, 86, 100)!;

        Assert.True(paired.High - paired.Low < (apart.High - apart.Low) / 1.5);
        Assert.Equal(apart.Value, paired.Value, precision: 12);
    }

    [Fact]
    public void Without_rows_there_is_no_difference()
    {
        Assert.Null(Newcombe.Difference(0, 0, 1, 2));
        Assert.Null(Newcombe.Difference(1, 2, 0, 0));
        Assert.Null(Newcombe.PairedDifference(0, 0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Newcombe.PairedDifference(1, -1, 1, 1));
    }

    private static bool Near((double, double, double) expected, (double, double, double) actual) =>
        Math.Abs(expected.Item1 - actual.Item1) < 1e-12 && Math.Abs(expected.Item2 - actual.Item2) < 1e-12 && Math.Abs(expected.Item3 - actual.Item3) < 1e-12;
}
