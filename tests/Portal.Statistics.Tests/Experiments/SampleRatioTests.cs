using Portal.Statistics.Experiments;

namespace Portal.Statistics.Tests.Experiments;

public sealed class SampleRatioTests
{
    // 10,000 rows meant to be halved: χ² is d²/2,500 for halves that are d off 5,000, and 10.83 is its point at 0.001.
    [Theory]
    [InlineData(5_164, false)]
    [InlineData(5_165, true)]
    public void A_split_is_broken_when_chance_makes_it_once_in_a_thousand(int first, bool isMismatch)
    {
        var ratio = SampleRatio.Of([1, 1], [first, 10_000 - first])!;

        Assert.Equal(isMismatch, ratio.IsMismatch);
        Assert.Equal((first - 5_000) * (first - 5_000) / 2_500.0, ratio.Test.Statistic, precision: 10);
    }

    [Fact]
    public void Weights_are_on_any_scale() => Assert.False(SampleRatio.Of([90, 10], [9_010, 990])!.IsMismatch);

    [Fact]
    public void One_group_or_no_row_is_no_split()
    {
        Assert.Null(SampleRatio.Of([1], [5]));
        Assert.Null(SampleRatio.Of([1, 1], [0, 0]));
    }

    [Fact]
    public void A_share_of_nothing_and_a_negative_count_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SampleRatio.Of([1, 0], [5, 5]));
        Assert.Throws<ArgumentException>(() => SampleRatio.Of([1, double.NaN], [5, 5]));
        Assert.Throws<ArgumentException>(() => SampleRatio.Of([1, 1], [5, -5]));
    }
}
