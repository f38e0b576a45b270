using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Intervals;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Sketches;

public sealed class LogHistogramTests
{
    private static readonly double[] _thousands = [.. Enumerable.Range(0, 20_000).Select(i => Math.Exp((i * 7919 % 20_000 / 2000.0) - 2))];

    [Fact]
    public void A_quantile_of_many_values_is_off_by_at_most_one_percent_of_itself()
    {
        var histogram = Of(_thousands);
        var sample = Sample.Of(_thousands);

        Assert.False(histogram.IsExact);
        foreach (var p in new[] { 0, 0.001, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1 })
            Assert.InRange(histogram.Quantile(p)!.Value / sample.Quantile(p)!.Value, 0.99, 1.01);
    }

    [Fact]
    public void Quantiles_of_a_thousand_values_are_their_own_and_of_one_more_they_are_not()
    {
        var values = _thousands[..1000];
        var histogram = Of(values);
        var exact = histogram.Quantile(0.95);
        var interval = histogram.QuantileInterval(0.95);
        histogram.Add(1);

        Assert.Equal(Sample.Of(values).Quantile(0.95), exact);
        Assert.Equal((Sample.Of(values).QuantileInterval(0.95)!.Low, Sample.Of(values).QuantileInterval(0.95)!.High), (interval!.Low, interval.High));
        Assert.False(histogram.IsExact);
    }

    [Fact]
    public void The_mean_is_exact_and_its_interval_is_off_by_what_the_buckets_are()
    {
        var (found, expected) = (Of(_thousands).MeanEstimate()!, MeanInterval.Of(Moments.Of(_thousands))!);
        var (few, exact) = (Of(_thousands[..500]).MeanEstimate()!, MeanInterval.Of(Moments.Of(_thousands[..500]))!);

        Assert.Equal(expected.Value, found.Value, 1e-9 * expected.Value);
        Assert.InRange((found.Value - found.Low) / (expected.Value - expected.Low), 0.98, 1.02);
        Assert.Equal(exact.Low, few.Low, 1e-9 * exact.Value);
        Assert.Null(Of([1]).MeanEstimate());
    }

    [Fact]
    public void The_interval_of_a_quantile_holds_the_ranks_of_the_values_to_one_percent()
    {
        var (found, expected) = (Of(_thousands).QuantileInterval(0.95), Sample.Of(_thousands).QuantileInterval(0.95));

        Assert.InRange(found!.Low / expected!.Low, 0.99, 1.01);
        Assert.InRange(found.High / expected.High, 0.99, 1.01);
        Assert.True(found.Low <= found.Value && found.Value <= found.High);
    }

    [Fact]
    public void Values_cut_into_any_parts_in_any_order_give_the_same_histogram() => Prop.ForAll<uint[], byte, byte>((numbers, at, seed) =>
    {
        double[] values = [.. numbers.Select(number => number / 7.0)];
        var cut = values.Length == 0 ? 0 : at % (values.Length + 1);
        var shuffled = values.ToArray();
        new Random(seed).Shuffle(shuffled);

        var (whole, merged) = (Of(values), Of(shuffled[cut..]));
        merged.Merge(Of(shuffled[..cut]));

        return IsSame(whole, merged);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parts_of_a_thousand_values_lose_them_together_only()
    {
        var (first, second) = (Of(_thousands[..600]), Of(_thousands[600..1200]));
        first.Merge(second);

        Assert.True(second.IsExact);
        Assert.False(first.IsExact);
        Assert.True(IsSame(Of(_thousands[..1200]), first));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-9)]
    [InlineData(1e300)]
    public void What_lies_beyond_the_buckets_is_counted_and_keeps_its_own_value_at_the_end(double value)
    {
        var histogram = Of([.. _thousands[..2000], value]);

        Assert.Equal(2001, histogram.N);
        Assert.Equal(value, histogram.Quantile(value < 1 ? 0 : 1));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_negative_or_not_finite_is_refused(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => new LogHistogram().Add(value));

    [Fact]
    public void Of_none_there_is_no_quantile_and_of_few_no_interval()
    {
        Assert.Null(new LogHistogram().Quantile(0.5));
        Assert.Null(Of([1, 2, 3]).QuantileInterval(0.95));
    }

    [Fact]
    public void It_survives_being_stored()
    {
        foreach (var values in new[] { [], _thousands[..10], _thousands })
            Assert.True(IsSame(Of(values), LogHistogram.FromState(Of(values).ToState())));
    }

    [Fact]
    public void A_state_that_no_histogram_made_is_refused()
    {
        var state = Of([1, 2, 3]).ToState();

        Assert.Throws<ArgumentException>(() => LogHistogram.FromState(state with { Raw = [1] }));
        Assert.Throws<ArgumentException>(() => LogHistogram.FromState(state with { First = 2047 }));
        Assert.Throws<ArgumentException>(() => LogHistogram.FromState(state with { Counts = [-1], Raw = null }));
    }

    [Fact]
    public void Never_more_than_2048_buckets_are_kept()
    {
        var histogram = Of([0, 1e300, .. _thousands]);

        Assert.Equal(LogHistogram.MostBuckets, histogram.ToState().Counts.Count);
    }

    [Fact]
    public void Counting_allocates_nothing_once_the_buckets_are_there()
    {
        var histogram = Of(_thousands);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var value in _thousands) histogram.Add(value);
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(0, after - before);
    }

    private static LogHistogram Of(double[] values)
    {
        var histogram = new LogHistogram();
        foreach (var value in values) histogram.Add(value);
        return histogram;
    }

    private static bool IsSame(LogHistogram expected, LogHistogram actual)
    {
        var (one, other) = (expected.ToState(), actual.ToState());
        return one.First == other.First && one.Counts.SequenceEqual(other.Counts) && (one.Minimum, one.Maximum) == (other.Minimum, other.Maximum)
            && (one.Raw ?? []).SequenceEqual(other.Raw ?? []) && expected.IsExact == actual.IsExact
            && Math.Abs(one.Sum - other.Sum) <= 1e-9 * Math.Max(1e-9, one.Sum);
    }
}
