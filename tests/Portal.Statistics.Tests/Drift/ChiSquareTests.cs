using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Drift;
using Portal.Statistics.Experiments;

namespace Portal.Statistics.Tests.Drift;

public sealed class ChiSquareTests
{
    [Fact]
    public void Over_two_columns_it_is_the_square_of_the_z_of_two_proportions()
    {
        var proportions = TwoProportions.Of(12, 100, 30, 140)!;

        var chiSquare = ChiSquare.Of([12, 88], [30, 110]);

        Assert.Equal(proportions.Z!.Value * proportions.Z.Value, chiSquare.Statistic, precision: 10);
        Assert.Equal(proportions.P, chiSquare.P, precision: 10);
    }

    // With an even number 2m of degrees of freedom P(χ² ≥ x) is exp(−x/2)·Σ (x/2)ᵏ/k! over k < m.
    [Fact]
    public void The_p_value_of_even_degrees_of_freedom_is_that_of_the_closed_form() => Prop.ForAll<(byte, byte)[]>(bins =>
    {
        var found = ChiSquare.Of([.. bins.Select(bin => bin.Item1 + 1L)], [.. bins.Select(bin => bin.Item2 + 1L)]);
        if (found.DegreesOfFreedom == 0 || found.DegreesOfFreedom % 2 == 1) return true;

        var (term, sum) = (1.0, 1.0);
        for (var k = 1; k < found.DegreesOfFreedom / 2; k++)
        {
            term *= found.Statistic / 2 / k;
            sum += term;
        }

        var expected = Math.Exp(-found.Statistic / 2) * sum;
        return expected < 1e-12 ? found.P < 1e-12 : Math.Abs(found.P - expected) <= 1e-6 * expected;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_counts_have_finite_figures_whatever_the_order_of_the_bins() => Prop.ForAll<(byte, byte)[]>(bins =>
    {
        long[] reference = [.. bins.Select(bin => (long)bin.Item1)];
        long[] current = [.. bins.Select(bin => (long)bin.Item2)];

        var found = ChiSquare.Of(reference, current);
        var backward = ChiSquare.Of([.. reference.Reverse()], [.. current.Reverse()]);

        return double.IsFinite(found.Statistic) && found.P is >= 0 and <= 1 && found.CramersV is >= 0 and <= 1.0000001
            && Math.Abs(found.Statistic - backward.Statistic) <= 1e-9 * Math.Max(1, found.Statistic);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pooled_columns_are_all_expected_five_times_or_are_too_few_to_test() => Prop.ForAll<(byte, byte)[]>(bins =>
    {
        var found = ChiSquare.Pooled([.. bins.Select(bin => (long)(bin.Item1 % 12))], [.. bins.Select(bin => (long)(bin.Item2 % 12))]);

        return found.MinimumExpected is null or >= 5 - 1e-9;
    }).QuickCheckThrowOnFailure();

    // Six a column where ten are asked for: twelve, twelve, and the last six with them.
    [Fact]
    public void A_rare_column_that_is_left_over_joins_the_one_before_it()
    {
        var found = ChiSquare.Pooled([3, 3, 3, 3, 3], [3, 3, 3, 3, 3]);

        Assert.Equal((1, 6.0), (found.DegreesOfFreedom, found.MinimumExpected));
    }

    [Fact]
    public void Where_every_column_is_expected_often_pooling_changes_nothing() =>
        Assert.Equal(ChiSquare.Of([30, 50, 20], [25, 60, 30]).Statistic, ChiSquare.Pooled([30, 50, 20], [25, 60, 30]).Statistic, precision: 12);

    [Fact]
    public void Nothing_to_compare_is_no_difference()
    {
        Assert.Equal(new ChiSquare(0, 0, 1, 0, null, null), ChiSquare.Of([5], [7]));
        Assert.Equal(new ChiSquare(0, 0, 1, 0, null, null), ChiSquare.Of([5, 6], [0, 0]));
        Assert.Equal(new ChiSquare(0, 0, 1, 0, null, null), ChiSquare.Pooled([], []));
    }

    [Fact]
    public void Counts_that_do_not_pair_and_negative_ones_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ChiSquare.Of([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => ChiSquare.Of([1, -1], [1, 2]));
        Assert.Throws<ArgumentException>(() => GoodnessOfFit.Of([0.5, 0.5], [1]));
    }
}
