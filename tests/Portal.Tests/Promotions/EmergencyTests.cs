using Portal.Accounts;
using Portal.Data;
using Portal.Findings;
using Portal.Ledger.Certificates;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>Two people apply what is not decided yet; the steps that they skipped review it afterwards.</summary>
public sealed class EmergencyTests
{
    [Theory, OnBothDatabases]
    public async Task Two_people_apply_what_is_not_decided_and_the_skipped_steps_ratify_it(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var (promotion, oncall) = (await review.InReview(), await review.House.Person("On call", Role.OnCall));

        Assert.Null((await Start(review, promotion, oncall)).Refusal);
        Assert.Equal((PromotionState.InReview, EmergencyPart.Confirm), await review.Room(promotion, review.Risk) is var waiting ? (waiting.State, waiting.EmergencyPart) : default);
        Assert.Null((await Confirm(review, promotion, review.Risk)).Refusal);

        var room = await review.Room(promotion, review.Technical);
        Assert.Equal((PromotionState.AppliedInEmergency, Stage.Production, true), (room.State, room.Version.Line.Stage, room.Eligibility.IsAwaited));
        Assert.Equal(["Technical", "Board"], room.Skipped);
        Assert.Equal(CertifiedEmergency.Unreviewed, await Certified(review));
        Assert.Contains(await review.House.Get<PromotionQueries>().WaitingFor(review.Technical, default), line => line.Id == promotion && line.Emergency?.ConfirmedBy.Name == "Risk");
        Assert.Equal("verdict", Assert.IsType<Invalid>((await review.Sign(promotion, review.Technical, Verdict.RequestChanges)).Refusal).Faults[0].Field);

        await review.Approve(promotion);

        var after = await review.Room(promotion);
        Assert.Equal(PromotionState.Applied, after.State);
        Assert.NotNull(after.Emergency?.RatifiedAt);
        Assert.Equal(CertifiedEmergency.Ratified, await Certified(review));
        Assert.Equal(
            [PromotionEvents.EmergencyStarted, PromotionEvents.AppliedInEmergency, PromotionEvents.Ratified],
            (await review.House.Entries()).Select(entry => entry.Action).Where(action => action is PromotionEvents.EmergencyStarted or PromotionEvents.AppliedInEmergency or PromotionEvents.Ratified));
        await using var db = await review.House.Dbs.CreateDbContextAsync();
        var told = db.Deliveries.Where(delivery => delivery.Type == PromotionEvents.AppliedInEmergency).Select(delivery => delivery.Target).ToList();
        Assert.Equal(["board.1@example.org", "board.2@example.org", "owner@example.org", "technical@example.org"], told.Order());
    }

    [Theory, OnBothDatabases]
    public async Task A_review_that_says_no_takes_it_back_with_the_fall_back(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await AppliedInEmergency(review);

        Assert.Equal(PromotionState.Revoked, (await review.Sign(promotion, review.Technical, Verdict.Reject, "It leaks.")).Value);

        var room = await review.Room(promotion);
        Assert.Equal(("The scorecard of 2023", Stage.Retired), (room.Removal?.Fallback, room.Version.Line.Stage));
        Assert.Contains("It leaks.", room.Removal?.Reason);
        Assert.Single(await review.House.Entries(), entry => entry.Action == PromotionEvents.Revoked);
    }

    [Theory, OnBothDatabases]
    public async Task Who_took_part_does_not_count_nor_one_person_twice_nor_one_role_twice_nor_the_second_who_is_late(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        var (oncall, another) = (await review.House.Person("On call", Role.OnCall), await review.House.Person("On call 2", Role.OnCall));
        var requester = Actor.InPerson(review.Owner.Id(), "Owner", Roles.PermissionsOf([Role.SystemOwner, Role.OnCall]), review.Owner.Session);

        Assert.IsType<Forbidden>((await Start(review, promotion, requester)).Refusal);
        Assert.IsType<Forbidden>((await Start(review, promotion, review.Technical)).Refusal);
        Assert.IsType<NotAllowed>((await Confirm(review, promotion, review.Risk)).Refusal);
        Assert.Null((await Start(review, promotion, oncall)).Refusal);
        Assert.IsType<Forbidden>((await Confirm(review, promotion, oncall)).Refusal);
        Assert.IsType<Forbidden>((await Confirm(review, promotion, another)).Refusal);
        review.House.Time.Advance(Emergency.ToConfirm);
        Assert.IsType<NotAllowed>((await Confirm(review, promotion, review.Risk)).Refusal);

        Assert.Equal(PromotionState.InReview, (await review.Room(promotion)).State);
    }

    [Theory, OnBothDatabases]
    public async Task A_review_that_is_late_suspends_it_goes_on_and_nothing_is_resumed_before_it(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await AppliedInEmergency(review);

        await review.Pass(TimeSpan.FromDays(9));
        await review.Pass(TimeSpan.FromDays(1));

        Assert.Equal(PromotionState.Suspended, (await review.Room(promotion)).State);
        Assert.Single(await review.House.Entries(), entry => entry.Action == PromotionEvents.ReviewMissed);
        Assert.IsType<NotAllowed>((await Resume(review, promotion)).Refusal);
        await review.Approve(promotion);
        Assert.Equal(PromotionState.Suspended, (await review.Room(promotion)).State);
        Assert.Null((await Resume(review, promotion)).Refusal);
        Assert.Equal(PromotionState.Applied, (await review.Room(promotion)).State);
    }

    [Theory, OnBothDatabases]
    public async Task What_may_not_be_stopped_and_is_not_reviewed_takes_an_exception_at_once(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var executive = await review.House.Person("Executive", Role.AccountableExecutive);
        await review.Publish(content => content with { MayStop = MayStop.NotWithoutExecutive, AccountableExecutive = executive.Id() });
        var promotion = await AppliedInEmergency(review);

        await review.Pass(TimeSpan.FromDays(10));

        Assert.Equal(PromotionState.AppliedInEmergency, (await review.Room(promotion)).State);
        await using var db = await review.House.Dbs.CreateDbContextAsync();
        Assert.Equal((executive.Id(), FindingSeverity.Severe), Assert.Single(db.Findings.Where(finding => finding.About == "PR-0001").ToList()) is var due ? (due.Owner, due.Severity) : default);
    }

    [Theory, OnBothDatabases]
    public async Task Until_it_is_reviewed_its_system_has_no_other_and_nothing_takes_its_place(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var oncall = await review.House.Person("On call", Role.OnCall);
        var first = await AppliedInEmergency(review, oncall);
        var second = await review.InReview("v2");

        Assert.StartsWith("PR-0001 was applied in an emergency and is not reviewed", (await Start(review, second, oncall)).Refusal?.Message, StringComparison.Ordinal);
        await review.Approve(second);
        Assert.StartsWith("PR-0001 was applied in an emergency and holds Production", (await review.Apply(second)).Refusal?.Message, StringComparison.Ordinal);
        await review.Approve(first);
        Assert.Null((await review.Apply(second)).Refusal);
        Assert.Equal(PromotionState.Superseded, (await review.Room(first)).State);
    }

    [Theory, OnBothDatabases]
    public async Task What_its_gate_stopped_is_applied_as_it_is_now_and_the_older_promotion_superseded(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var oncall = await review.House.Person("On call", Role.OnCall);
        var older = await review.InReview("v1");
        await review.Approve(older);
        _ = (await review.Apply(older)).Value;
        await review.Version("v2", share: 0.5);
        var failed = (await review.Request("v2")).Value;

        Assert.Null((await Start(review, failed, oncall)).Refusal);
        Assert.Null((await Confirm(review, failed, review.Risk)).Refusal);

        Assert.Equal((PromotionState.AppliedInEmergency, PromotionState.Superseded), ((await review.Room(failed)).State, (await review.Room(older)).State));
    }

    private static async Task<PromotionId> AppliedInEmergency(Review review, Actor? oncall = null)
    {
        var promotion = await review.InReview();
        Assert.Null((await Start(review, promotion, oncall ?? await review.House.Person("On call", Role.OnCall))).Refusal);
        Assert.Null((await Confirm(review, promotion, review.Risk)).Refusal);
        return promotion;
    }

    private static async Task<Result<Done>> Start(Review review, PromotionId promotion, Actor by)
    {
        var room = await review.Room(promotion, by);
        var token = await review.House.Get<StepUp>().Run(by, new(House.Password, room.SubjectDigest, StartEmergency.Meaning(room.Code, room.Revision)), default);
        return await review.House.Get<StartEmergency>().Run(by, new(promotion, room.SubjectDigest, "Fraud rises by the hour.", token.Value), default);
    }

    /// <summary>What the certificate that comes with the admission says of it.</summary>
    private static async Task<CertifiedEmergency?> Certified(Review review)
    {
        var admitted = (await review.House.Get<AskAdmission>().Run(review.Owner, new(review.System, "v1", null, Stage.Production, Running: false), default)).Value;
        return CertificateVerifier.Verify(admitted.Certificate ?? "", review.House.Get<CertificateKeys>().Published, review.House.Time.GetUtcNow()).Certificate?.Emergency;
    }

    private static async Task<Result<Done>> Confirm(Review review, PromotionId promotion, Actor by)
    {
        var room = await review.Room(promotion, by);
        var token = await review.House.Get<StepUp>().Run(by, new(House.Password, room.SubjectDigest, ConfirmEmergency.Meaning(room.Code, room.Revision)), default);
        return await review.House.Get<ConfirmEmergency>().Run(by, new(promotion, room.SubjectDigest, "I agree.", token.Value), default);
    }

    private static Task<Result<Done>> Resume(Review review, PromotionId promotion) => review.House.Get<ResumePromotion>().Run(review.Risk, new(promotion, "It is ratified."), default);
}
