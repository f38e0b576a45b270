using System.Text.Json;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Sketches;

public sealed class CategoricalBinsTests
{
    [Fact]
    public void Each_category_of_the_baseline_has_a_bin_in_ordinal_order()
    {
        var bins = CategoricalBins.Freeze(["b", "a", null, "B", "a", ""]);

        Assert.Equal(["", "B", "a", "b"], bins.Categories.AsSpan());
        Assert.Equal([1, 1, 2, 1, 0], bins.ReferenceCounts);
        Assert.Equal(1, bins.ReferenceMissing);
    }

    [Fact]
    public void A_category_that_the_baseline_lacks_is_counted_as_other_even_when_it_is_named_so()
    {
        var bins = CategoricalBins.Freeze(["a", "b"]);
        var counts = bins.NewCounts();

        foreach (var category in (string?[])["a", "c", "other", null]) bins.Count(category, counts);

        Assert.Equal([1, 0, 2], counts.Counts);
        Assert.Equal((3, 1, 0, 4), (counts.N, counts.Missing, counts.Invalid, counts.Rows));
    }

    [Fact]
    public void Of_more_than_two_hundred_categories_the_most_frequent_keep_a_bin_and_the_rest_are_pooled()
    {
        var rare = Enumerable.Range(0, 250).Select(i => $"k{i:000}").ToList();
        var frequent = Enumerable.Range(0, 3).SelectMany(_ => rare.TakeLast(10));

        var bins = CategoricalBins.Freeze([.. rare, .. frequent]);

        Assert.Equal(200, bins.Categories.Length);
        Assert.Equal([.. rare.Take(190), .. rare.TakeLast(10)], bins.Categories.AsSpan());
        Assert.Equal(50, bins.ReferenceCounts[^1]);
        Assert.Equal(280, bins.ReferenceN);
    }

    [Fact]
    public void Bins_stored_as_JSON_come_back_the_same()
    {
        var bins = CategoricalBins.Freeze(["b", "a", null, "\u00e9\u2028\"", "a"]);
        var json = JsonSerializer.Serialize(bins.ToState());

        var back = (CategoricalBins)FrozenBins.FromState(JsonSerializer.Deserialize<FrozenBinsState>(json)!);

        Assert.Equal(bins.Categories.AsSpan(), back.Categories.AsSpan());
        Assert.Equal(bins.ReferenceCounts, back.ReferenceCounts);
        Assert.Equal(json, JsonSerializer.Serialize(back.ToState()));
    }

    [Fact]
    public void Counts_stored_as_JSON_come_back_the_same()
    {
        var bins = CategoricalBins.Freeze(["a", "b"]);
        var counts = bins.NewCounts();
        foreach (var category in (string?[])["a", "c", null]) bins.Count(category, counts);

        var back = BinCounts.FromState(JsonSerializer.Deserialize<BinCountsState>(JsonSerializer.Serialize(counts.ToState()))!);
        counts.Merge(back);

        Assert.Equal([2, 0, 2], counts.Counts);
        Assert.Equal(2, counts.Missing);
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        var bins = CategoricalBins.Freeze(["a", "b"]);
        var counts = bins.NewCounts();
        bins.Count("a", counts);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) bins.Count("b", counts);
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData("b", "a")]
    [InlineData("a", "a")]
    public void Stored_categories_out_of_order_or_twice_are_refused(string first, string second)
    {
        var state = CategoricalBins.Freeze(["a", "b"]).ToState() with { Categories = [first, second] };

        Assert.Throws<ArgumentException>(() => FrozenBins.FromState(state));
    }
}
