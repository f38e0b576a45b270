using Portal.Statistics.Experiments;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Experiments;

public sealed class WelchTests
{
    [Fact]
    public void Moments_tell_the_same_as_the_values()
    {
        double[] first = [1, 2, 4, 8, 9];
        double[] second = [3, 3, 5, 11];

        var fromValues = Welch.Of(Sample.Of(first), Sample.Of(second))!;
        var fromMoments = Welch.Of(Moments.Of(first), Moments.Of(second))!;

        Assert.Equal(fromValues.P, fromMoments.P, precision: 12);
        Assert.Equal(fromValues.Difference.Low, fromMoments.Difference.Low, precision: 12);
    }

    // With this many degrees of freedom Student's distribution is the normal one: P(|Z| ≥ 1.96) = 0.04999579.
    [Theory]
    [InlineData(50_000)]
    [InlineData(1_000_000)]
    [InlineData(1_000_000_000)]
    public void Very_large_samples_are_held_against_the_normal_distribution(long n)
    {
        var spread = Math.Sqrt(n / 2.0);
        var moments = new Moments(n, 0, spread * spread * (n - 1), -1, 1);

        var found = Welch.Of(moments, moments with { Mean = 1.96 })!;

        Assert.Equal(0.04999579029644087, found.P, 1e-5);
        Assert.Equal(1.959963984540054, found.Difference.High - found.Difference.Value, 1e-4);
    }

    [Fact]
    public void Samples_that_are_too_small_or_do_not_vary_are_not_tested()
    {
        Assert.Null(Welch.Of(Sample.Of([1]), Sample.Of([1, 2])));
        Assert.Null(Welch.Of(Sample.Of([1, 1]), Sample.Of([2, 2])));
        Assert.Null(Welch.Of(Moments.None, Moments.None));
        Assert.NotNull(Welch.Of(Sample.Of([1, 1]), Sample.Of([2, 3])));
    }

    [Fact]
    public void Two_values_a_side_have_the_widest_interval_that_there_is()
    {
        var found = Welch.Of(Sample.Of([0, 1]), Sample.Of([0, 1e-9]))!;

        Assert.True(found.DegreesOfFreedom is >= 1 and < 1.001);
        Assert.Equal(12.706204736 * 0.5, found.Difference.High - found.Difference.Value, 1e-6);
    }
}
