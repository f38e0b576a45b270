using Portal.Statistics.Alerts;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Alerts;

public sealed class SimulatedDaysTests
{
    private const int Features = 50;
    private const int Hours = 240;

    [Fact]
    public void Ten_days_without_drift_over_fifty_features_give_at_most_one_alert() => Assert.InRange(AlertsOf(seed: 1, rows: 500), 0, 1);

    [Theory, Trait("Category", "Long"), InlineData(500), InlineData(1000), InlineData(5000)]
    public void So_do_ten_times_ten_other_days(int rows) => Assert.All(Enumerable.Range(2, 10), seed => Assert.InRange(AlertsOf(seed, rows), 0, 1));

    [Theory, InlineData(600), InlineData(2000), InlineData(60_000)]
    public void Half_a_standard_deviation_is_caught_within_two_evaluations(int rows)
    {
        var bins = NumericBins.Freeze(Watched.Normal(10_000, 0, 1));
        var watched = new Watched();
        foreach (var hour in Enumerable.Range(0, 10))
            Assert.Empty(watched.Evaluate(Some(bins, rows, 0, hour)));

        var first = watched.Evaluate(Some(bins, rows, 0.5, 11));
        var second = watched.Evaluate(Some(bins, rows, 0.5, 12));

        Assert.Empty(first);
        Assert.Contains(second, change => change is { Feature: "moved", Act: AlertAct.Opened, Severity: AlertSeverity.Warning });
        Assert.All(second, change => Assert.Equal("moved", change.Feature));
    }

    private static FeatureCounts[] Some(NumericBins bins, int rows, double moved, int hour) =>
        [Watched.Counted("moved", bins, Watched.Normal(rows, moved, 100 + hour)), .. Enumerable.Range(0, 9).Select(feature => Watched.Counted($"still{feature}", bins, Watched.Normal(rows, 0, (1000 * (feature + 1)) + hour)))];

    private static int AlertsOf(int seed, int rows)
    {
        var random = new Random(seed);
        var bins = Enumerable.Range(0, Features).Select(_ => NumericBins.Freeze(Watched.Normal(5000, 0, random))).ToArray();
        var watched = new Watched();
        return Enumerable.Range(0, Hours).Sum(_ =>
            watched.Evaluate([.. bins.Select((each, index) => Watched.Counted($"f{index}", each, Watched.Normal(rows, 0, random)))]).Count(change => change.Act == AlertAct.Opened));
    }
}
