using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Sketches;

/// <summary>What bins add up to, beside what they count.</summary>
public sealed class SumsTests
{
    private static readonly NumericBins _bins = NumericBins.Freeze(Normal(5000, 0, 1, 1));

    [Fact]
    public void The_same_values_in_any_batches_on_any_nodes_in_any_order_give_identical_counts_and_sums_to_a_billionth() => Prop.ForAll<int, byte, byte>((seed, cuts, nodes) =>
    {
        var random = new Random(seed);
        var values = Normal(3000 + random.Next(3000), random.NextDouble(), 3, seed);
        for (var i = 0; i < 20; i++) values[random.Next(values.Length)] = i % 2 == 0 ? double.NaN : double.NegativeInfinity;
        var shuffled = values.ToArray();
        random.Shuffle(shuffled);

        var parts = Enumerable.Range(0, 1 + (nodes % 5)).Select(_ => _bins.NewCounts()).ToArray();
        for (var start = 0; start < shuffled.Length;)
        {
            var end = Math.Min(shuffled.Length, start + 1 + random.Next(1 + (cuts * 20)));
            _bins.Count(shuffled.AsSpan(start..end), parts[random.Next(parts.Length)]);
            start = end;
        }

        random.Shuffle(parts);
        var merged = _bins.NewCounts();
        foreach (var part in parts) merged.Merge(BinCounts.FromState(part.ToState()));
        MustBeSame(Counted(values), merged);
        return true;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public void Sums_and_moments_are_those_of_the_values(int count)
    {
        var values = Normal(count, 1e6, 2, 7);
        var counts = Counted([.. values, double.NaN, double.PositiveInfinity]);
        var expected = Moments.Of(values);

        Assert.Equal(values.Sum(), counts.Sums.ToArray().Sum(), 1e-12 * values.Sum());
        Assert.Equal((count, expected.Minimum, expected.Maximum), (counts.Moments!.Value.N, counts.Moments.Value.Minimum, counts.Moments.Value.Maximum));
        Assert.Equal(expected.Mean, counts.Moments.Value.Mean, 1e-9 * Math.Abs(expected.Mean));
        Assert.Equal(expected.SquaredDeviations, counts.Moments.Value.SquaredDeviations, 1e-6 * expected.SquaredDeviations);
    }

    [Fact]
    public void The_largest_number_there_is_leaves_sums_finite()
    {
        var counts = Counted([.. Enumerable.Repeat(double.MaxValue, 5000), .. Enumerable.Repeat(-double.MaxValue, 10)]);

        Assert.All(counts.Sums.ToArray(), sum => Assert.True(double.IsFinite(sum)));
        Assert.True(double.IsFinite(counts.Moments!.Value.SquaredDeviations));
        Assert.Equal(5010, counts.N);
    }

    [Fact]
    public void Counts_that_were_stored_without_sums_are_still_read_and_make_the_whole_one_without()
    {
        var old = BinCounts.FromState(Counted(Normal(100, 0, 1, 3)).ToState() with { Sums = null, Moments = null });
        var merged = Counted(Normal(100, 0, 1, 4));
        merged.Merge(old);
        var fresh = _bins.NewCounts();
        fresh.Merge(old);
        fresh.Merge(Counted(Normal(100, 0, 1, 4)));

        Assert.Equal(200, merged.N);
        Assert.True(merged.Sums.IsEmpty && fresh.Sums.IsEmpty);
        Assert.Null(merged.Moments);
    }

    [Fact]
    public void Adding_up_allocates_nothing()
    {
        var values = Normal(50_000, 0, 1, 8);
        var counts = Counted(values);

        var before = GC.GetAllocatedBytesForCurrentThread();
        _bins.Count(values, counts);
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(0, after - before);
    }

    private static BinCounts Counted(double[] values)
    {
        var counts = _bins.NewCounts();
        _bins.Count(values, counts);
        return counts;
    }

    private static void MustBeSame(BinCounts expected, BinCounts actual)
    {
        Assert.Equal(expected.Counts, actual.Counts);
        Assert.Equal((expected.Missing, expected.Invalid), (actual.Missing, actual.Invalid));
        for (var bin = 0; bin < expected.Sums.Length; bin++) Assert.Equal(expected.Sums[bin], actual.Sums[bin], 1e-9 * Math.Max(1, Math.Abs(expected.Sums[bin])));

        var (one, other) = (expected.Moments!.Value, actual.Moments!.Value);
        Assert.Equal((one.N, one.Minimum, one.Maximum), (other.N, other.Minimum, other.Maximum));
        Assert.Equal(one.Mean, other.Mean, 1e-9);
        Assert.Equal(one.SquaredDeviations, other.SquaredDeviations, 1e-9 * one.SquaredDeviations);
    }

    private static double[] Normal(int count, double mean, double deviation, int seed)
    {
        var random = new Random(seed);
        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return values;
    }
}
