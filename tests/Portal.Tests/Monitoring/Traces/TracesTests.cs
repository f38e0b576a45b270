using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Data;
using Portal.Findings;
using Portal.Monitoring;
using Portal.Monitoring.Traces;
using Portal.Monitoring.Windows;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Traces;

public sealed class TracesTests
{
    private static readonly string First = Spans.TraceOf(1);

    [Theory, OnBothDatabases]
    public async Task A_span_counts_once_however_often_and_in_whatever_company_it_comes(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        SentSpan[] spans = [Spans.Agent(First, House.Noon, 1), Spans.Call(First, House.Noon.AddSeconds(1), 2), Spans.Tool(First, House.Noon.AddSeconds(3), 3, "search")];

        await Send(bench, spans);
        await Send(bench, spans);
        await bench.Fold();
        await Send(bench, [spans[1], Spans.Call(First, House.Noon.AddSeconds(4), 4)]);
        await Send(bench, [Spans.Call(First, House.Noon.AddSeconds(4), 4), spans[0]]);
        await bench.Fold();

        var minute = await Minute(bench);
        Assert.Equal((2, 2000, 1, 1), (minute.Total("calls"), minute.Total("inputTokens"), minute.Total("tools"), minute.Total("tools.unlisted")));
        Assert.Equal((1, 3), (minute.Total("tasks"), minute.Total("tasks.steps")));
        Assert.Equal(minute.Total("costMicros"), minute.Total("tasks.costMicros"));
        Assert.Equal(2 * ((1000 * 150_000 + 100 * 600_000) / 1_000_000), minute.Total("costMicros"));
    }

    [Fact]
    public async Task Two_nodes_that_count_the_same_spans_at_once_count_them_once()
    {
        await using var bench = await Bench.On(DatabaseProvider.Postgres);
        await using var other = bench.House.AnotherNode();
        await Send(bench, [.. Enumerable.Range(1, 20).Select(i => Spans.Call(First, House.Noon.AddSeconds(i), i))]);
        await Send(bench, [.. Enumerable.Range(11, 20).Select(i => Spans.Call(First, House.Noon.AddSeconds(i), i))]);

        await Task.WhenAll(bench.Fold(), other.GetRequiredService<FoldTelemetry>().Run(default));
        await bench.Fold();

        Assert.Equal(30, (await Minute(bench)).Total("calls"));
    }

    [Fact]
    public async Task A_service_name_of_the_register_finds_its_system_and_one_that_two_have_is_refused()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.File("AIS-0002", "Clerk", ["clerk-api", "shared"], "v1");
        await bench.File("AIS-0003", "Other", ["shared"], "v1");

        var taken = await Run(bench, Named("Clerk-API", Spans.Call(First, House.Noon, 1)), Named("shared", Spans.Call(First, House.Noon, 2)), Named("", Spans.Call(First, House.Noon, 3)));
        await bench.Fold();

        Assert.Equal(2, taken.Rejected);
        Assert.Contains("AIS-0002 and AIS-0003", taken.Message, StringComparison.Ordinal);
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        Assert.Equal("AIS-0002", await db.TraceTasks.Join(db.Systems, task => task.System, system => system.Id, (_, system) => system.Code).SingleAsync());
    }

    [Fact]
    public async Task Spans_of_an_unknown_service_wait_in_quarantine_until_they_are_claimed()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var owner = await bench.House.Person("Owner", Role.SystemOwner);

        var taken = await Run(bench, Named("invoice-bot", Spans.Call(First, House.Noon, 1), Spans.Span(House.Noon, 9, ("error.type", "x"))), Named("plain-service", Spans.Span(House.Noon, 8)));
        await bench.Fold();
        var line = Assert.Single(await bench.House.Get<QuarantineQueries>().All(default));
        var claimed = await bench.House.Get<ClaimQuarantine>().Run(owner, new("invoice-bot", Bench.Code), default);
        await bench.Fold();

        Assert.Equal((0, ""), (taken.Rejected, taken.Message));
        Assert.Equal(("invoice-bot", 1), (line.System, line.Rows));
        Assert.Equal(1, claimed.Value.Rows);
        Assert.Equal(1, (await Minute(bench)).Total("calls"));
    }

    [Fact]
    public async Task A_bad_span_a_version_that_is_not_there_and_another_system_are_refused_by_themselves()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.File("AIS-0002", "Clerk", [], "v1");
        var bound = Actor.ByToken(bench.Sender.Person.GetValueOrDefault(), "Developer", "token", bench.Sender.Permissions, new TokenReach(TokenKind.Pipeline, new HashSet<SystemId> { bench.System }));
        SentSpan Of(int number, params (string, object)[] attributes) => Spans.Span(House.Noon, number, [("gen_ai.request.model", "m"), .. attributes]);

        var taken = (await bench.House.Get<AcceptTraces>().Run(bound, new(
        [
            new SentSpans(Spans.Attributes(("portal.system", Bench.Code), ("service.version", "1.4.2")),
            [
                Of(1), Of(2, ("portal.system", "AIS-0002")), Of(3, ("portal.version", "v9")), Of(4) with { Id = "" }, Of(5, ("portal.version", "v1")), Of(6, ("portal.system", "nobody's")),
            ]),
        ]), default)).Value;
        await bench.Fold();

        Assert.Equal(4, taken.Rejected);
        Assert.Contains("AIS-0002", taken.Message, StringComparison.Ordinal);
        Assert.Contains("AIS-0001 has no version 'v9'", taken.Message, StringComparison.Ordinal);
        Assert.Contains("counted for the version that serves", taken.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await Minute(bench)).Total("calls"));
    }

    [Fact]
    public async Task A_request_is_about_so_many_systems_and_the_spans_of_further_ones_are_refused()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);

        var taken = await Run(bench, [.. Enumerable.Range(1, SpanPlaces.MostSystems + 3).Select(i => Named($"service-{i}", Spans.Call(First, House.Noon, i)))]);

        Assert.Equal(3, taken.Rejected);
        Assert.Equal(SpanPlaces.MostSystems, (await bench.House.Get<QuarantineQueries>().All(default)).Count);
    }

    [Theory, OnBothDatabases]
    public async Task A_portal_that_dies_after_it_took_spans_counts_them_once_when_it_is_there_again(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        SentSpan[] spans = [Spans.Call(First, House.Noon, 1), Spans.Tool(First, House.Noon.AddSeconds(1), 2, "search")];
        await Send(bench, spans);
        using (var dying = new CancellationTokenSource())
        {
            await dying.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.House.Get<FoldTelemetry>().Run(dying.Token));
        }

        await using var again = await bench.Restarted();
        await again.GetRequiredService<AcceptTraces>().Run(bench.Sender, new([Spans.Of(Bench.Code, spans)]), default);
        await again.GetRequiredService<FoldTelemetry>().Run(default);
        await again.GetRequiredService<AcceptTraces>().Run(bench.Sender, new([Spans.Of(Bench.Code, [.. spans.Reverse()])]), default);
        await again.GetRequiredService<FoldTelemetry>().Run(default);

        var minute = await Minute(bench);
        Assert.Equal((1, 1, 1), (minute.Total("calls"), minute.Total("tools"), minute.Total("tasks")));
    }

    [Theory, OnBothDatabases]
    public async Task A_tool_that_is_not_on_the_versions_list_is_a_finding_and_one_that_is_may_still_be_denied(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.File("AIS-0002", "Clerk", [], "v1", "search");

        await Send(bench, "AIS-0002", [Spans.Tool(First, House.Noon, 2, "search"), Spans.Tool(First, House.Noon, 3, "search") with { Attributes = Spans.Attributes(("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "search"), ("error.type", "permission_denied")) }]);
        await bench.Fold();
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        var before = await db.Findings.CountAsync();
        await Send(bench, "AIS-0002", [Spans.Tool(First, House.Noon, 4, "Search"), Spans.Tool(First, House.Noon, 5, "delete")]);
        await bench.Fold();

        var finding = await db.Findings.SingleAsync();
        var task = await db.TraceTasks.SingleAsync();
        Assert.Equal(0, before);
        Assert.Equal((FindingSource.Alert, "AIS-0002"), (finding.Source, finding.About));
        Assert.Equal((4, 1, 2), (task.Sums.Tools, task.Sums.Denied, task.Sums.Unlisted));
    }

    [Theory, OnBothDatabases]
    public async Task Tasks_are_listed_page_by_page_for_those_who_may_read_them(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var (risk, stranger) = (await bench.House.Person("Risk", Role.RiskManager), await bench.House.Person("Stranger", Role.Developer));
        await Send(bench, [.. Enumerable.Range(1, 60).Select(i => Spans.Call(Spans.TraceOf(i), House.Noon.AddSeconds(-i / 2), 1)), Spans.Tool(Spans.TraceOf(61), House.Noon, 1, "delete")]);
        await bench.Fold();
        var queries = bench.House.Get<TaskQueries>();

        var first = (await queries.Tasks(risk, Bench.Code, TaskFilter.All, null, default)).Value;
        var second = (await queries.Tasks(bench.Sender, Bench.Code, TaskFilter.All, first.Next, default)).Value;
        var costly = (await queries.Tasks(risk, Bench.Code, TaskFilter.Costly, null, default)).Value;
        var rest = (await queries.Tasks(risk, Bench.Code, TaskFilter.Costly, costly.Next, default)).Value;
        var denied = (await queries.Tasks(risk, Bench.Code, TaskFilter.Denied, "nonsense", default)).Value;
        var task = (await queries.Of(risk, Bench.Code, Spans.TraceOf(61), default)).Value;

        Assert.Equal((50, 11, (string?)null), (first.Tasks.Count, second.Tasks.Count, second.Next));
        Assert.Equal(61, first.Tasks.Concat(second.Tasks).Select(line => line.Trace).Distinct().Count());
        Assert.Equal(60, costly.Tasks.Concat(rest.Tasks).Select(line => line.Trace).Distinct().Count());
        Assert.Equal(Spans.TraceOf(61), Assert.Single(denied.Tasks).Trace);
        Assert.Equal(ToolUse.Unlisted, Assert.Single(task.Spans).Span.Use);
        Assert.IsType<Forbidden>((await queries.Tasks(stranger, Bench.Code, TaskFilter.All, null, default)).Refusal);
        Assert.IsType<Forbidden>((await queries.Of(stranger, Bench.Code, Spans.TraceOf(61), default)).Refusal);
        Assert.IsType<NotFound>((await queries.Of(risk, Bench.Code, new string('x', 5000), default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Tasks_go_after_their_days_and_what_they_were_counted_into_stays(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await Send(bench, [Spans.Call(First, House.Noon, 1)]);
        await bench.Fold();

        bench.House.Time.Advance(TimeSpan.FromDays(29));
        await bench.House.Get<ForgetTraces>().Run(default);
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        var kept = await db.TraceSpans.CountAsync();
        bench.House.Time.Advance(TimeSpan.FromDays(2));
        await bench.House.Get<ForgetTraces>().Run(default);

        Assert.Equal((1, 0, 0), (kept, await db.TraceSpans.CountAsync(), await db.TraceTasks.CountAsync()));
        Assert.Equal(1, (await Minute(bench)).Total("calls"));
    }

    private static SentSpans Named(string service, params SentSpan[] spans) => new(Spans.Attributes(("service.name", service)), spans);

    private static Task<AcceptTraces.Taken> Send(Bench bench, params SentSpan[] spans) => Send(bench, Bench.Code, spans);

    private static async Task<AcceptTraces.Taken> Send(Bench bench, string system, SentSpan[] spans)
    {
        var taken = await Run(bench, Spans.Of(system, spans));
        Assert.Equal("", taken.Message);
        return taken;
    }

    private static async Task<AcceptTraces.Taken> Run(Bench bench, params SentSpans[] processes) =>
        (await bench.House.Get<AcceptTraces>().Run(bench.Sender, new(processes), default)).Value;

    private static async Task<MinuteCounts> Minute(Bench bench)
    {
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        var sum = new MinuteCounts();
        foreach (var window in await db.TelemetryWindows.AsNoTracking().ToListAsync())
            sum.Merge(MinuteCounts.FromBytes(window.Counts));
        return sum;
    }
}
