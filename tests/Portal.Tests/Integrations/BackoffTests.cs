using Portal.Integrations;

namespace Portal.Tests.Integrations;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 30)]
    [InlineData(3, 90)]
    [InlineData(6, 2_430)]
    [InlineData(9, 43_200)]
    [InlineData(50, 43_200)]
    public void Each_pause_is_three_times_the_one_before_up_to_half_a_day(int attempts, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.After(attempts, chance: 0.5));

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 12)]
    public void Chance_moves_it_by_a_fifth_at_most(double chance, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.After(1, chance));

    [Fact]
    public void From_the_first_attempt_to_the_last_about_a_day_goes_by()
    {
        var all = Enumerable.Range(1, Backoff.MostAttempts - 1).Aggregate(TimeSpan.Zero, (sum, attempts) => sum + Backoff.After(attempts, 0.5));

        Assert.InRange(all.TotalHours, 18, 30);
    }
}
