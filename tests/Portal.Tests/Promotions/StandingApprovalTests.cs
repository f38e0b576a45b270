using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>Voted once by the whole flow; then each release inside of it takes its gate and one signature.</summary>
public sealed class StandingApprovalTests
{
    private static readonly StandingTerms Terms = new(["Environment"], [new("cut_off", 0.4m, 0.6m)], "holdout-2026", null, 1, 30, StepKind.Technical);

    [Theory, OnBothDatabases]
    public async Task A_release_inside_of_it_takes_one_signature_and_counts_as_one_use(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var approval = await Standing(review);
        await Version(review, "v2", "0.55");

        var release = (await review.Request("v2")).Value;
        var asked = await review.Room(release);
        var contributor = await review.Sign(release, review.Developer);
        _ = (await review.Sign(release, review.Technical)).Value;
        var applied = await review.Apply(release);
        await Version(review, "v3", "0.56");
        var next = await review.Room((await review.Request("v3")).Value);

        var voted = await review.Room(approval);
        Assert.Equal((PromotionState.Approved, "Technical, then two seats", 1, "PR-0002"), (voted.State, voted.FlowName, voted.Used, Assert.Single(voted.Releases)));
        Assert.Equal(House.Noon.AddDays(30), voted.ExpiresAt);
        Assert.Equal((ChangeClass.Major, "Technical, by standing approval SA-0001"), (asked.Change?.Class, asked.FlowName));
        Assert.Equal("You contributed to this version.", Assert.IsType<Forbidden>(contributor.Refusal).Message);
        Assert.Equal(PromotionState.Applied, applied.Value);
        Assert.Equal(("Technical, then two seats", "all 1 uses are taken"), (next.FlowName, Assert.Single(next.Change?.Standing?.Outside ?? [])));
        await using var db = await review.House.Dbs.CreateDbContextAsync();
        Assert.Equal(1, await db.Entries.CountAsync(entry => entry.Action == PromotionEvents.StandingUsed && entry.Subject == "SA-0001"));
    }

    [Theory, OnBothDatabases]
    public async Task What_lies_outside_is_named_and_takes_the_whole_flow(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await Standing(review);
        await review.VersionOf("v2", Said("0.7") with { CodeCommit = "b81e03c5524d" }, answer: "yes", report: true);
        var version = (await review.House.Get<VersionQueries>().One(review.System, "v2", default))?.Line.Id ?? default;

        var option = (await review.House.Get<RequestOptions>().Of(version, null, default)).Single(option => option.Target == Stage.Production);
        var room = await review.Room((await review.Request("v2")).Value);

        string[] outside = ["cut_off is 0.7, and may be from 0.4 to 0.6", "Code may not change", "1 of 2 must-pass cases failed"];
        Assert.Equal(outside, option.Change.Standing?.Outside);
        Assert.Equal(outside, room.Change?.Standing?.Outside);
        Assert.Equal("Technical, then two seats", room.FlowName);
    }

    [Theory, OnBothDatabases]
    public async Task Once_it_is_revoked_it_lets_nothing_in_and_what_runs_goes_on(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var approval = await Standing(review);
        await Version(review, "v2", "0.55");
        var release = (await review.Request("v2")).Value;

        var revoked = await review.House.Get<RevokePromotion>().Run(review.Risk, new(approval, "Too many letters were wrong.", ""), default);
        var signed = await review.Sign(release, review.Technical);
        await Version(review, "v3", "0.56");
        var next = await review.Room((await review.Request("v3")).Value);
        var admission = (await review.House.Get<AskAdmission>().Run(review.Owner, new(review.System, "v1", null, Stage.Production, Running: false), default)).Value;

        Assert.Null(revoked.Refusal);
        Assert.Equal("PR-0002 came in by SA-0001, which is Revoked. Request it again, and the tier's flow decides.", Assert.IsType<NotAllowed>(signed.Refusal).Message);
        Assert.Equal(("Technical, then two seats", null), (next.FlowName, next.Change?.Standing));
        Assert.True(admission.Allowed, admission.Reason);
    }

    [Theory, OnBothDatabases]
    public async Task It_is_never_applied_and_ends_with_its_days(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var approval = await Standing(review);

        var applied = await review.Apply(approval);
        var listed = await review.House.Get<PromotionQueries>().List(new PromotionFilter(), new PageRequest(1, 10), AsOf.Now, default);
        var waiting = await review.House.Get<PromotionQueries>().WithRequester(review.Owner.Id(), default);
        await review.Pass(TimeSpan.FromDays(30));

        Assert.Equal("SA-0001 is a standing approval: releases use it, and nothing is applied by it.", Assert.IsType<NotAllowed>(applied.Refusal).Message);
        Assert.Equal(["PR-0001"], listed.Items.Select(line => line.Code));
        Assert.Empty(waiting);
        Assert.Equal(PromotionState.Expired, (await review.House.Get<StandingApprovalQueries>().One(approval, default))?.State);
    }

    [Theory, OnBothDatabases]
    public async Task Another_purpose_makes_it_stale_and_until_it_is_confirmed_it_lets_nothing_in(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var approval = await Standing(review);

        await review.Publish(content => content with { Purpose = "Scores applications for mortgages." });
        await review.House.DeliverEvents();
        await Version(review, "v2", "0.55");
        var release = await review.Room((await review.Request("v2")).Value);

        Assert.Equal(PromotionState.Stale, (await review.Room(approval)).State);
        Assert.Equal("Technical, then two seats", release.FlowName);
    }

    [Theory, OnBothDatabases]
    public async Task Terms_beyond_the_policy_are_refused_by_field(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await Version(review, "v1", "0.5");
        await review.Bring("v1", Stage.Production);

        var beyond = await Ask(review, Terms with { MayChange = ["Code"], Ranges = [new("cut_off", 1, 0)], MostDrift = 0, Uses = 9, Days = 91, Step = StepKind.Board });
        var unknown = await Ask(review, Terms with { MustPass = "no such data set" });
        var nowhere = await review.House.Get<RequestStanding>().Run(review.Owner, new(review.System, Stage.Pilot, Terms, "Small steps."), default);

        Assert.Equal(["mayChange", "ranges[0]", "mostDrift", "uses", "days", "step"], Assert.IsType<Invalid>(beyond.Refusal).Faults.Select(fault => fault.Field));
        Assert.Equal("mustPass", Assert.Single(Assert.IsType<Invalid>(unknown.Refusal).Faults).Field);
        Assert.Equal($"{review.System} has no version in Pilot that releases could start from.", Assert.IsType<NotAllowed>(nowhere.Refusal).Message);
    }

    /// <summary>v1 runs, and its standing approval is voted.</summary>
    private static async Task<PromotionId> Standing(Review review)
    {
        await Version(review, "v1", "0.5");
        await review.Bring("v1", Stage.Production);
        var approval = (await Ask(review, Terms)).Value;
        await review.Approve(approval);
        return approval;
    }

    private static Task<Result<PromotionId>> Ask(Review review, StandingTerms terms) =>
        review.House.Get<RequestStanding>().Run(review.Owner, new(review.System, Stage.Production, terms, "The cut-off follows the market, in small steps."), default);

    private static Task Version(Review review, string label, string cutOff) => review.VersionOf(label, Said(cutOff), report: true);

    private static Provenance Said(string cutOff) => new() { CodeCommit = "4f2c1d97a0be", Hyperparameters = [new("cut_off", cutOff, SettingKind.Number)] };
}
