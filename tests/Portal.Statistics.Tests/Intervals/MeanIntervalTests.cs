using Portal.Statistics.Intervals;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Intervals;

public sealed class MeanIntervalTests
{
    // t at 0.975 with four degrees of freedom is 2.776445; the deviation of 1 to 5 is √2.5.
    [Fact]
    public void The_interval_is_Students()
    {
        var mean = MeanInterval.Of(Moments.Of([1, 2, 3, 4, 5]))!;

        Assert.Equal(3, mean.Value);
        Assert.Equal(3 - (2.7764451052 * Math.Sqrt(2.5 / 5)), mean.Low, precision: 8);
        Assert.Equal(3 + (2.7764451052 * Math.Sqrt(2.5 / 5)), mean.High, precision: 8);
    }

    [Fact]
    public void One_figure_without_bounds_has_no_interval_and_so_no_estimate()
    {
        Assert.Null(MeanInterval.Of(Moments.None));
        Assert.Null(MeanInterval.Of(Moments.Of([7])));
    }

    [Theory]
    [InlineData(1, 0.2065)]
    [InlineData(5, 0.5655)]
    public void Shares_that_are_all_perfect_do_not_prove_perfection(int n, double low)
    {
        var mean = MeanInterval.OfShares(Moments.Of(Enumerable.Repeat(1.0, n)))!;

        Assert.Equal((1.0, 1.0), (mean.Value, mean.High));
        Assert.Equal(low, mean.Low, precision: 4);
    }

    [Fact]
    public void The_interval_of_shares_stays_between_zero_and_one()
    {
        var mean = MeanInterval.OfShares(Moments.Of([0, 0.1, 1]))!;

        Assert.Equal((0.0, 1.0), (mean.Low, mean.High));
        Assert.Null(MeanInterval.OfShares(Moments.None));
    }
}
