using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Sketches;

public sealed class SampleTests
{
    [Fact]
    public void What_is_not_finite_is_counted_and_left_out()
    {
        var sample = Sample.Of([3, double.NaN, 1, double.PositiveInfinity, double.NegativeInfinity, 2]);

        Assert.Equal([1, 2, 3], sample.Values);
        Assert.Equal((3, 1, 2, 6), (sample.N, sample.Missing, sample.Invalid, sample.Rows));
        Assert.Equal(2, sample.Mean);
    }

    [Fact]
    public void Any_numbers_whatever_have_finite_figures_between_their_ends() => Prop.ForAll<double[]>(values =>
    {
        var sample = Sample.Of(values);
        if (sample.N == 0) return sample is { Mean: null, StandardDeviation: null, PopulationDeviation: null } && sample.Quantile(0.5) is null;

        var (low, high) = (sample.Values[0], sample.Values[^1]);
        double?[] figures = [sample.Mean, sample.StandardDeviation ?? 0, sample.PopulationDeviation, sample.Quantile(0.95)];
        return figures.All(figure => double.IsFinite(figure!.Value)) && IsWithin(sample.Quantile(0.5)!.Value, low, high);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    public void Numbers_at_the_ends_of_what_a_double_holds_keep_their_spread(double scale)
    {
        var sample = Sample.Of([1 * scale, 2 * scale, 3 * scale]);

        Assert.Equal(1, sample.StandardDeviation!.Value / scale, precision: 12);
        Assert.Equal(2, sample.Mean!.Value / scale, precision: 12);
    }

    [Fact]
    public void The_order_of_the_values_does_not_show()
    {
        double[] values = [.. Enumerable.Range(0, 500).Select(i => Math.Sin(i) * 1000)];

        var (forward, backward) = (Sample.Of(values), Sample.Of([.. values.Reverse()]));

        Assert.Equal((forward.Mean, forward.StandardDeviation, forward.Quantile(0.9)), (backward.Mean, backward.StandardDeviation, backward.Quantile(0.9)));
    }

    [Fact]
    public void A_quantile_lies_between_two_values_or_is_not_claimed()
    {
        var sample = Sample.Of([.. Enumerable.Range(1, 200).Select(i => (double)i)]);

        var p95 = sample.QuantileInterval(0.95)!;

        Assert.Equal((183.0, 198.0), (p95.Low, p95.High));
        Assert.Equal(190.05, p95.Value, precision: 10);
        Assert.Null(Sample.Of([.. Enumerable.Range(1, 20).Select(i => (double)i)]).QuantileInterval(0.95));
        Assert.Null(Sample.Of([]).QuantileInterval(0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => sample.Quantile(1.01));
    }

    private static bool IsWithin(double value, double low, double high) => low <= value && value <= high;
}
