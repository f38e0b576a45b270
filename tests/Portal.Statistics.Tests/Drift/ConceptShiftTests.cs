using Portal.Statistics.Drift;

namespace Portal.Statistics.Tests.Drift;

public sealed class ConceptShiftTests
{
    [Fact]
    public void Labels_that_come_out_otherwise_at_the_same_scores_are_found_and_weighed_by_the_bands_of_the_present()
    {
        var then = Bands((2, 900, 100), (15, 200, 800));
        var now = Bands((2, 900, 100), (15, 2500, 500));

        var shift = ConceptShift.Between(then, now);

        // 0.2 became 0.8333 in three quarters of the rows; of that chance explains sqrt(2/pi * 0.675 * 0.325 * (1/1000 + 1/3000)).
        Assert.Equal(0.75 * (0.633333 - 0.013647), shift?.Effect ?? 0, 1e-5);
        Assert.True(shift?.P < 1e-12);
        Assert.Equal(4000, shift?.N);
    }

    [Fact]
    public void Scores_that_are_spread_otherwise_with_the_same_labels_are_no_shift_of_the_concept()
    {
        var shift = ConceptShift.Between(Bands((2, 900, 100), (15, 200, 800)), Bands((2, 90, 10), (15, 2000, 8000)));

        Assert.Equal(0, shift?.Effect);
        Assert.Equal(1, shift?.P ?? 0, 1e-9);
    }

    [Fact]
    public void Nothing_is_said_without_a_band_that_both_have() =>
        Assert.Null(ConceptShift.Between(Bands((2, 900, 100)), Bands((15, 200, 800))));

    [Fact]
    public void Without_a_shift_a_thousand_samples_are_hardly_ever_significant_and_never_large()
    {
        var random = new Random(4711);
        var (significant, largest) = (0, 0.0);
        for (var i = 0; i < 1000; i++)
        {
            var shift = ConceptShift.Between(Sample(random, 400), Sample(random, 100));
            significant += shift?.P <= 0.01 ? 1 : 0;
            largest = Math.Max(largest, shift?.Effect ?? 0);
        }

        Assert.InRange(significant, 0, 25);
        Assert.True(largest < 0.05, $"{largest}");
    }

    private static Dictionary<int, IReadOnlyDictionary<string, long>> Sample(Random random, int rows) =>
        Bands([.. Enumerable.Range(0, 20).Select(band => (band, Enumerable.Range(0, rows).Count(_ => random.NextDouble() > band / 20.0), 0)).Select(band => (band.band, band.Item2, rows - band.Item2))]);

    private static Dictionary<int, IReadOnlyDictionary<string, long>> Bands(params (int Band, int Good, int Bad)[] bands) =>
        bands.ToDictionary(band => band.Band, band => (IReadOnlyDictionary<string, long>)new Dictionary<string, long> { ["good"] = band.Good, ["bad"] = band.Bad });
}
