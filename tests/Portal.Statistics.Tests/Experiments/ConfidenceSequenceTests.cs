using Portal.Statistics.Experiments;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Experiments;

public sealed class ConfidenceSequenceTests
{
    [Theory]
    [InlineData(50)]
    [InlineData(5_000)]
    [InlineData(5_000_000)]
    public void Looking_whenever_one_likes_costs_width(long n)
    {
        var sequence = ConfidenceSequence.OfProportions(n / 5, n, n / 4, n)!;

        Assert.True(sequence.HalfWidth > sequence.FixedHalfWidth);
        Assert.Equal(sequence.Difference.Value + sequence.HalfWidth, sequence.Difference.High, precision: 12);
    }

    [Fact]
    public void Means_of_zeros_and_ones_are_proportions_but_for_one_row_of_the_variance()
    {
        var first = Moments.Of(Enumerable.Range(0, 400).Select(i => i < 100 ? 1.0 : 0));
        var second = Moments.Of(Enumerable.Range(0, 400).Select(i => i < 150 ? 1.0 : 0));

        var (means, proportions) = (ConfidenceSequence.OfMeans(first, second)!, ConfidenceSequence.OfProportions(100, 400, 150, 400)!);

        Assert.Equal(proportions.HalfWidth * Math.Sqrt(400 / 399.0), means.HalfWidth, precision: 10);
        Assert.Equal(0.125, means.Difference.Value, precision: 12);
    }

    [Fact]
    public void An_empty_group_has_no_difference()
    {
        Assert.Null(ConfidenceSequence.OfProportions(0, 0, 1, 2));
        Assert.Null(ConfidenceSequence.OfMeans(Moments.Of([1]), Moments.Of([1, 2])));
    }
}
