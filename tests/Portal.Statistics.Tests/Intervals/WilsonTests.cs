using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Intervals;
using Portal.Statistics.Tests.Reference;

namespace Portal.Statistics.Tests.Intervals;

public sealed class WilsonTests
{
    [Fact]
    public void The_intervals_agree_with_the_reference_values()
    {
        Assert.Equal(9, ReferenceValues.Wilson.Count);
        Assert.All(ReferenceValues.Wilson, expected =>
        {
            var interval = Wilson.Score(expected.K, expected.N);

            Assert.Equal(expected.Ci is null, interval is null);
            if (expected.Ci is not [var low, var high]) return;
            ReferenceValues.Agree(low, interval!.Value.Low);
            ReferenceValues.Agree(high, interval.Value.High);
        });
    }

    [Fact]
    public void The_interval_holds_the_rate_and_stays_between_zero_and_one() => Prop.ForAll<uint, uint>((a, b) =>
    {
        var (k, n) = (Math.Min(a, b), Math.Max(a, b) + 1L);

        var (low, high) = Wilson.Score(k, n)!.Value;

        return low >= 0 && low <= (double)k / n && (double)k / n <= high && high <= 1;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(11, 10)]
    [InlineData(0, -1)]
    public void More_hits_than_rows_and_negative_numbers_are_refused(long k, long n) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Score(k, n));
}
