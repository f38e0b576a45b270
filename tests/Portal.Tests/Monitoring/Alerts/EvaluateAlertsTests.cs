using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Findings;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Shared;
using Portal.Statistics.Alerts;
using Portal.Tests.Findings;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Alerts;

public sealed class EvaluateAlertsTests
{
    [Theory, OnBothDatabases]
    public async Task What_moves_opens_an_alert_within_two_hours_and_the_owner_and_on_call_are_told_once(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.House.Person("Call", Role.OnCall);
        await bench.Baseline();
        await bench.PostHours(-6, 4, moved: 0);
        await bench.PostHours(-2, 2, moved: 400);

        await bench.LookAt(hours: 0);
        await bench.LookAt(hours: 0);

        var alert = Assert.Single(await bench.Alerts());
        Assert.Equal(("income", AlertSeverity.Warning, AlertState.Open, House.Noon), (alert.Feature, alert.Severity, alert.State, alert.OpenedAt));
        Assert.Equal((House.Noon.AddHours(-1), House.Noon, 600L), (alert.Evidence.From, alert.Evidence.To, alert.Evidence.N));
        Assert.Equal(alert.Evidence.Figures, alert.Steps[0].Evidence?.Figures);
        Assert.Equal((alert.Metric, alert.Evidence.Value), (alert.Evidence.Figures[0].Metric, alert.Evidence.Figures[0].Value));
        Assert.Equal([AlertMetric.Psi, AlertMetric.JensenShannon, AlertMetric.KolmogorovSmirnov, AlertMetric.Wasserstein], alert.Evidence.Figures.Where(figure => figure.IsOver).Select(figure => figure.Metric).Order());
        Assert.Single((await bench.House.Entries()), entry => entry.Action == "alert.opened");
        Assert.Equal(["call", "developer"], await bench.House.Told("alert.opened"));
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        Assert.Single((await db.Events.ToListAsync()).Select(row => row.Read()).OfType<AlertRaised>());
    }

    [Theory, OnBothDatabases]
    public async Task Hours_that_nobody_looked_at_are_made_up_for_one_by_one_and_two_nodes_do_it_once(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Baseline();
        await bench.PostHours(-60, 3, moved: 0);
        await bench.LookAt(hours: -56);
        bench.At(hours: 0);
        await bench.PostHours(-50, 2, moved: 400);
        await bench.PostHours(-20, 3, moved: 0);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Another(bench).Turn(default))));

        var alert = Assert.Single(await bench.Alerts());
        Assert.Equal((House.Noon.AddHours(-48), House.Noon.AddHours(-17), AlertState.Closed), (alert.OpenedAt, alert.ClosedAt, alert.State));
        Assert.Equal((1, 1), ((await bench.House.Entries()).Count(entry => entry.Action == "alert.opened"), (await bench.House.Entries()).Count(entry => entry.Action == "alert.settled")));
    }

    [Fact]
    public async Task An_hour_is_looked_at_ten_minutes_after_its_end()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Baseline();
        await bench.PostHours(-2, 2, moved: 400);

        await bench.LookAt(hours: -10 / 60.0);
        var before = await bench.Alerts();
        await bench.LookAt(hours: 0);

        Assert.Empty(before);
        Assert.NotEmpty(await bench.Alerts());
    }

    [Theory, OnBothDatabases]
    public async Task Many_features_at_once_are_one_alert_and_one_finding(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.BaselineOfThree();
        await bench.PostHours(-2, 2, Hours.AllMoved, moved: 400);

        await bench.LookAt(hours: 0);

        var alert = Assert.Single(await bench.Alerts());
        Assert.Equal((AlertMetric.UpstreamBreak, "", AlertSeverity.Serious), (alert.Metric, alert.Feature, alert.Severity));
        Assert.Equal(["channel", "income", "prediction", "region"], alert.Evidence.Features);
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        var finding = await db.Findings.SingleAsync();
        Assert.Equal((FindingSource.Alert, FindingSeverity.Severe, alert.Code), (finding.Source, finding.Severity, finding.About));
    }

    [Theory, OnBothDatabases]
    public async Task What_moves_so_in_these_hours_of_every_week_is_usual_for_the_season(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Baseline();
        foreach (var week in new[] { 4, 3, 2, 1, 0 })
        {
            await bench.PostHours((-7 * 24 * week) - 5, 2, moved: 400);
            await bench.PostHours((-7 * 24 * week) - 3, 3, moved: 0);
        }

        await bench.LookAt(hours: 0);

        var income = (await bench.Alerts()).ToList();
        Assert.Equal([null, true, true, true, true], income.Select(alert => alert.Evidence.IsUsual));
        Assert.True(income[^1].Evidence is { Value: > 0.25, Season: < 0.05 });
    }

    /// <summary>A portal of a time in which each figure had an alert of its own has left two of them open, and what it remembered.</summary>
    [Theory, OnBothDatabases]
    public async Task Alerts_that_are_open_for_each_figure_are_taken_together_and_the_one_that_stays_closes(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Baseline();
        await bench.PostHours(-5, 2, moved: 400);
        await bench.LookAt(hours: -3);
        await using (var db = await bench.House.Dbs.CreateDbContextAsync())
        {
            var psi = await db.Alerts.SingleAsync();
            db.Alerts.Add(Alert.Open("AL-0002", psi.System, psi.ModelVersion, psi.Feature, AlertMetric.KolmogorovSmirnov, AlertSeverity.Warning, psi.Evidence with { Figures = [] }, psi.PolicyNumber, House.Noon));
            await db.SaveChangesAsync();
            var memory = Hours.ByFigure("income");
            await db.AlertWatches.ExecuteUpdateAsync(set => set.SetProperty(watch => watch.Memory, memory));
        }

        bench.At(hours: -1);
        await bench.PostHours(-3, 2, moved: 0);
        await bench.LookAt(hours: -1);
        var together = await bench.Alerts();
        bench.At(hours: 0);
        await bench.PostHours(-1, 1, moved: 0);
        await bench.LookAt(hours: 0);

        Assert.Equal([AlertState.Open, AlertState.Closed], together.Select(alert => alert.State));
        Assert.Equal("Told by AL-0001: all figures of a feature are one alert.", together[1].Steps.MaxBy(step => step.Number)?.Words);
        Assert.All(await bench.Alerts(), alert => Assert.Equal(AlertState.Closed, alert.State));
        Assert.Equal(["AL-0002", "AL-0001"], (await bench.House.Entries()).Where(entry => entry.Action == "alert.settled").Select(entry => entry.Subject));
    }

    [Fact]
    public async Task Windows_grow_until_they_have_their_sample()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Baseline();
        await bench.PostHours(-20, 20, moved: 400, rows: 60);

        await bench.LookAt(hours: 0);

        // Nine hours have 540 rows: the second such window ended two hours ago.
        var alert = (await bench.Alerts())[0];
        Assert.Equal((540L, House.Noon.AddHours(-11), House.Noon.AddHours(-2)), (alert.Evidence.N, alert.Evidence.From, alert.Evidence.To));
    }

    private static EvaluateAlerts Another(Bench bench) => new(bench.House.Dbs, bench.House.Get<Baselines>(), bench.House.Get<AlertWriting>(), bench.House.Get<LiveFeed<TelemetryCounted>>(), bench.House.Time);
}
