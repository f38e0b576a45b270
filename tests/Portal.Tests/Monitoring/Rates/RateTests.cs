using Portal.Monitoring.Alerts;
using Portal.Monitoring.Rates;
using Portal.Monitoring.Windows;
using Portal.Policies;
using Portal.Statistics.Alerts;

namespace Portal.Tests.Monitoring.Rates;

public sealed class RateTests
{
    private static readonly RateLevels Levels = RateLevels.UnlessTold with { LatencySeriousMs = 500, CostSerious = 0.01 };

    [Theory]
    [InlineData(0, 1, null)]
    [InlineData(1, 1, AlertSeverity.Serious)]
    [InlineData(25, 1000, null)]
    [InlineData(30, 1000, AlertSeverity.Warning)]
    [InlineData(80, 1000, AlertSeverity.Serious)]
    public void Errors_are_judged_on_the_lower_end_of_their_interval_from_the_first_call(int failed, int calls, AlertSeverity? expected) =>
        Assert.Equal(expected, Assert.Single(Rate.In(Hour(calls, (Counted.Errors, failed)), Levels), rate => rate.Metric == AlertMetric.Errors).Severity);

    [Theory]
    [InlineData(30, 1000, false)]
    [InlineData(20, 1000, false)]
    [InlineData(10, 1000, true)]
    public void It_is_calm_below_half_of_where_it_warns(int failed, int calls, bool expected) =>
        Assert.Equal(expected, Rate.In(Hour(calls, (Counted.Errors, failed)), Levels)[0].IsCalm);

    [Fact]
    public void Blocked_and_flagged_calls_are_one_rate()
    {
        var apart = Rate.In(Hour(1000, (Counted.Blocked, 12)), Levels)[1];
        var together = Rate.In(Hour(1000, (Counted.Blocked, 12), (Counted.Flagged, 12)), Levels)[1];

        Assert.Equal((AlertMetric.Safety, null), (apart.Metric, apart.Severity));
        Assert.Equal((AlertMetric.Safety, AlertSeverity.Warning), (together.Metric, together.Severity));
    }

    [Fact]
    public void A_percentile_of_fewer_than_two_hundred_values_says_nothing_and_of_more_it_is_serious_at_the_lower_rank()
    {
        var hour = new MinuteCounts();
        for (var i = 0; i < 199; i++)
            hour.AddValue(Counted.LatencyMs, 600);
        var few = Rate.In(hour, Levels);
        hour.AddValue(Counted.LatencyMs, 600);

        Assert.Empty(few);
        var rate = Assert.Single(Rate.In(hour, Levels));
        Assert.Equal((AlertMetric.Latency, "predictions", 600, 200, AlertSeverity.Serious), (rate.Metric, rate.Of, rate.Bound, rate.N, rate.Severity));
        Assert.Empty(Rate.In(hour, RateLevels.UnlessTold));
    }

    [Fact]
    public void A_tail_that_fewer_than_one_in_twenty_have_is_not_the_percentiles()
    {
        var hour = new MinuteCounts();
        for (var i = 0; i < 1000; i++)
            hour.AddValue(Counted.CallLatencyMs, i < 960 ? 100 : 5000);

        var rate = Assert.Single(Rate.In(hour, Levels));
        Assert.Equal(("calls", 100, null, true), (rate.Of, rate.Bound, rate.Severity, rate.IsCalm));
    }

    [Fact]
    public void What_a_request_costs_is_the_mean_at_the_lower_end_of_its_interval()
    {
        var (even, uneven) = (new MinuteCounts(), new MinuteCounts());
        for (var i = 0; i < 100; i++)
        {
            even.AddCost(12_000);
            uneven.AddCost(i == 0 ? 1_200_000 : 0);
        }

        Assert.Equal((0.012, AlertSeverity.Serious), (Rate.In(even, Levels)[0].Bound, Rate.In(even, Levels)[0].Severity));
        Assert.Null(Rate.In(uneven, Levels)[0].Severity);
    }

    [Fact]
    public void What_nothing_came_of_says_nothing() => Assert.Empty(Rate.In(new MinuteCounts(), Levels));

    private static MinuteCounts Hour(int calls, params (string Name, int Count)[] outcomes)
    {
        var hour = new MinuteCounts();
        hour.AddTotal(Counted.Calls, calls);
        foreach (var (name, count) in outcomes)
            hour.AddTotal(name, count);
        return hour;
    }
}
