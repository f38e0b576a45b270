using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Monitoring;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>What is in force is held to what was decided: pilots by their days and share, production by what is released and seen.</summary>
public sealed class InForceTests
{
    [Theory, OnBothDatabases]
    public async Task A_pilot_whose_days_are_over_is_a_severe_finding_and_suspended_and_nobody_resumes_it(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        var pilot = await review.Bring("v1", Stage.Pilot);
        var ends = (await review.Room(pilot)).PilotEndsAt.GetValueOrDefault();
        Assert.Equal(review.House.Time.GetUtcNow().AddDays(60), ends);

        await Pilots(review, ends.AddTicks(-1) - review.House.Time.GetUtcNow());
        Assert.Equal((PromotionState.Applied, 0), ((await review.Room(pilot)).State, (await Findings(review)).Count));
        await Pilots(review, TimeSpan.FromTicks(1));
        await Pilots(review, TimeSpan.FromMinutes(5));

        var after = await review.Room(pilot);
        Assert.Equal((PromotionState.Suspended, "The scorecard of 2023"), (after.State, after.Suspension?.Fallback));
        Assert.Equal([("The pilot of v1 is over and still runs", FindingSeverity.Severe)], (await Findings(review)).Select(finding => (finding.Title, finding.Severity)));
        Assert.Contains("60 days is over", (await review.House.Get<ResumePromotion>().Run(review.Risk, new(pilot, "It did well."), default)).Refusal?.Message, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task A_pilot_that_may_not_be_stopped_runs_on_and_its_executive_has_a_finding_once(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Publish(entry => entry with { MayStop = MayStop.NotWithoutExecutive });
        await review.Version("v1");
        var pilot = await review.Bring("v1", Stage.Pilot);

        await Pilots(review, TimeSpan.FromDays(61));
        await Pilots(review, TimeSpan.FromMinutes(5));

        Assert.Equal(PromotionState.Applied, (await review.Room(pilot)).State);
        Assert.Equal(["Sign an exception: the pilot of PR-0001 is over and AIS-0001 may not be stopped", "The pilot of v1 is over and still runs"], (await Findings(review)).Select(finding => finding.Title).Order());
    }

    [Theory, OnBothDatabases]
    public async Task A_pilot_that_surely_took_more_than_its_share_of_a_day_is_a_finding_and_what_may_be_chance_is_none(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        await review.Bring("v1", Stage.Production);
        await review.Version("v2");
        var pilot = await review.Bring("v2", Stage.Pilot);
        await Pilots(review, TimeSpan.FromDays(1));
        await Seen(review, ("v1", 88), ("v2", 12));
        await Pilots(review, TimeSpan.FromDays(1));
        Assert.Empty(await Findings(review));

        await Seen(review, ("v1", 880), ("v2", 120 + 9));
        await Pilots(review, TimeSpan.FromDays(1));
        await Pilots(review, TimeSpan.FromMinutes(5));

        var finding = Assert.Single(await Findings(review));
        Assert.Equal(("The pilot of v2 takes more than its share", FindingSeverity.Severe), (finding.Title, finding.Severity));
        Assert.Contains("v2 took 129 of 1,009 rows", finding.Text, StringComparison.Ordinal);
        Assert.Equal(PromotionState.Applied, (await review.Room(pilot)).State);
    }

    [Theory, OnBothDatabases]
    public async Task Where_nothing_else_runs_a_pilot_takes_all_there_is(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        await review.Bring("v1", Stage.Pilot);
        await Pilots(review, TimeSpan.FromDays(1));
        await Seen(review, ("v1", 10_000));

        await Pilots(review, TimeSpan.FromDays(1));

        Assert.Empty(await Findings(review));
    }

    [Theory, OnBothDatabases]
    public async Task What_runs_in_production_without_its_certificate_is_told_once_and_its_way_is_shown(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        var promotion = await review.Bring("v1", Stage.Production);
        var decided = Assert.Single(await Way(review));
        await Releases(review, TimeSpan.FromDays(1));
        await Seen(review, ("v1", 40));

        await Releases(review, TimeSpan.FromMinutes(5));
        var finding = Assert.Single(await Findings(review));
        _ = (await review.House.Get<IssueCertificate>().Run(review.Owner, new(promotion, CertificateForm.Jwt), default)).Value;
        _ = (await review.House.Get<ClaimFinding>().Run(review.Owner, new(finding.Code, "It asks before it starts."), default)).Value;
        _ = (await review.House.Get<CloseFinding>().Run(review.Risk, new(finding.Code, "The pipeline asks now."), default)).Value;
        await Releases(review, TimeSpan.FromMinutes(5));
        var released = Assert.Single(await Way(review));

        Assert.Equal(("v1", null, null), (decided.Version, decided.ReleasedAt, decided.FirstRows));
        Assert.Equal(["Technical", "Board 1", "Board 2"], decided.DecidedBy);
        Assert.Equal(("v1 runs in production, and nobody fetched its certificate", FindingSeverity.Moderate), (finding.Title, finding.Severity));
        Assert.Equal((review.House.Time.GetUtcNow().AddMinutes(-5), DateOnly.FromDateTime(House.Noon.UtcDateTime).AddDays(1)), (released.ReleasedAt, released.FirstRows));
        Assert.Null(released.MismatchAt(review.House.Time.GetUtcNow()));
        Assert.Single(await Findings(review));
    }

    [Theory, OnBothDatabases]
    public async Task What_was_released_and_never_seen_is_told_after_three_days(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        var promotion = await review.Bring("v1", Stage.Production);
        _ = (await review.House.Get<IssueCertificate>().Run(review.Owner, new(promotion, CertificateForm.Dsse), default)).Value;
        await Releases(review, ReleasePath.ToStart);
        Assert.Empty(await Findings(review));

        await Releases(review, TimeSpan.FromMinutes(5));

        Assert.Equal(["v1 was released, and nothing was seen of it"], (await Findings(review)).Select(finding => finding.Title));
    }

    [Theory, OnBothDatabases]
    public async Task How_deciding_went_counts_each_persons_signatures_and_whose_own_requests_went_stale_by_themselves(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var first = await review.InReview();
        review.House.Time.Advance(TimeSpan.FromHours(2));
        _ = (await review.Sign(first, review.Technical)).Value;
        review.House.Time.Advance(TimeSpan.FromHours(4));
        _ = (await review.Sign(first, review.RiskSeat)).Value;
        _ = (await review.Sign(first, review.LegalSeat)).Value;
        var second = await review.InReview("v2");
        _ = (await review.Sign(second, review.Technical, Verdict.Reject, "Too soon.")).Value;
        var third = await review.InReview("v3");
        await review.Publish(entry => entry with { Purpose = "Scores applications for mortgages." });
        await review.House.DeliverEvents();

        var owner = await review.House.Get<DecisionStatisticsQueries>().Of(review.Owner.Id(), default);
        var technical = await review.House.Get<DecisionStatisticsQueries>().Of(review.Technical.Id(), default);
        var board = await review.House.Get<DecisionStatisticsQueries>().Of(review.RiskSeat.Id(), default);

        var room = await review.Room(third);
        Assert.Equal((PromotionState.Stale, 1), (room.State, room.StaleTimes));
        Assert.Equal((2, 1, 1), (owner.Decided, owner.Outcomes[PromotionState.Approved], owner.Outcomes[PromotionState.Rejected]));
        Assert.Equal((3, 1, owner.OwnStale), (owner.OwnRequests, owner.OwnApproved, room.StaleTimes + (await review.Room(first)).StaleTimes));
        Assert.Equal(room.StaleByRequester + (await review.Room(first)).StaleByRequester, owner.OwnStaleByOneself);
        Assert.Equal((2, TimeSpan.FromHours(1)), (technical.Signatures, technical.MedianToSign));
        Assert.Equal((1, TimeSpan.FromHours(4), 0), (board.Signatures, board.MedianToSign, board.OwnRequests));
    }

    private static async Task Pilots(Review review, TimeSpan time)
    {
        review.House.Time.Advance(time);
        await review.House.Get<PilotWatch>().Turn(default);
    }

    private static async Task Releases(Review review, TimeSpan time)
    {
        review.House.Time.Advance(time);
        await review.House.Get<ReleaseWatch>().Turn(default);
    }

    /// <summary>So many rows of each version, today.</summary>
    private static async Task Seen(Review review, params (string Label, int Rows)[] seen)
    {
        await using var db = await review.House.Dbs.CreateDbContextAsync();
        foreach (var (label, rows) in seen)
        {
            var day = new TelemetryDay(await db.Versions.Where(version => version.Label == label).Select(version => version.Id).SingleAsync(), DateOnly.FromDateTime(review.House.Time.GetUtcNow().UtcDateTime));
            day.Add(rows, 0);
            db.TelemetryDays.Add(day);
        }

        await db.SaveChangesAsync();
    }

    private static Task<IReadOnlyList<ReleasePath>> Way(Review review) => review.House.Get<ReleaseQueries>().OfSystem(review.System, default);

    private static async Task<List<Finding>> Findings(Review review)
    {
        await using var db = await review.House.Dbs.CreateDbContextAsync();
        return await db.Findings.AsNoTracking().ToListAsync();
    }
}
