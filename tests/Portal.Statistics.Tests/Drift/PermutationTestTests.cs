using Portal.Statistics.Drift;

namespace Portal.Statistics.Tests.Drift;

public sealed class PermutationTestTests
{
    // Two of the seventy ways to deal eight rows into halves part the two bins whole.
    [Fact]
    public void P_is_the_share_of_deals_that_differ_as_much() => Assert.Equal(2 / 70.0, PermutationTest.Of([4, 0], [0, 4])!.P, 0.01);

    [Fact]
    public void With_many_rows_it_agrees_with_the_table()
    {
        long[] reference = [300, 250, 150];
        long[] current = [260, 270, 180];

        Assert.Equal(ChiSquare.Of(reference, current).P, PermutationTest.Of(reference, current)!.P, 0.02);
    }

    [Fact]
    public void Equal_counts_have_a_p_of_one_and_the_same_counts_the_same_p()
    {
        Assert.Equal(1, PermutationTest.Of([3, 3], [3, 3])!.P);
        Assert.Equal(PermutationTest.Of([3, 9, 1], [5, 2, 2]), PermutationTest.Of([3, 9, 1], [5, 2, 2]));
    }

    [Fact]
    public void Without_drift_few_rows_alarm_no_oftener_than_promised()
    {
        var alarms = Enumerable.Range(0, 200).Count(seed =>
        {
            var random = new Random(seed);
            var (reference, current) = (new long[6], new long[6]);
            for (var i = 0; i < 20; i++) reference[(int)(6 * random.NextDouble() * random.NextDouble())]++;
            for (var i = 0; i < 12; i++) current[(int)(6 * random.NextDouble() * random.NextDouble())]++;
            return PermutationTest.Of(reference, current)!.P < 0.05;
        });

        Assert.InRange(alarms / 200.0, 0, 0.085);
    }

    [Fact]
    public void Against_nothing_nothing_is_tested_and_too_many_rows_are_refused()
    {
        Assert.Null(PermutationTest.Of([1, 2], [0, 0]));
        Assert.Null(PermutationTest.Of([0, 0], [1, 2]));
        Assert.Throws<ArgumentException>(() => PermutationTest.Of([20_000, 1], [1, 1]));
        Assert.Throws<ArgumentException>(() => PermutationTest.Of([1], [1, 1]));
    }
}
