using Portal.Accounts;
using Portal.Data;
using Portal.Monitoring.Alerts;
using Portal.Shared;
using Portal.Statistics.Alerts;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Alerts;

public sealed class AlertActsTests
{
    [Theory, OnBothDatabases]
    public async Task Somebody_takes_it_says_something_and_closes_it_with_its_cause(DatabaseProvider provider)
    {
        await using var bench = await Open(provider);
        var call = await bench.House.Person("Call", Role.OnCall);

        _ = (await bench.House.Get<TakeAlert>().Run(call, new("AL-0001"), default)).Value;
        var again = await bench.House.Get<TakeAlert>().Run(call, new("AL-0001"), default);
        _ = (await bench.House.Get<CommentAlert>().Run(call, new("AL-0001", " A campaign began. "), default)).Value;
        var causeless = await bench.House.Get<CloseAlert>().Run(call, new("AL-0001", AlertCause.Change, " "), default);
        _ = (await bench.House.Get<CloseAlert>().Run(call, new("AL-0001", AlertCause.Change, "The campaign of spring."), default)).Value;
        var closed = await bench.House.Get<CloseAlert>().Run(call, new("AL-0001", AlertCause.Change, "Once more."), default);

        var view = await bench.House.Get<AlertQueries>().One("AL-0001", AsOf.Now, default);
        Assert.IsType<NotAllowed>(again.Refusal);
        Assert.Equal("words", Assert.IsType<Invalid>(causeless.Refusal).Faults[0].Field);
        Assert.IsType<NotAllowed>(closed.Refusal);
        Assert.Equal(AlertCause.Change, view?.Line.Cause);
        Assert.Equal(("Call", "Call", AlertState.Closed), (view?.Line.TakenBy?.Name, view?.Line.ClosedBy?.Name, view?.Line.State));
        Assert.Equal(
            [(AlertStepKind.Opened, ""), (AlertStepKind.Taken, ""), (AlertStepKind.Commented, "A campaign began."), (AlertStepKind.Closed, "The campaign of spring.")],
            view?.Steps.Select(step => (step.Kind, step.Words)) ?? []);
        Assert.Equal(["alert.taken", "alert.commented", "alert.closed"], (await bench.House.Entries()).Where(entry => entry.Subject == "AL-0001").Skip(1).Select(entry => entry.Action));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_snoozed_is_left_alone_until_its_instant_and_comes_back_by_itself(DatabaseProvider provider)
    {
        await using var bench = await Open(provider);
        var call = await bench.House.Person("Call", Role.OnCall);
        var (snooze, queries, now) = (bench.House.Get<SnoozeAlert>(), bench.House.Get<AlertQueries>(), bench.House.Time.GetUtcNow());

        var past = await snooze.Run(call, new("AL-0001", now, "It can wait."), default);
        var endless = await snooze.Run(call, new("AL-0001", now.AddDays(31), "It can wait."), default);
        var wordless = await snooze.Run(call, new("AL-0001", now.AddHours(1), " "), default);
        _ = (await snooze.Run(call, new("AL-0001", now.AddHours(1), "Asked the sender."), default)).Value;
        var (open, snoozed) = (await Codes(AlertStanding.Open), await Codes(AlertStanding.Snoozed));
        bench.House.Time.Advance(TimeSpan.FromHours(1));
        var (back, gone) = (await Codes(AlertStanding.Open), await Codes(AlertStanding.Snoozed));

        Assert.Equal(["until", "until", "reason"], new[] { past, endless, wordless }.Select(refused => Assert.IsType<Invalid>(refused.Refusal).Faults[0].Field));
        Assert.Equal(("AL-0002", "AL-0001"), (open, snoozed));
        Assert.Equal(("AL-0001,AL-0002", ""), (back, gone));
        Assert.Equal((AlertStepKind.Snoozed, now.AddHours(1)), ((await queries.One("AL-0001", AsOf.Now, default))?.Steps.Select(step => (step.Kind, step.Until)).Last()));
        Assert.Equal("", await Codes(AlertStanding.Closed));

        async Task<string> Codes(AlertStanding standing) =>
            string.Join(',', (await queries.List(new() { Standings = [standing] }, new PageRequest(1, 10), AsOf.Now, default)).Items.Select(line => line.Code).Order());
    }

    [Fact]
    public void A_snooze_ends_at_once_when_it_becomes_graver()
    {
        var evidence = new AlertEvidence(0.2, 0.1, null, 500, House.Noon.AddHours(-1), House.Noon, null, null, []);
        var alert = Alert.Open("AL-0001", new SystemId(Guid.CreateVersion7()), new VersionId(Guid.CreateVersion7()), "income", AlertMetric.Psi, AlertSeverity.Warning, evidence, 1, House.Noon);
        Assert.Null(alert.Snooze(new PersonId(Guid.CreateVersion7()), House.Noon.AddDays(1), "It can wait.", House.Noon));

        alert.Raise(AlertSeverity.Serious, evidence, House.Noon.AddHours(1));

        Assert.Null(alert.SnoozedUntil);
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_has_no_part_in_the_system_leaves_its_alerts_alone(DatabaseProvider provider)
    {
        await using var bench = await Open(provider);
        var (stranger, auditor) = (await bench.House.Person("Stranger", Role.SystemOwner), await bench.House.Person("Auditor", Role.Auditor));

        Assert.IsType<Forbidden>((await bench.House.Get<TakeAlert>().Run(stranger, new("AL-0001"), default)).Refusal);
        Assert.IsType<Forbidden>((await bench.House.Get<CloseAlert>().Run(auditor, new("AL-0001", AlertCause.Change, "Nothing."), default)).Refusal);
        Assert.IsType<NotFound>((await bench.House.Get<TakeAlert>().Run(stranger, new("AL-0042"), default)).Refusal);
        Assert.Equal(2, (await bench.House.Entries()).Count(entry => entry.Action.EndsWith(".refused", StringComparison.Ordinal)));
    }

    [Theory, OnBothDatabases]
    public async Task What_a_person_closed_stays_closed_while_it_is_as_grave_as_it_was(DatabaseProvider provider)
    {
        await using var bench = await Open(provider);
        var call = await bench.House.Person("Call", Role.OnCall);
        foreach (var code in (await bench.Alerts()).Select(alert => alert.Code))
            _ = (await bench.House.Get<CloseAlert>().Run(call, new(code, AlertCause.Change, "The campaign of spring."), default)).Value;

        bench.At(hours: 4);
        await bench.PostHours(1, 3, TwoMoved, moved: 400);
        await bench.LookAt(hours: 4);

        Assert.All(await bench.Alerts(), alert => Assert.Equal(AlertState.Closed, alert.State));
        Assert.Equal(2, (await bench.Alerts()).Count);
    }

    [Theory, OnBothDatabases]
    public async Task An_alert_is_read_as_far_as_it_had_come_by_the_end_of_any_day(DatabaseProvider provider)
    {
        await using var bench = await Open(provider);
        var (call, queries, calendar) = (await bench.House.Person("Call", Role.OnCall), bench.House.Get<AlertQueries>(), bench.House.Get<Calendar>());
        var first = calendar.Today;
        var opened = await queries.One("AL-0001", AsOf.Now, default);
        bench.House.Time.Advance(TimeSpan.FromDays(1));
        _ = (await bench.House.Get<TakeAlert>().Run(call, new("AL-0001"), default)).Value;
        _ = (await bench.House.Get<SnoozeAlert>().Run(call, new("AL-0001", bench.House.Time.GetUtcNow().AddDays(2), "Asked the sender."), default)).Value;
        bench.House.Time.Advance(TimeSpan.FromDays(1));
        _ = (await bench.House.Get<CloseAlert>().Run(call, new("AL-0001", AlertCause.Change, "The campaign of spring."), default)).Value;

        var stood = await queries.One("AL-0001", calendar.EndOf(first), default);
        Assert.Equal((AlertState.Open, null, opened?.Line.Evidence.Value, 1), (stood?.Line.State, stood?.Line.TakenBy, stood?.Line.Evidence.Value, stood?.Steps.Count));
        Assert.Equal([AlertStanding.Open, AlertStanding.Snoozed, AlertStanding.Closed], [await On(first), await On(first.AddDays(1)), await On(first.AddDays(2))]);
        Assert.Equal(["AL-0001"], (await queries.List(new() { TakenBy = call.Id() }, new PageRequest(1, 10), calendar.EndOf(first.AddDays(1)), default)).Items.Select(line => line.Code));
        Assert.Null(await queries.One("AL-0001", calendar.EndOf(first.AddDays(-1)), default));

        async Task<AlertStanding> On(DateOnly day)
        {
            foreach (var standing in Enum.GetValues<AlertStanding>())
                if ((await queries.List(new() { Standings = [standing], Severities = [opened!.Line.Severity] }, new PageRequest(1, 10), calendar.EndOf(day), default)).Items.Any(line => line.Code == "AL-0001"))
                    return standing;
            throw new InvalidOperationException("It stands nowhere.");
        }
    }

    [Theory, OnBothDatabases]
    public async Task Lists_show_what_is_open_and_grave_first_and_are_filtered(DatabaseProvider provider)
    {
        await using var bench = await Open(provider);
        var queries = bench.House.Get<AlertQueries>();
        _ = (await bench.House.Get<CloseAlert>().Run(await bench.House.Person("Call", Role.OnCall), new("AL-0001", AlertCause.Change, "The campaign of spring."), default)).Value;

        var all = await queries.List(new(), new PageRequest(1, 1), AsOf.Now, default);
        var open = await queries.List(new() { States = [AlertState.Open], Severities = [AlertSeverity.Warning], System = Bench.Code }, new PageRequest(1, 10), AsOf.Now, default);
        var elsewhere = await queries.List(new() { System = "AIS-0042" }, new PageRequest(1, 10), AsOf.Now, default);

        Assert.Equal((2, "AL-0002"), (all.Total, string.Join(',', all.Items.Select(line => line.Code))));
        Assert.Equal(["AL-0002"], open.Items.Select(line => line.Code));
        Assert.Equal(("AIS-0001", "Credit scoring", "v1"), (open.Items[0].System, open.Items[0].SystemName, open.Items[0].Version));
        Assert.Equal(0, elsewhere.Total);
        Assert.Equal(["AL-0002"], (await queries.OpenOf([bench.Version], default))[bench.Version].Select(line => line.Code));
    }

    private static async Task<Bench> Open(DatabaseProvider provider)
    {
        var bench = await Bench.On(provider);
        await bench.Baseline();
        await bench.PostHours(-2, 2, TwoMoved, moved: 400);
        await bench.LookAt(hours: 0);
        return bench;
    }

    private static string TwoMoved(string rows) => rows.Replace("south", "north");
}
