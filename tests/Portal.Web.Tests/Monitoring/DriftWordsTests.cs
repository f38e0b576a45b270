using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Shared;
using Portal.Statistics.Alerts;
using Portal.Web.Monitoring;

namespace Portal.Web.Tests.Monitoring;

public sealed class DriftWordsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_moved_is_named_with_its_figure_and_its_n() =>
        Assert.Equal("income moved: PSI 0.31 over the last hour, n = 1,240.", Say(Feature("income", 0.314, 1240), Feature("region", 0.02, 1240)));

    [Fact]
    public void Others_that_moved_are_counted() =>
        Assert.Equal("income and 2 other features moved: PSI 0.31 over the last hour, n = 1,240.", Say(Feature("age", 0.12, 1240), Feature("income", 0.314, 1240), Feature("region", 0.11, 1240)));

    [Fact]
    public void Calm_is_said_of_all_or_of_those_about_which_enough_is_known()
    {
        Assert.Equal("All 2 features are calm.", Say(Feature("income", 0.03, 900), Feature("region", 0.02, 900)));
        Assert.Equal("1 feature with enough values is calm; 1 has too few.", Say(Feature("income", 0.03, 900), Feature("region", 0.9, 100)));
    }

    [Fact]
    public void Few_rows_and_none_are_different_things()
    {
        Assert.StartsWith("50 rows in the last hour: too few to speak of drift", Say(Feature("income", 0.9, 50)));
        Assert.Equal("No row in the last hour; the last one came 2 h ago.", DriftWords.Headline(Version(Noon), new HourState(Noon, 0, []), Noon.AddHours(-2), Noon));
        Assert.Equal("v1 has not sent a row in the last day.", DriftWords.Headline(Version(Noon), null, null, Noon));
    }

    [Fact]
    public void Without_a_baseline_nothing_is_compared() =>
        Assert.StartsWith("v1 has no baseline", DriftWords.Headline(Version(null), new HourState(Noon, 9, []), Noon, Noon));

    [Theory]
    [InlineData(0.03, "income moved 3 h ago and is back: PSI 0.03 over the last hour, n = 900. AL-0001 closes after three whole hours below half its level.")]
    [InlineData(0.07, "income moved 3 h ago and comes back: PSI 0.07 over the last hour, n = 900. AL-0001 closes after three whole hours below half its level.")]
    public void What_moved_before_is_not_called_calm_while_its_alert_is_open(double psi, string words)
    {
        var alert = new AlertLine(
            AlertId.New(Noon), "AL-0001", SystemId.New(Noon), "AIS-0001", "Credit scoring", VersionId.New(Noon), "v1", "income", AlertMetric.Psi, AlertSeverity.Warning, AlertState.Open,
            Noon.AddHours(-3), null, null, new AlertEvidence(0.2, 0.1, null, 900, Noon.AddHours(-4), Noon.AddHours(-3), null, null, []), 1, null, null);

        Assert.Equal(words, DriftWords.Settling(alert, new HourState(Noon, 900, [Feature("income", psi, 900), Feature("region", 0.01, 900)]), Levels, Noon));
    }

    [Theory]
    [InlineData(0.4, "Live")]
    [InlineData(2.5, "Live, 2 s behind")]
    [InlineData(600, "10 min behind")]
    [InlineData(72_000, "20 h behind")]
    public void How_far_behind_is_said_in_its_unit(double seconds, string words) =>
        Assert.Equal(words, DriftWords.Behind(Noon.AddSeconds(-seconds), Noon));

    private static readonly DriftLevels Levels = new(0.10, 0.25);

    private static string Say(params FeatureHour[] features) =>
        DriftWords.Headline(Version(Noon), new HourState(Noon, features.Max(feature => feature.Point.N), [.. features]), Noon, Noon);

    private static FeatureHour Feature(string name, double psi, long n) => new(name, new FeaturePoint(Noon, psi, psi, n), Levels.Of(new FeaturePoint(Noon, psi, psi, n)), 0, 0, []);

    private static WatchedVersion Version(DateTimeOffset? baseline) =>
        new(SystemId.New(Noon), "AIS-0001", "Credit scoring", null, VersionId.New(Noon), "v1", null, baseline, Levels);
}
