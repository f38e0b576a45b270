using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Quality;

namespace Portal.Statistics.Tests.Quality;

public sealed class RegressionTests
{
    // The example of the regression metrics in scikit-learn's manual.
    [Fact]
    public void The_figures_are_those_of_the_manual()
    {
        var found = Regression.Of([3, -0.5, 2, 7], [2.5, 0.0, 2, 8]);

        Assert.Equal(Math.Sqrt(0.375), found.Rmse!.Value, precision: 12);
        Assert.Equal(0.5, found.Mae!.Value, precision: 12);
        Assert.Equal(0.3273809523809524, found.Mape!.Value, precision: 12);
        Assert.Equal(0.25, found.Bias!.Value, precision: 12);
    }

    [Fact]
    public void A_row_whose_actual_is_zero_has_no_relative_error_and_n_says_so()
    {
        var found = Regression.Of([0, 10, 20], [5, 11, 22]);

        Assert.Equal((0.1, 2), (Math.Round(found.Mape!.Value, 12), found.Mape.N));
        Assert.Null(Regression.Of([0, 0], [1, 2]).Mape);
    }

    [Fact]
    public void Every_interval_holds_its_figure_whatever_the_order_of_the_rows() => Prop.ForAll<(short, short)[]>(rows =>
    {
        double[] actual = [.. rows.Select(row => row.Item1 / 9.0)];
        double[] predicted = [.. rows.Select(row => row.Item2 / 9.0)];

        var found = Regression.Of(actual, predicted);

        Estimate?[] figures = [found.Rmse, found.Mae, found.Mape, found.Bias];
        return found == Regression.Of([.. actual.Reverse()], [.. predicted.Reverse()])
            && figures.OfType<Estimate>().All(figure => figure.Low <= figure.Value && figure.Value <= figure.High)
            && (found.Rmse is null || found.Rmse.Value >= found.Mae!.Value - 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fewer_than_two_rows_have_no_figure()
    {
        Assert.Equal(new Regression(0, null, null, null, null), Regression.Of([], []));
        Assert.Equal(new Regression(1, null, null, null, null), Regression.Of([1], [2]));
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(1e200, 1)]
    [InlineData(double.MaxValue, -double.MaxValue)]
    public void What_has_no_finite_error_is_refused(double actual, double predicted) =>
        Assert.Throws<ArgumentException>(() => Regression.Of([1, actual], [1, predicted]));

    [Fact]
    public void A_relative_error_beyond_all_bounds_is_cut_and_not_infinite() =>
        Assert.True(double.IsFinite(Regression.Of([double.Epsilon, 1], [1, 1]).Mape!.High));
}
