using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Sketches;

public sealed class MomentsTests
{
    [Fact]
    public void Chunks_that_are_merged_equal_one_pass() => Prop.ForAll<int[], byte>((values, at) =>
    {
        double[] numbers = [.. values.Select(value => value / 7.0)];
        var cut = numbers.Length == 0 ? 0 : at % (numbers.Length + 1);

        var whole = Moments.Of(numbers);
        var merged = Moments.Of(numbers[..cut]).Merge(Moments.Of(numbers[cut..]));

        return whole.N == merged.N && (whole.Minimum, whole.Maximum) == (merged.Minimum, merged.Maximum)
            && IsNear(whole.Mean, merged.Mean) && IsNear(whole.SquaredDeviations, merged.SquaredDeviations);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_large_mean_does_not_swallow_the_spread()
    {
        var moments = Moments.Of([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);

        Assert.Equal(Math.Sqrt(30), moments.StandardDeviation!.Value, 1e-9);
        Assert.Equal(Math.Sqrt(22.5), moments.PopulationDeviation!.Value, 1e-9);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1e200)]
    public void What_has_no_finite_square_is_refused(double value) => Assert.Throws<ArgumentException>(() => Moments.None.With(value));

    [Fact]
    public void Of_too_few_values_there_is_no_spread()
    {
        Assert.Null(Moments.None.PopulationDeviation);
        Assert.Null(Moments.Of([5]).StandardDeviation);
        Assert.Equal(0, Moments.Of([5]).PopulationDeviation);
    }

    private static bool IsNear(double expected, double actual) => Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected));
}
