using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.Policies;
using Portal.Policies.Yaml;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Policies;

public sealed class PublishPolicyTests
{
    [Theory, OnBothDatabases]
    public async Task A_tightened_threshold_is_proposed_by_one_and_published_by_another(DatabaseProvider provider)
    {
        await using var desk = await PolicyDesk.On(provider);
        await desk.Draft(("checks.recall.atLeast", "0.70"));
        _ = (await desk.Simulate()).Value;

        _ = (await desk.Propose()).Value;
        Assert.IsType<Forbidden>((await desk.Publish(desk.Author)).Refusal);
        Assert.Equal(2, (await desk.Publish()).Value);

        var policy = await desk.House.Get<PolicyQueries>().InForce(default);
        Assert.Equal((2, 0.70), (policy.Number, policy.Checks.OfType<MetricCheck>().Single(check => check.Key == "recall").AtLeast));
        var line = (await desk.House.Get<PolicyQueries>().History(AsOf.Now, default))[0];
        Assert.Equal(("Author", "Second", false), (line.ProposedBy, line.PublishedBy, line.Loosens));
        Assert.Equal(
            ["policy.proposed", "policy.publish.refused", "policy.published"],
            (await desk.House.Entries()).Where(entry => entry.Action.StartsWith("policy.", StringComparison.Ordinal)).Select(entry => entry.Action));
        Assert.Null(await desk.House.Get<PolicyQueries>().Open(default));
    }

    [Theory, OnBothDatabases]
    public async Task What_loosens_is_marked_so(DatabaseProvider provider)
    {
        await using var desk = await PolicyDesk.On(provider);
        await desk.Bring(OpenRequests.Keep, ("checks.recall.atLeast", "0.70"), ("exceptions.mostDays", "200"));

        Assert.True((await desk.House.Get<PolicyQueries>().History(AsOf.Now, default))[0].Loosens);
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_proposes_what_was_not_simulated_as_it_stands(DatabaseProvider provider)
    {
        await using var desk = await PolicyDesk.On(provider);
        await desk.Draft(("checks.recall.atLeast", "0.70"));

        Assert.Contains("Simulate it first", (await desk.Propose()).Refusal?.Message);
        _ = (await desk.Simulate()).Value;
        _ = (await desk.Change((await desk.Open()).Yaml.Replace("0.70", "0.71", StringComparison.Ordinal))).Value;
        Assert.Contains("Simulate it first", (await desk.Propose()).Refusal?.Message);
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_wrote_on_it_is_not_the_second_person(DatabaseProvider provider)
    {
        await using var desk = await PolicyDesk.On(provider);
        var third = await desk.House.Person("Third", Role.PolicyManager);
        await desk.Draft(("checks.recall.atLeast", "0.70"));
        _ = (await desk.Change((await desk.Open()).Yaml.Replace("0.70", "0.71", StringComparison.Ordinal), desk.Second)).Value;
        _ = (await desk.Simulate()).Value;
        _ = (await desk.Propose()).Value;

        Assert.Equal("You wrote on it: a second policy manager publishes it.", (await desk.Publish()).Refusal?.Message);
        Assert.Equal(2, (await desk.Publish(third)).Value);
    }

    [Theory, OnBothDatabases]
    public async Task Only_policy_managers_have_a_hand_in_it(DatabaseProvider provider)
    {
        await using var desk = await PolicyDesk.On(provider);
        var risk = await desk.House.Person("Risk", Role.RiskManager, Role.Auditor);

        Assert.IsType<Forbidden>((await desk.House.Get<DraftPolicy>().Begin(risk, default)).Refusal);
        await desk.Draft(("checks.recall.atLeast", "0.70"));
        Assert.IsType<Forbidden>((await desk.Change("title: Mine", risk)).Refusal);
        _ = (await desk.Simulate()).Value;
        Assert.IsType<Forbidden>((await desk.Propose(by: risk)).Refusal);
        _ = (await desk.Propose()).Value;
        Assert.IsType<Forbidden>((await desk.Publish(risk)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_credential_for_another_text_signs_nothing(DatabaseProvider provider)
    {
        await using var desk = await PolicyDesk.On(provider);
        await desk.Draft(("checks.recall.atLeast", "0.70"));
        _ = (await desk.Simulate()).Value;
        var open = await desk.Open();
        var token = (await desk.House.Get<StepUp>().Run(desk.Author, new(House.Password, open.Digest, ProposePolicy.Meaning(2, OpenRequests.GateAgain)), default)).Value;

        Assert.IsType<Forbidden>((await desk.House.Get<ProposePolicy>().Run(desk.Author, new(open.Id, open.Digest, "Why", OpenRequests.Keep, token), default)).Refusal);
        Assert.Equal(PolicyState.Draft, (await desk.Open()).State);
    }

    [Theory, OnBothDatabases]
    public async Task A_draft_is_kept_as_it_is_typed_and_a_proposal_or_a_published_policy_never_changes(DatabaseProvider provider)
    {
        await using var desk = await PolicyDesk.On(provider);
        await desk.Draft();
        _ = (await desk.Change("title: [half")).Value;
        Assert.Equal("title: [half", (await desk.Open()).Yaml);
        Assert.IsType<Invalid>((await desk.Simulate()).Refusal);

        _ = (await desk.Change(SmallPolicy.YamlOf(new DateOnly(2027, 1, 1)))).Value;
        Assert.IsType<Changed>((await desk.House.Get<DraftPolicy>().Change(desk.Author, new((await desk.Open()).Id, "title: Other", Digest.Of("stale"u8)), default)).Refusal);
        _ = (await desk.Simulate()).Value;
        _ = (await desk.Propose()).Value;
        Assert.IsType<NotAllowed>((await desk.Change("title: Other")).Refusal);

        var open = await desk.Open();
        _ = (await desk.Publish()).Value;
        Assert.IsType<NotAllowed>((await desk.House.Get<DraftPolicy>().Change(desk.Author, new(open.Id, "title: Other", open.Digest), default)).Refusal);
        Assert.IsType<NotAllowed>((await desk.House.Get<DraftPolicy>().Discard(desk.Author, open.Id, default)).Refusal);
        Assert.Equal(open.Yaml, (await desk.House.Get<PolicyQueries>().One(2, default))?.Yaml);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_sent_back_needs_remarks_and_is_a_draft_again(DatabaseProvider provider)
    {
        await using var desk = await PolicyDesk.On(provider);
        var id = await desk.Draft(("checks.recall.atLeast", "0.70"));
        _ = (await desk.Simulate()).Value;
        _ = (await desk.Propose()).Value;

        Assert.IsType<Invalid>((await desk.House.Get<ReturnPolicy>().Run(desk.Second, new(id, " "), default)).Refusal);
        _ = (await desk.House.Get<ReturnPolicy>().Run(desk.Second, new(id, "Say why 0.70."), default)).Value;

        Assert.Equal((PolicyState.Draft, "Say why 0.70."), ((await desk.Open()).State, (await desk.Open()).Remarks));
        _ = (await desk.House.Get<DraftPolicy>().Discard(desk.Author, id, default)).Value;
        Assert.Null(await desk.House.Get<PolicyQueries>().Open(default));
    }

    [Theory, OnBothDatabases]
    public async Task A_flow_whose_quorum_cannot_be_met_is_refused(DatabaseProvider provider)
    {
        await using var desk = await PolicyDesk.On(provider);
        await desk.Draft(("flows.technical-risk.steps.Risk.signatures", "2"));
        _ = (await desk.Simulate()).Value;

        var fault = Assert.Single(Assert.IsType<Invalid>((await desk.Propose()).Refusal).Faults);

        Assert.Equal(("flows.technical-risk", "Nobody can complete the step Risk: it takes 2 signatures by Risk and compliance manager, beside the requester."), (fault.Field, fault.Message));
    }

    [Theory, OnBothDatabases]
    public async Task What_changes_nothing_is_not_published(DatabaseProvider provider)
    {
        await using var desk = await PolicyDesk.On(provider);
        await desk.Draft();
        _ = (await desk.Simulate()).Value;

        Assert.Contains("nothing is to be published", (await desk.Propose()).Refusal?.Message);
    }

    [Theory, OnBothDatabases]
    public async Task Open_requests_keep_the_policy_that_they_started_with(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        await using var desk = await Staffed(review);
        await desk.Bring(OpenRequests.Keep, ("checks.recall.atLeast", "0.99"));
        await review.House.DeliverEvents();

        Assert.Equal((PromotionState.InReview, 1, GateOutcome.Pass), await Standing(review, promotion));
        await review.Approve(promotion);
        Assert.Equal(PromotionState.Applied, (await review.Apply(promotion)).Value);
        Assert.Equal((PromotionState.GateFailed, 2, GateOutcome.Fail), await Standing(review, await review.InReview("v2")));
    }

    [Theory, OnBothDatabases]
    public async Task Open_requests_that_are_gated_again_go_stale_with_the_policy_as_the_reason(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        _ = (await review.Sign(promotion, review.Technical)).Value;
        await using var desk = await Staffed(review);
        await desk.Bring(OpenRequests.GateAgain, ("checks.recall.atLeast", "0.99"));

        // Who signs before the news has spread is told so, and nothing is signed.
        Assert.IsType<Changed>((await review.Sign(promotion, review.RiskSeat)).Refusal);
        await review.House.DeliverEvents();
        var room = await review.Room(promotion);
        Assert.Equal((PromotionState.Stale, new Difference("Policy", "1", "2"), "Second"), (room.State, room.StaleFields.Single(), room.StaleBy));

        _ = (await review.House.Get<ResubmitPromotion>().Run(review.Owner, new(promotion, "Under policy 2.", Again.SameRevision), default)).Value;
        Assert.Equal((PromotionState.GateFailed, 2, GateOutcome.Fail), await Standing(review, promotion));
    }

    [Theory, OnBothDatabases]
    public async Task An_expired_threshold_fails_new_requests_only(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        review.House.Time.Advance(TimeSpan.FromDays(363));
        var before = await review.InReview("v1");
        review.House.Time.Advance(TimeSpan.FromDays(3));

        await review.Approve(before);
        Assert.Equal(PromotionState.Applied, (await review.Apply(before)).Value);
        var room = await review.Room(await review.InReview("v2"));

        Assert.Equal(PromotionState.GateFailed, room.State);
        Assert.All(room.Gate.Checks, check => Assert.Equal("The check held until 2 November 2027 and was not renewed.", check.Explanation));
    }

    [Theory, OnBothDatabases]
    public async Task Within_a_freeze_window_nothing_is_applied_and_deciding_goes_on(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        await using var desk = await Staffed(review);
        await desk.Draft();
        _ = (await desk.Change((await desk.Open()).Yaml.Replace("freezes: {}", "freezes:\n  november:\n    from: 2026-11-01\n    to: 2026-11-04\n    why: The books are closed.", StringComparison.Ordinal))).Value;
        _ = (await desk.Simulate()).Value;
        _ = (await desk.Propose()).Value;
        _ = (await desk.Publish()).Value;

        await review.Approve(promotion);
        Assert.Equal("Nothing is applied until 4 November 2026: The books are closed.", (await review.Apply(promotion)).Refusal?.Message);
        review.House.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(PromotionState.Applied, (await review.Apply(promotion)).Value);
    }

    [Theory, OnBothDatabases]
    public async Task A_floor_of_the_policy_lifts_what_risk_may_confirm_without_an_exception(DatabaseProvider provider)
    {
        await using var desk = await PolicyDesk.On(provider);
        var owner = await desk.House.Person("Owner", Role.SystemOwner);
        var risk = await desk.House.Person("Risk", Role.RiskManager);
        await desk.Bring(OpenRequests.Keep, ("floors.high-risk.tier", "Critical"));
        var filed = await desk.House.File(owner);
        _ = (await desk.House.Submit(owner, filed.Code)).Value;

        Assert.Equal(["reason", "compensatingControl"], Assert.IsType<Invalid>((await desk.House.Accept(risk, filed.Code, RiskTier.High)).Refusal).Faults.Select(fault => fault.Field));
        _ = (await desk.House.Accept(risk, filed.Code, RiskTier.Critical)).Value;
    }

    [Theory, OnBothDatabases]
    public async Task A_system_that_a_floor_lifts_above_its_confirmed_tier_is_a_finding_until_it_is_submitted_again(DatabaseProvider provider)
    {
        await using var desk = await PolicyDesk.On(provider);
        var owner = await desk.House.Person("Owner", Role.SystemOwner);
        var filed = await desk.House.File(owner);
        _ = (await desk.House.Submit(owner, filed.Code)).Value;
        _ = (await desk.House.Accept(await desk.House.Person("Risk", Role.RiskManager), filed.Code, RiskTier.High)).Value;

        await desk.Bring(OpenRequests.Keep, ("floors.high-risk.tier", "Critical"));
        await desk.House.DeliverEvents();
        await desk.House.All<IReaction<PolicyPublished>>().OfType<TierByPolicy>().Single().React(new PolicyPublished(2, GateAgain: false), default);

        await using var db = await desk.House.Dbs.CreateDbContextAsync();
        var finding = await db.Findings.SingleAsync();
        Assert.Equal(("Policy 2 puts AIS-0001 into Tier Critical", owner.Person, new DateOnly(2026, 12, 2)), (finding.Title, (PersonId?)finding.Owner, finding.Due));
    }

    [Theory, OnBothDatabases]
    public async Task A_simulation_reads_the_evidence_that_there_was_when_it_was_decided(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var applied = await review.InReview("v1");
        await review.Approve(applied);
        _ = (await review.Apply(applied)).Value;
        await review.Version("v2", share: 0.8);
        _ = (await review.Request("v2")).Value;
        review.House.Time.Advance(TimeSpan.FromDays(1));
        await review.Evaluate("v1", share: 0.99);
        await review.Evaluate("v2", share: 0.99);
        await using var desk = await Staffed(review);

        await desk.Draft(("checks.recall.owner", "Nobody else"));
        var same = (await desk.Simulate()).Value;
        Assert.Equal((1, 1, 2, 0, 0, 0), (same.Systems, same.LiveVersions, same.PastDecisions, same.Tiers.Count, same.Live.Count, same.Decisions.Count));

        _ = (await desk.Change(PolicyYaml.With((await desk.Open()).Yaml, "checks.accuracy.atLeast", "0.95").Value)).Value;
        var tighter = (await desk.Simulate()).Value;
        Assert.Empty(tighter.Live);
        Assert.Equal(("PR-0001", "Approved"), (tighter.Decisions.Single().Promotion, tighter.Decisions.Single().Was));
        Assert.StartsWith("The gate would have stopped it: Accuracy 0.900", tighter.Decisions.Single().WouldBe, StringComparison.Ordinal);

        _ = (await desk.Change(PolicyYaml.With((await desk.Open()).Yaml, "checks.accuracy.atLeast", "0.7").Value)).Value;
        Assert.Equal(("PR-0002", "It would have passed the gate, to its deciders"), (await desk.Simulate()).Value.Decisions.Select(shift => (shift.Promotion, shift.WouldBe)).Single());
    }

    /// <summary>Policies are published in the house of a review; its flows need a few more people.</summary>
    private static async Task<PolicyDesk> Staffed(Review review)
    {
        foreach (var role in FlowStep.DecidingRoles)
            await review.House.Person($"Any {role}", role);
        foreach (var seat in new[] { "Data", "Technology", "Architecture" })
            await review.House.Seat(seat, await review.House.Person($"Seat {seat}", Role.BoardMember));
        return await PolicyDesk.In(review.House);
    }

    private static async Task<(PromotionState, int, GateOutcome)> Standing(Review review, PromotionId promotion)
    {
        var room = await review.Room(promotion);
        return (room.State, room.Policy, room.Gate.Outcome);
    }
}
