using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Findings;
using Portal.Monitoring;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring;

public sealed class QuarantineTests
{
    private const string Name = "churn-scorer";

    [Theory, OnBothDatabases]
    public async Task What_comes_of_an_unknown_system_is_kept_and_one_finding_says_so(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);

        var first = await Post(bench, Bench.Rows(House.Noon, 0, 20), "a");
        var again = await Post(bench, Bench.Rows(House.Noon, 0, 20), "a");
        var reused = await Post(bench, Bench.Rows(House.Noon, 0, 1), "a");
        await Post(bench, Bench.Rows(House.Noon, 20, 5), null);
        await bench.Fold();

        Assert.Equal((20, true), (first.Value.Rows, first.Value.IsQuarantined));
        Assert.Equal(first.Value, again.Value);
        Assert.IsType<KeyReused>(reused.Refusal);
        Assert.Equal(0, await bench.RowsCounted());
        var line = Assert.Single(await bench.House.Get<QuarantineQueries>().All(default));
        Assert.Equal((Name, 2, 25), (line.System, line.Posts, line.Rows));
        var finding = await Finding(bench);
        Assert.Equal((FindingSource.ShadowAi, FindingState.Open, Name), (finding.Source, finding.State, finding.About));
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_files_the_system_claims_its_rows_and_they_are_counted_in_their_own_time(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var owner = await bench.House.Person("Owner", Role.SystemOwner);
        await Post(bench, Bench.Rows(House.Noon, 0, 20), "a");
        bench.House.Time.Advance(TimeSpan.FromDays(2));
        var claim = bench.House.Get<ClaimQuarantine>();

        var mine = await claim.Run(bench.Sender, new(Name, Bench.Code), default);
        var unknown = await claim.Run(owner, new("another", Bench.Code), default);
        var claimed = await claim.Run(owner, new(Name, Bench.Code), default);
        var twice = await claim.Run(owner, new(Name, Bench.Code), default);
        await bench.Fold();

        Assert.IsType<Forbidden>(mine.Refusal);
        Assert.IsType<NotFound>(unknown.Refusal);
        Assert.Equal(new ClaimQuarantine.Claimed(1, 20), claimed.Value);
        Assert.IsType<NotFound>(twice.Refusal);
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        Assert.Equal((House.Noon, 20), await db.TelemetryWindows.Select(window => new ValueTuple<DateTimeOffset, long>(window.Minute, window.Rows)).SingleAsync());
        Assert.Equal("quarantine.claimed", (await bench.House.Entries()).Last(entry => entry.Action.StartsWith("quarantine.", StringComparison.Ordinal) && !entry.Action.EndsWith(".refused", StringComparison.Ordinal)).Action);
    }

    [Fact]
    public async Task Rows_of_a_version_that_the_system_does_not_have_stay_where_they_are()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var owner = await bench.House.Person("Owner", Role.SystemOwner);
        await Post(bench, Bench.Rows(House.Noon, 0, 2).Replace("\"v1\"", "\"v7\""), "a");

        var claimed = await bench.House.Get<ClaimQuarantine>().Run(owner, new(Name, Bench.Code), default);

        Assert.Equal("row 1, version", Assert.Single(Assert.IsType<Invalid>(claimed.Refusal).Faults).Field);
        Assert.Single(await bench.House.Get<QuarantineQueries>().All(default));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_of_no_system_is_dismissed_with_a_reason_by_those_who_close_findings(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        var risk = await bench.House.Person("Risk", Role.RiskManager);
        await Post(bench, Bench.Rows(House.Noon, 0, 20), "a");
        var dismiss = bench.House.Get<DismissQuarantine>();

        var mine = await dismiss.Run(bench.Sender, new(Name, "A test."), default);
        var reasonless = await dismiss.Run(risk, new(Name, " "), default);
        var dismissed = await dismiss.Run(risk, new(Name, "A load test."), default);

        Assert.IsType<Forbidden>(mine.Refusal);
        Assert.IsType<Invalid>(reasonless.Refusal);
        Assert.Equal(20, dismissed.Value);
        Assert.Empty(await bench.House.Get<QuarantineQueries>().All(default));
    }

    [Fact]
    public async Task Quarantine_has_an_end_and_takes_neither_broken_rows_nor_what_a_bound_token_sends()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        for (var post = 0; post < Quarantine.MostPosts; post++)
            await Post(bench, Bench.Rows(House.Noon, post, 1), null);

        var full = await Post(bench, Bench.Rows(House.Noon, 99, 1), null);
        var broken = await Post(bench, "{}", null);
        var unnamed = await bench.House.Get<AcceptPredictions>().Run(bench.Sender, new("\0", null, Encoding.UTF8.GetBytes(Bench.Rows(House.Noon, 0, 1))), default);

        Assert.IsType<NotAllowed>(full.Refusal);
        Assert.IsType<Invalid>(broken.Refusal);
        Assert.IsType<NotFound>(unnamed.Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_version_that_sends_and_is_applied_to_no_stage_is_a_finding_once(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);
        await bench.Post(Bench.Rows(House.Noon, 0, 10));
        await bench.Fold();

        await bench.House.Get<WatchUnapproved>().Turn(default);
        await bench.House.Get<WatchUnapproved>().Turn(default);
        await Another(bench).Turn(default);

        var finding = await Finding(bench);
        Assert.Equal(("Unapproved version observed: AIS-0001 v1", bench.System), (finding.Title, finding.System));
    }

    [Fact]
    public async Task A_version_in_production_is_no_finding_and_neither_are_rows_of_yesterday()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.Post(Bench.Rows(House.Noon.AddHours(-3), 0, 10));
        await bench.Fold();
        await bench.House.Get<WatchUnapproved>().Turn(default);
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        var old = await db.Findings.CountAsync();
        await db.Versions.ExecuteUpdateAsync(set => set.SetProperty(version => version.Stage, Stage.Production));
        await bench.Post(Bench.Rows(House.Noon, 0, 10));
        await bench.Fold();

        await bench.House.Get<WatchUnapproved>().Turn(default);

        Assert.Equal((0, 0), (old, await db.Findings.CountAsync()));
    }

    private static WatchUnapproved Another(Bench bench) =>
        new(bench.House.Dbs, bench.House.Get<SeriesStore>(), bench.House.Get<Calendar>(), bench.House.Time);

    private static async Task<Finding> Finding(Bench bench)
    {
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        return await db.Findings.AsNoTracking().SingleAsync();
    }

    private static Task<Result<AcceptPredictions.Accepted>> Post(Bench bench, string rows, string? key) =>
        bench.House.Get<AcceptPredictions>().Run(bench.Sender, new(Name, key, Encoding.UTF8.GetBytes(rows)), default);
}
