using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Sketches;

public sealed class NumericBinsTests
{
    private static readonly double[] _oneToThousand = [.. Enumerable.Range(1, 1000).Select(i => (double)i)];

    [Fact]
    public void A_continuous_baseline_gives_a_hundred_bins_of_equal_mass()
    {
        var bins = NumericBins.Freeze(_oneToThousand);

        Assert.Equal(100, bins.Size);
        Assert.All(bins.ReferenceCounts.ToArray(), count => Assert.Equal(10, count));
        Assert.All(bins.Deciles(bins.ReferenceCounts), count => Assert.Equal(100, count));
    }

    [Fact]
    public void A_value_equal_to_an_edge_belongs_to_the_bin_below_it()
    {
        var bins = NumericBins.Freeze([.. Enumerable.Range(0, 101).Select(i => (double)i)]);

        Assert.Equal(0, BinOf(bins, 1));
        Assert.Equal(1, BinOf(bins, Math.BitIncrement(1)));
        Assert.Equal(99, BinOf(bins, 1e300));
        Assert.Equal(0, BinOf(bins, -1e300));
    }

    // 90 · 0.7 is 62.99999999999999 in doubles, and NumPy interpolates from there, in this order of steps: 63 lies above the edge.
    [Fact]
    public void An_edge_is_rounded_as_NumPy_rounds_it()
    {
        var bins = NumericBins.Freeze([.. Enumerable.Range(0, 91).Select(i => (double)i)]);

        Assert.Contains(62.99999999999999, bins.Edges);
        Assert.DoesNotContain(63.0, bins.Edges);
        Assert.Equal([10, 9, 9, 9, 9, 9, 8, 10, 9, 9], bins.Deciles(bins.ReferenceCounts));
    }

    [Fact]
    public void A_value_that_several_percentiles_share_has_a_bin_of_its_own()
    {
        var bins = NumericBins.Freeze([.. Enumerable.Repeat(0.0, 600), .. Enumerable.Range(1, 400).Select(i => (double)i)]);

        Assert.Equal([0.0], bins.Atoms.AsSpan());
        Assert.Equal(600, bins.ReferenceCounts[BinOf(bins, 0)]);
        Assert.Equal(0, bins.ReferenceCounts[BinOf(bins, -0.001)]);
        Assert.NotEqual(BinOf(bins, -0.001), BinOf(bins, 0));
        Assert.Equal(BinOf(bins, 0.0), BinOf(bins, -0.0));
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Twenty_distinct_values_have_a_bin_each_and_twenty_one_have_percentiles(int distinct, bool isDiscrete)
    {
        var bins = NumericBins.Freeze([.. Enumerable.Range(0, 1000).Select(i => (double)(i % distinct))]);

        Assert.Equal(isDiscrete, bins.IsDiscrete);
    }

    [Fact]
    public void A_value_that_a_discrete_baseline_lacks_is_counted_as_other()
    {
        var bins = NumericBins.Freeze([1, 2, 2, 3]);
        var counts = bins.NewCounts();

        bins.Count([0, 1.5, 2, 3, 99], counts);

        Assert.Equal([0, 1, 1, 3], counts.Counts);
    }

    [Fact]
    public void Missing_and_invalid_values_are_counted_apart_and_make_no_edge()
    {
        var bins = NumericBins.Freeze([.. _oneToThousand, double.NaN, double.PositiveInfinity, double.NegativeInfinity]);

        Assert.Equal((1000, 1, 2), (bins.ReferenceN, bins.ReferenceMissing, bins.ReferenceInvalid));
        Assert.Equal(NumericBins.Freeze(_oneToThousand).Edges.AsSpan(), bins.Edges.AsSpan());
    }

    [Fact]
    public void A_baseline_without_a_value_counts_everything_as_other()
    {
        var bins = NumericBins.Freeze([double.NaN]);

        Assert.Equal(1, bins.Size);
        Assert.Equal(0, BinOf(bins, 7));
    }

    [Fact]
    public void Extremes_of_the_baseline_keep_every_edge_finite()
    {
        var bins = NumericBins.Freeze([.. Enumerable.Range(0, 30).Select(i => (i - 15) * (double.MaxValue / 16))]);

        Assert.All(bins.Edges, edge => Assert.True(double.IsFinite(edge)));
        Assert.Equal(30, bins.ReferenceN);
    }

    // By hand, beside the search: the number of edges below, and one more bin for every atom passed.
    [Fact]
    public void The_search_finds_the_bin_that_counting_edges_finds() => Prop.ForAll<int[], int[]>((reference, probes) =>
    {
        double[] baseline = [.. reference.Select(value => value / 4.0), .. Enumerable.Range(0, 50).Select(i => i * 3.0)];
        var bins = NumericBins.Freeze(baseline);

        return probes.Select(value => value / 8.0).Concat(baseline).All(value =>
            BinOf(bins, value) == bins.Edges.Count(edge => edge < value) + bins.Atoms.Count(atom => atom <= value));
    }).QuickCheckThrowOnFailure();

    public static TheoryData<string, double[]> Baselines => new()
    {
        { "even", [.. Enumerable.Range(0, 1000).Select(i => i / 10.0)] },
        { "bell", Normal(5000, i => i) },
        { "long tail", Normal(5000, Math.Exp) },
        { "edges that crowd", Normal(5000, i => Math.Exp(5 * i)) },
        { "atoms", Normal(5000, i => Math.Round(i, 1)) },
        { "few values", Normal(5000, Math.Round) },
        { "from end to end", [-double.MaxValue, .. Normal(5000, i => i), double.MaxValue] },
        { "half of it at an end", [.. Enumerable.Repeat(-1e300, 2500), .. Normal(2500, i => i)] },
        { "neighbours", [.. Enumerable.Range(0, 100).Select(i => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(1) + i))] },
        { "tiny", Normal(5000, i => i * 1e-310) },
    };

    // Many values are looked up in a grid, one alone is searched for.
    [Theory, MemberData(nameof(Baselines))]
    public void Many_values_at_once_are_counted_as_each_alone(string name, double[] baseline)
    {
        var bins = NumericBins.Freeze(baseline);
        double[] values =
        [
            .. baseline, .. bins.Edges, .. bins.Edges.Select(Math.BitIncrement), .. bins.Edges.Select(Math.BitDecrement), .. Normal(2000, i => i * 1e3), .. Normal(2000, i => i),
            0.0, -0.0, double.Epsilon, double.MaxValue, double.MinValue, double.NaN, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity,
        ];
        var (together, alone) = (bins.NewCounts(), bins.NewCounts());

        bins.Count(values, together);
        foreach (var value in values) bins.Count(value, alone);

        Assert.True(together.Counts.SequenceEqual(alone.Counts), name);
        Assert.Equal((alone.Missing, alone.Invalid), (together.Missing, together.Invalid));
        Assert.Equal(values.Length, together.Rows);
    }

    [Fact]
    public void Chunks_merged_in_any_order_give_the_counts_of_the_whole() => Prop.ForAll<double[][], int>((chunks, seed) =>
    {
        var bins = NumericBins.Freeze(_oneToThousand);
        var whole = bins.NewCounts();
        bins.Count([.. chunks.SelectMany(chunk => chunk)], whole);

        new Random(seed).Shuffle(chunks);
        var merged = bins.NewCounts();
        foreach (var chunk in chunks)
        {
            var part = bins.NewCounts();
            foreach (var value in chunk) bins.Count(value, part);
            merged.Merge(part);
        }

        return whole.Counts.SequenceEqual(merged.Counts) && (whole.Missing, whole.Invalid, whole.Rows) == (merged.Missing, merged.Invalid, merged.Rows);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_baseline_is_irrelevant() => Prop.ForAll<double[], int>((baseline, seed) =>
    {
        var bins = NumericBins.Freeze(baseline);
        double[] shuffled = [.. baseline];
        new Random(seed).Shuffle(shuffled);

        return Json(bins) == Json(NumericBins.Freeze(shuffled));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Deciles_are_what_ten_bins_of_the_same_baseline_would_count() => Prop.ForAll<int[]>(values =>
    {
        double[] baseline = [.. values.Select(value => value / 2.0), .. _oneToThousand[..50]];
        var bins = NumericBins.Freeze(baseline);
        var deciles = bins.ToState().Points!.Where((_, i) => (i + 1) % 10 == 0).ToList();
        var edges = deciles.Distinct().ToList();
        var atoms = edges.Where(edge => deciles.Count(decile => decile == edge) > 1).ToList();
        var expected = new long[edges.Count + atoms.Count + 1];
        foreach (var value in baseline) expected[edges.Count(edge => edge < value) + atoms.Count(atom => atom <= value)]++;

        return bins.Deciles(bins.ReferenceCounts).SequenceEqual(expected);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bins_stored_as_JSON_come_back_to_the_bit() => Prop.ForAll<double[]>(baseline =>
    {
        var bins = NumericBins.Freeze(baseline);

        var back = (NumericBins)FrozenBins.FromState(JsonSerializer.Deserialize<FrozenBinsState>(Json(bins))!);

        return bins.Edges.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(back.Edges.Select(BitConverter.DoubleToInt64Bits))
            && bins.Atoms.SequenceEqual(back.Atoms)
            && bins.ReferenceCounts.SequenceEqual(back.ReferenceCounts)
            && bins.Deciles(bins.ReferenceCounts).SequenceEqual(back.Deciles(back.ReferenceCounts))
            && Json(bins) == Json(back);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bins_made_from_stored_ones_count_alike()
    {
        var bins = NumericBins.Freeze(_oneToThousand);
        var back = (NumericBins)FrozenBins.FromState(bins.ToState());

        Assert.All(Enumerable.Range(-10, 2100).Select(i => i / 2.0), value => Assert.Equal(BinOf(bins, value), BinOf(back, value)));
    }

    [Fact]
    public void Counting_does_not_change_the_baseline()
    {
        var bins = NumericBins.Freeze(_oneToThousand);

        bins.Count(_oneToThousand, bins.NewCounts());

        Assert.Equal(1000, bins.ReferenceN);
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        var bins = NumericBins.Freeze(_oneToThousand);
        var counts = bins.NewCounts();
        bins.Count(_oneToThousand, counts);

        var before = GC.GetAllocatedBytesForCurrentThread();
        bins.Count(_oneToThousand, counts);
        foreach (var value in _oneToThousand) bins.Count(value, counts);
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(before, after);
    }

    [Fact]
    public void Counts_of_other_bins_are_refused()
    {
        var bins = NumericBins.Freeze(_oneToThousand);
        var other = NumericBins.Freeze([1, 2, 3]).NewCounts();

        Assert.Throws<ArgumentException>(() => bins.Count(1, other));
        Assert.Throws<ArgumentException>(() => bins.NewCounts().Merge(other));
        Assert.Throws<ArgumentException>(() => bins.Deciles(other.Counts));
    }

    public static TheoryData<FrozenBinsState> DamagedStates()
    {
        var quantile = NumericBins.Freeze(_oneToThousand).ToState();
        var discrete = NumericBins.Freeze([1, 2]).ToState();
        return
        [
            quantile with { Kind = "deciles" },
            quantile with { Points = null },
            quantile with { Points = [.. quantile.Points!.Skip(1)] },
            quantile with { Points = [.. quantile.Points!.Reverse()] },
            quantile with { Points = [.. quantile.Points!.SkipLast(1), double.NaN] },
            quantile with { Categories = [] },
            quantile with { Reference = new BinCountsState([1, 2, 3], 0, 0) },
            discrete with { Reference = new BinCountsState([1, -1, 0], 0, 0) },
            discrete with { Reference = new BinCountsState([1, 1, 0], -1, 0) },
            discrete with { Points = [.. Enumerable.Range(0, 21).Select(i => (double)i)], Reference = new BinCountsState(new long[22], 0, 0) },
        ];
    }

    [Theory, MemberData(nameof(DamagedStates))]
    public void A_damaged_state_is_refused(FrozenBinsState state) => Assert.Throws<ArgumentException>(() => FrozenBins.FromState(state));

    private static int BinOf(NumericBins bins, double value)
    {
        var counts = bins.NewCounts();
        bins.Count(value, counts);
        return counts.Counts.IndexOf(1);
    }

    private static string Json(FrozenBins bins) => JsonSerializer.Serialize(bins.ToState());

    private static double[] Normal(int count, Func<double, double> of)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => of(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }
}
