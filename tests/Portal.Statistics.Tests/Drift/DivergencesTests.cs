using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Drift;
using Portal.Statistics.Sketches;
using Portal.Statistics.Tests.Reference;

namespace Portal.Statistics.Tests.Drift;

public sealed class DivergencesTests
{
    [Fact]
    public void Every_figure_is_finite_and_within_its_bounds_and_the_index_is_the_sum_of_both_divergences() => Prop.ForAll<(byte, ushort)[]>(bins =>
    {
        long[] reference = [1, 0, .. bins.Select(bin => (long)bin.Item1)];
        long[] current = [0, 1, .. bins.Select(bin => (long)bin.Item2)];

        var found = Divergences.Of(reference, current)!;

        ReferenceValues.Agree(found.Stability.Psi, found.KlCurrentReference + found.KlReferenceCurrent);
        return new[] { found.JsDistance, found.JsDivergence, found.Hellinger, found.TotalVariation, found.BinnedKs }.All(figure => figure is >= 0 and <= 1)
            && found is { KlCurrentReference: >= 0, KlReferenceCurrent: >= 0, PsiFloor: >= 0, PsiRaw: null }
            && found.BinnedKs <= found.TotalVariation + 1e-12
            && found.JsDivergence <= found.TotalVariation + 1e-12;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Identical_counts_differ_in_nothing()
    {
        var found = Divergences.Of([5, 0, 9, 1], [5, 0, 9, 1])!;

        Assert.Equal((0, 0, 0, 0), (found.Stability.Psi, found.PsiFloor, found.PsiRaw!.Value, found.KlCurrentReference));
        Assert.Equal((0, 0, 0, 0), (found.JsDistance, found.Hellinger, found.TotalVariation, found.BinnedKs));
    }

    [Fact]
    public void Counts_without_a_common_bin_are_as_far_apart_as_can_be()
    {
        var found = Divergences.Of([0, 7, 0], [3, 0, 4])!;

        Assert.All([found.JsDistance, found.Hellinger, found.TotalVariation], distance => Assert.Equal(1, distance, precision: 12));
    }

    [Fact]
    public void Chunks_that_are_merged_have_the_figures_of_one_pass_to_the_bit() => Prop.ForAll<double[], byte>((values, at) =>
    {
        var bins = NumericBins.Freeze([.. Enumerable.Range(0, 200).Select(i => (double)(i - 100))]);
        var cut = values.Length == 0 ? 0 : at % (values.Length + 1);
        var (whole, first, second) = (bins.NewCounts(), bins.NewCounts(), bins.NewCounts());
        bins.Count(values, whole);
        bins.Count(values.AsSpan(cut..), first);
        bins.Count(values.AsSpan(..cut), second);

        first.Merge(second);

        return Divergences.Of(bins.ReferenceCounts, first.Counts) == Divergences.Of(bins.ReferenceCounts, whole.Counts);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Against_nothing_nothing_is_said()
    {
        Assert.Null(Divergences.Of([1, 2], [0, 0]));
        Assert.Null(Divergences.Of([0, 0], [1, 2]));
        Assert.Null(Divergences.Of([], []));
        Assert.Throws<ArgumentException>(() => Divergences.Of([1], [1, 2]));
    }
}
