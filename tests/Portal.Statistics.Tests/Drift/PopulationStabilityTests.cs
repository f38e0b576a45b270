using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Drift;
using Portal.Statistics.Sketches;
using Portal.Statistics.Tests.Reference;

namespace Portal.Statistics.Tests.Drift;

public sealed class PopulationStabilityTests
{
    public static TheoryData<string> NumericCases => ReferenceValues.NumericCases;

    public static TheoryData<string> CategoricalCases => ReferenceValues.CategoricalCases;

    [Fact]
    public void Every_reference_case_is_there()
    {
        Assert.Equal(17, NumericCases.Count);
        Assert.Equal(7, CategoricalCases.Count);
    }

    [Theory, MemberData(nameof(NumericCases))]
    public void A_numeric_case_agrees_with_the_reference_values(string name)
    {
        var (expected, reference, current) = ReferenceValues.Numeric(name);

        var bins = NumericBins.Freeze(reference);
        var counts = bins.NewCounts();
        bins.Count(current, counts);

        Assert.Equal(expected.Reference, new Side(bins.ReferenceRows, bins.ReferenceMissing, bins.ReferenceInvalid));
        Assert.Equal(expected.Current, new Side(counts.Rows, counts.Missing, counts.Invalid));
        Agree(expected, bins, counts);
    }

    [Theory, MemberData(nameof(CategoricalCases))]
    public void A_categorical_case_agrees_with_the_reference_values(string name)
    {
        var (expected, reference, current) = ReferenceValues.Categorical(name);

        var bins = CategoricalBins.Freeze(reference);
        var counts = bins.NewCounts();
        foreach (var category in current) bins.Count(category, counts);

        Assert.Equal(expected.Categories!, (string[])[.. bins.Categories, "other"]);
        Assert.Equal(expected.Reference, new Side(bins.ReferenceRows, bins.ReferenceMissing, bins.ReferenceInvalid));
        Assert.Equal(expected.Current, new Side(counts.Rows, counts.Missing, counts.Invalid));
        Agree(expected, bins, counts);
    }

    [Theory, MemberData(nameof(NumericCases))]
    public void A_case_of_few_values_or_of_deciles_has_the_bins_of_the_reference_values(string name)
    {
        var (expected, reference, _) = ReferenceValues.Numeric(name);

        var bins = NumericBins.Freeze(reference);

        Assert.Equal(expected.Insufficient || expected.Binning == "discrete", bins.IsDiscrete);
        if (expected.Binning == "discrete") Assert.Equal(expected.Edges!, (double[])[.. bins.Edges]);
        if (expected.Binning == "quantile") Assert.All(expected.Edges!, edge => Assert.Contains(edge, bins.Edges));
        if (expected.Binning == "quantile") Assert.All(expected.Atoms!, atom => Assert.Contains(atom, bins.Atoms));
    }

    [Fact]
    public void Identical_samples_have_an_index_of_exactly_zero() => Prop.ForAll<double[]>(values =>
    {
        var bins = NumericBins.Freeze(values);
        var counts = bins.NewCounts();
        bins.Count(values, counts);

        var stability = PopulationStability.Of(bins, counts);

        return counts.N == 0 ? stability is null : stability!.Value.Psi == 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_index_is_never_negative_and_the_same_in_both_directions() => Prop.ForAll<(byte, ushort)[]>(bins =>
    {
        long[] reference = [1, .. bins.Select(bin => (long)bin.Item1)];
        long[] current = [1, .. bins.Select(bin => (long)bin.Item2)];

        var forward = PopulationStability.Of(reference, current)!.Value.Psi;
        var backward = PopulationStability.Of(current, reference)!.Value.Psi;

        ReferenceValues.Agree(forward, backward);
        return forward >= 0;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1e6)]
    [InlineData(-1e300)]
    [InlineData(double.MaxValue)]
    public void A_single_outlier_on_either_side_does_not_hide_a_shift(double outlier)
    {
        double[] baseline = [.. Normal(seed: 1, mean: 0, n: 999), outlier];
        double[] shifted = [.. Normal(seed: 2, mean: 5, n: 999), outlier];

        var bins = NumericBins.Freeze(baseline);
        var counts = bins.NewCounts();
        bins.Count(shifted, counts);

        Assert.True(PopulationStability.Of(bins, counts)!.Value.Psi > 5);
    }

    [Fact]
    public void Without_drift_the_corrected_index_is_zero_on_average()
    {
        var bins = NumericBins.Freeze(Normal(seed: 0, mean: 0, n: 20_000));
        var figures = Enumerable.Range(1, 400).Select(seed =>
        {
            var counts = bins.NewCounts();
            bins.Count(Normal(seed, mean: 0, n: 500), counts);
            return PopulationStability.Of(bins, counts)!.Value;
        }).ToList();

        // Nine degrees of freedom: the standard deviation of a figure is near √18 / 500.
        Assert.InRange(figures.Average(figure => figure.BiasCorrected), -0.0015, 0.0015);
        Assert.True(figures.Average(figure => figure.Psi) > 0.015);
    }

    [Fact]
    public void The_correction_takes_off_the_bins_used_less_one_times_the_inverse_sizes()
    {
        var stability = PopulationStability.Of([10, 20, 0, 0], [20, 20, 10, 0])!.Value;

        Assert.Equal(3, stability.BinsUsed);
        Assert.Equal(stability.Psi - (2 * ((1 / 30.0) + (1 / 50.0))), stability.BiasCorrected, precision: 15);
    }

    [Fact]
    public void Counts_of_different_bins_are_not_compared() =>
        Assert.Throws<ArgumentException>(() => PopulationStability.Of([1, 2], [1, 2, 3]));

    private static void Agree(ExpectedDrift expected, FrozenBins bins, BinCounts counts)
    {
        var stability = PopulationStability.Of(bins, counts);

        Assert.Equal(expected.Insufficient, stability is null);
        if (stability is not { } found) return;
        Assert.Equal(expected.RefCounts, bins.Deciles(bins.ReferenceCounts));
        Assert.Equal(expected.CurCounts, bins.Deciles(counts.Counts));
        Assert.Equal(expected.BinsUsed, found.BinsUsed);
        ReferenceValues.Agree(expected.Psi!.Value, found.Psi);
    }

    private static double[] Normal(int seed, double mean, int n)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(_ => mean + (Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }
}
