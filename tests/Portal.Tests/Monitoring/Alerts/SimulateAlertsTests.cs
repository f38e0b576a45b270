using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Alerts;
using Portal.Shared;
using Portal.Statistics.Alerts;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Alerts;

public sealed class SimulateAlertsTests
{
    [Theory, OnBothDatabases]
    public async Task The_rules_in_force_would_have_opened_what_they_did_open_and_looser_ones_take_it_lighter(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Baseline();
        await bench.PostHours(-40, 3, rows => rows.Replace("decline", "approve"));
        await bench.PostHours(-20, 3, moved: 0);
        await bench.LookAt(hours: 0);
        var entries = (await bench.House.Entries()).Count;

        var same = (await Simulate(bench, new(Bench.Code, null, 3, null, null, null))).Value;
        var loose = (await Simulate(bench, new(Bench.Code, "v1", 3, 5, 10, null))).Value;

        Assert.Equal(
            (await bench.Alerts()).Select(alert => (alert.Feature, alert.Metric, alert.Severity, alert.OpenedAt, alert.ClosedAt)).OrderBy(alert => alert.Feature, StringComparer.Ordinal),
            same.Alerts.Select(alert => (alert.Feature, alert.Metric, alert.Severity, alert.OpenedAt, alert.ClosedAt)).OrderBy(alert => alert.Feature, StringComparer.Ordinal));
        Assert.Equal([("prediction", AlertSeverity.Serious)], same.Alerts.Select(alert => (alert.Feature, alert.Severity)));
        Assert.Equal([("prediction", AlertSeverity.Warning)], loose.Alerts.Select(alert => (alert.Feature, alert.Severity)));
        await using (var db = await bench.House.Dbs.CreateDbContextAsync())
            await db.Versions.ExecuteUpdateAsync(set => set.SetProperty(version => version.Stage, Stage.Production));
        var live = Assert.Single(await bench.House.Get<SimulateAlerts>().Live(same.Rule, loose.Rule, default));
        Assert.Equal((Bench.Code, "v1", same.Alerts.Count, loose.Alerts.Count), (live.Code, live.Version, live.Before, live.After));
        Assert.Equal(("v1", 6, House.Noon.AddDays(-3), House.Noon), (same.Version, same.HoursWithRows, same.From, same.To));
        Assert.Equal(entries, (await bench.House.Entries()).Count);
    }

    [Fact]
    public async Task What_cannot_be_simulated_is_refused_by_its_field()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);

        var unbaselined = await Simulate(bench, new(Bench.Code, null, 3, null, null, null));
        await bench.Baseline();

        Assert.IsType<NotFound>(unbaselined.Refusal);
        Assert.IsType<NotFound>((await Simulate(bench, new("AIS-0042", null, 3, null, null, null))).Refusal);
        Assert.IsType<NotFound>((await Simulate(bench, new(Bench.Code, "v9", 3, null, null, null))).Refusal);
        Assert.Equal(["days", "psiSerious", "severalFeatures"], Fields(await Simulate(bench, new(Bench.Code, null, 36, 0.3, 0.2, 0))));
        Assert.Equal(["psiWarning", "psiSerious"], Fields(await Simulate(bench, new(Bench.Code, null, 1, double.NaN, double.PositiveInfinity, 1))));
    }

    private static async Task<Result<SimulatedAlerts>> Simulate(Bench bench, SimulateAlerts.Input input) =>
        await bench.House.Get<SimulateAlerts>().Run(bench.Sender, input, default);

    private static IEnumerable<string> Fields(Result<SimulatedAlerts> result) => Assert.IsType<Invalid>(result.Refusal).Faults.Select(fault => fault.Field);
}
