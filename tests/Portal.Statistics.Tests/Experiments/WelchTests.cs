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

    // With an even number n of degrees of freedom P(|T| ≥ t) is 1 − s·(1 + c/2 + (1·3/2·4)·c² + … ), n/2 terms, where c = n/(n + t²)
    // and s = t/√(n + t²). A t is chosen whose s is a fraction, so that decimals hold what the difference takes away.
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(200)]
    [InlineData(1_500)]
    public void The_p_value_of_even_degrees_of_freedom_is_that_of_the_closed_form(int n)
    {
        var freedom = 2 * (n - 1);
        var moments = new Moments(n, 0, n * (n - 1) / 2.0, -1, 1);
        foreach (var sine in (decimal[])[0.001m, 0.01m, 0.05m, 0.1m, 0.3m, 0.6m, 0.9m])
        {
            var (cosine, term, sum) = (1 - (sine * sine), 1m, 1m);
            for (var k = 1; k < freedom / 2; k++)
            {
                term *= cosine * ((2 * k) - 1) / (2 * k);
                sum += term;
            }

            var expected = (double)(1 - (sine * sum));
            var t = (double)sine * Math.Sqrt(freedom / (double)cosine);
            var found = Welch.Of(moments, moments with { Mean = t })!;

            Assert.Equal(freedom, found.DegreesOfFreedom, 1e-6);
            Assert.True(expected < 1e-12 ? found.P < 1e-12 : Math.Abs(found.P - expected) <= 1e-6 * expected, $"p of {t} is {found.P} in place of {expected}.");
        }
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
