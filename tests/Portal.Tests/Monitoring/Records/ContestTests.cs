using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Monitoring.Records;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Records;

public sealed class ContestTests
{
    [Theory, OnBothDatabases]
    public async Task A_contested_decision_is_a_finding_with_a_month_and_somebody_else_reviews_it(DatabaseProvider provider)
    {
        await using var recorded = await Recorded.On(provider);
        await recorded.Post(Recorded.Row("a", "person-1"));

        var opened = (await recorded.Contest(recorded.Bench.Sender, "a", "My salary doubled in May.")).Value;
        var twice = await recorded.Contest(recorded.Risk, "a");
        var mine = await Review(recorded, recorded.Bench.Sender, opened);
        var reviewed = await Review(recorded, recorded.Risk, opened);
        var again = await Review(recorded, recorded.Validator, opened);

        Assert.IsType<NotAllowed>(twice.Refusal);
        Assert.IsType<Forbidden>(mine.Refusal);
        Assert.Equal(opened, reviewed.Value);
        Assert.IsType<NotAllowed>(again.Refusal);
        await using var db = await recorded.House.Dbs.CreateDbContextAsync();
        var finding = await db.Findings.Include(row => row.Revisions).SingleAsync();
        Assert.Equal((FindingSource.Review, recorded.Bench.Sender.Person, new DateOnly(2026, 12, 2)), (finding.Source, finding.Owner, finding.Due));
        Assert.DoesNotContain("salary", finding.Text, StringComparison.Ordinal);
        Assert.Contains(finding.Revisions, revision => revision.Act == FindingAct.Noted);
        var shown = Assert.Single((await recorded.Read(recorded.Risk, "a")).Value.Cases);
        Assert.Equal(("My salary doubled in May.", ContestOutcome.Overridden, "Risk"), (shown.Statement, shown.Outcome, shown.ReviewedBy?.Name));
        Assert.Equal(new ContestCount(0, 0, 1), await recorded.House.Get<ContestQueries>().CountOf(Bench.Code, default));
        Assert.Equal(["record.contested", "record.review.refused", "record.reviewed"], (await recorded.Acts()).Where(act => act.StartsWith("record.", StringComparison.Ordinal) && !act.StartsWith("record.open", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_does_not_read_decisions_takes_no_case_down_and_a_case_says_something()
    {
        await using var recorded = await Recorded.On(DatabaseProvider.Sqlite);
        await recorded.Post(Recorded.Row("a", "person-1"));

        Assert.IsType<Forbidden>((await recorded.Contest(recorded.Auditor, "a")).Refusal);
        Assert.IsType<Forbidden>((await recorded.Contest(recorded.Stranger, "a")).Refusal);
        Assert.IsType<Invalid>((await recorded.Contest(recorded.Risk, "a", " ")).Refusal);
        Assert.IsType<Invalid>((await recorded.Contest(recorded.Risk, "a", new string('x', 4001))).Refusal);
        Assert.IsType<NotFound>((await recorded.House.Get<ContestDecision>().Run(recorded.Risk, new(Bench.Code, RecordId.New(House.Noon), "Wrong."), default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_recorded_of_a_person_is_erased_and_that_it_was_decided_stays(DatabaseProvider provider)
    {
        await using var recorded = await Recorded.On(provider);
        await recorded.Post(Recorded.Row("a", "person-1"), Recorded.Row("b", "person-1", minute: 1), Recorded.Row("c", "person-2", minute: 2));
        var before = (await recorded.All())[0];
        var opened = (await recorded.Contest(recorded.Bench.Sender, "a")).Value;

        var stranger = await recorded.Erase(recorded.Stranger, "person-1");
        var held = await recorded.Erase(recorded.Risk, "person-1");
        _ = (await Review(recorded, recorded.Risk, opened)).Value;
        var erased = await recorded.Erase(recorded.Risk, "person-1");
        var nobody = await recorded.Erase(recorded.Risk, "person-1");

        Assert.IsType<Forbidden>(stranger.Refusal);
        Assert.IsType<NotAllowed>(held.Refusal);
        Assert.Equal(2, erased.Value);
        Assert.IsType<NotFound>(nobody.Refusal);
        var after = (await recorded.All())[0];
        Assert.Equal((before.Id, before.Inputs, before.Time, before.Key), (after.Id, after.Inputs, after.Time, after.Key));
        Assert.Equal(("", null, "", null, 0), (after.Prediction, after.Subject, after.Output, after.Score, after.Content.Length));
        Assert.Equal("person-2", (await recorded.All())[2].Subject);
        var view = (await recorded.Read(recorded.Risk, "a")).Value;
        Assert.Equal("", Assert.Single(view.Cases).Statement);
        Assert.NotNull(view.ErasedAt);
    }

    [Theory, OnBothDatabases]
    public async Task What_was_erased_stays_so_when_its_post_or_an_old_copy_brings_it_back(DatabaseProvider provider)
    {
        await using var recorded = await Recorded.On(provider);
        await recorded.Post(Recorded.Row("a", "person-1"));
        _ = (await recorded.Erase(recorded.Risk, "person-1")).Value;
        await recorded.Post(Recorded.Row("a", "person-1"));
        var resent = Assert.Single(await recorded.All()).Subject;
        await using (var db = await recorded.House.Get<IDbContextFactory<RecordsDb>>().CreateDbContextAsync())
            await db.Records.ExecuteUpdateAsync(set => set.SetProperty(row => row.Subject, "person-1").SetProperty(row => row.ErasedAt, (DateTimeOffset?)null));

        await recorded.House.Get<EraseSubject>().Again(default);
        await recorded.House.Get<EraseSubject>().Again(default);

        Assert.Null(resent);
        Assert.Null(Assert.Single(await recorded.All()).Subject);
        Assert.Equal(2, (await recorded.Acts()).Count(act => act == "record.erased"));
    }

    [Fact]
    public async Task After_an_erasure_the_stores_file_holds_nothing_of_the_person()
    {
        await using var recorded = await Recorded.On(DatabaseProvider.Sqlite);
        await recorded.Post(Recorded.Row("a", "a-rare-reference"));
        _ = (await recorded.Erase(recorded.Risk, "a-rare-reference")).Value;

        var left = Directory.GetFiles(recorded.House.Folder, "records.db*").Concat(Directory.GetFiles(recorded.House.Folder, "checkpoints*")).Where(Holds);

        Assert.Empty(left);
    }

    [Theory, OnBothDatabases]
    public async Task An_experiment_or_a_Low_system_that_predicts_like_production_is_a_finding_once(DatabaseProvider provider)
    {
        await using var recorded = await Recorded.On(provider, RiskTier.Low);
        await using (var db = await recorded.House.Dbs.CreateDbContextAsync())
        {
            var day = new Portal.Monitoring.TelemetryDay(recorded.Bench.Version, DateOnly.FromDateTime(House.Noon.UtcDateTime));
            day.Add(10_001, 0);
            db.TelemetryDays.Add(day);
            await db.SaveChangesAsync();
        }

        await recorded.House.Get<WatchProductionLike>().Turn(default);
        await recorded.House.Get<WatchProductionLike>().Turn(default);

        await using var after = await recorded.House.Dbs.CreateDbContextAsync();
        Assert.Equal("Behaves like production: AIS-0001", (await after.Findings.SingleAsync()).Title);
    }

    private static Task<Result<CaseId>> Review(Recorded recorded, Actor by, CaseId opened) =>
        recorded.House.Get<ReviewContest>().Run(by, new(Bench.Code, opened, ContestOutcome.Overridden, "The payslip was read wrong."), default);

    private static bool Holds(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var text = new StreamReader(open, System.Text.Encoding.Latin1);
        return text.ReadToEnd().Contains("a-rare-reference", StringComparison.Ordinal);
    }
}
