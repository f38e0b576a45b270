using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>What was approved or applied is taken back by risk or the chair, or ended by its owner.</summary>
public sealed class RemovalTests
{
    [Theory, OnBothDatabases]
    public async Task What_was_applied_is_revoked_by_risk_and_what_runs_has_the_grace_of_the_policy(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await Applied(review);

        Assert.IsType<Forbidden>((await Revoke(review, promotion, review.Owner)).Refusal);
        Assert.Null((await Revoke(review, promotion, review.Risk)).Refusal);

        var (started, running) = (await Ask(review, running: false), await Ask(review, running: true));
        review.House.Time.Advance(TimeSpan.FromHours(72));
        var over = await Ask(review, running: true);
        var room = await review.Room(promotion);
        Assert.Equal((PromotionState.Revoked, Stage.Retired, "Risk", "The points table."), (room.State, room.Version.Line.Stage, room.RemovedBy, room.Removal?.Fallback));
        Assert.Equal((false, true, false), (started.Allowed, running.Allowed, over.Allowed));
        Assert.Equal("PR-0001 is Revoked: v1 may not run in Production.", over.Reason);
        Assert.IsType<NotAllowed>((await review.House.Get<IssueCertificate>().Run(review.Owner, new(promotion, CertificateForm.Jwt), default)).Refusal);
        Assert.Equal("It decides wrongly.", Assert.Single(await review.House.Entries(), entry => entry.Action == PromotionEvents.Revoked).Reason);
        Assert.Contains("owner@example.org", await MailsOf(review, "promotion.revoked"));
    }

    [Theory, OnBothDatabases]
    public async Task An_approval_is_taken_back_before_it_took_effect_and_gives_no_grace(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        Assert.IsType<NotAllowed>((await Revoke(review, promotion, review.Risk)).Refusal);
        await review.Approve(promotion);

        Assert.Null((await Revoke(review, promotion, review.Risk, fallback: "")).Refusal);

        var room = await review.Room(promotion);
        Assert.Equal((PromotionState.Revoked, Stage.Development), (room.State, room.Version.Line.Stage));
        Assert.False((await Ask(review, running: true)).Allowed);
        Assert.IsType<NotAllowed>((await review.Apply(promotion)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task What_was_suspended_has_no_grace_when_it_is_revoked(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await Applied(review);
        _ = (await review.House.Get<SuspendPromotion>().Run(review.Risk, new(review.System, Stage.Production, "Complaints doubled.", "The points table."), default)).Value;

        _ = (await Revoke(review, promotion, review.Risk)).Value;

        Assert.False((await Ask(review, running: true)).Allowed);
    }

    [Theory, OnBothDatabases]
    public async Task An_owner_retires_what_runs_and_names_what_takes_over_where_the_system_stops_to_that_alone(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await Applied(review);
        var stranger = await review.House.Person("Owner 2", Role.SystemOwner);

        Assert.IsType<Forbidden>((await Retire(review, promotion, stranger)).Refusal);
        Assert.IsType<Forbidden>((await Retire(review, promotion, review.Risk)).Refusal);
        Assert.Equal("fallback", Assert.IsType<Invalid>((await Retire(review, promotion, review.Owner, fallback: " ")).Refusal).Faults[0].Field);
        Assert.Equal("reason", Assert.IsType<Invalid>((await Retire(review, promotion, review.Owner, reason: "")).Refusal).Faults[0].Field);
        Assert.Null((await Retire(review, promotion, review.Owner)).Refusal);
        Assert.IsType<NotAllowed>((await Revoke(review, promotion, review.Risk)).Refusal);

        var room = await review.Room(promotion);
        Assert.Equal((PromotionState.Retired, Stage.Retired, "Owner"), (room.State, room.Version.Line.Stage, room.RemovedBy));
        Assert.Single(await review.House.Entries(), entry => entry.Action == PromotionEvents.Retired);
    }

    [Theory, OnBothDatabases]
    public async Task What_may_not_be_stopped_is_ended_by_its_executive_alone(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var executive = await review.House.Person("Executive", Role.AccountableExecutive);
        await review.Publish(content => content with { MayStop = MayStop.NotWithoutExecutive, AccountableExecutive = executive.Id() });
        var promotion = await Applied(review);

        Assert.Equal("AIS-0001 may not be stopped without its accountable executive.", (await Revoke(review, promotion, review.Risk)).Refusal?.Message);
        Assert.Equal("AIS-0001 may not be stopped without its accountable executive.", (await Retire(review, promotion, review.Owner)).Refusal?.Message);
        Assert.Null((await Revoke(review, promotion, executive)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_token_neither_revokes_nor_retires(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await Applied(review);
        var token = Actor.ByToken(review.Owner.Id(), "Owner", "token", Enum.GetValues<Permission>().ToHashSet(), new TokenReach(TokenKind.Pipeline, null));

        Assert.IsType<Forbidden>((await Revoke(review, promotion, token)).Refusal);
        Assert.IsType<Forbidden>((await Retire(review, promotion, token)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task With_its_system_ends_what_was_applied_and_what_was_asked_for(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var applied = await Applied(review);
        var asked = await review.InReview("v2");
        var system = (await review.House.Entry(review.System)).Id;

        var reaction = Assert.Single(review.House.All<IReaction<SystemRetired>>());
        await reaction.React(new SystemRetired(system, "The product is gone."), default);
        await reaction.React(new SystemRetired(system, "The product is gone."), default);

        Assert.Equal((PromotionState.Retired, PromotionState.Withdrawn), ((await review.Room(applied)).State, (await review.Room(asked)).State));
        Assert.Equal("Its system is retired: The product is gone.", Assert.Single(await review.House.Entries(), entry => entry.Action == PromotionEvents.Retired).Reason);
    }

    [Theory, OnBothDatabases]
    public async Task Retiring_the_entry_ends_the_requests_that_wait(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var applied = await Applied(review);
        var asked = await review.InReview("v2");
        Assert.IsType<NotAllowed>((await review.House.Get<RetireEntry>().Run(review.Owner, new(review.System, "The product is gone."), default)).Refusal);

        _ = (await Retire(review, applied, review.Owner)).Value;
        _ = (await review.House.Get<RetireEntry>().Run(review.Owner, new(review.System, "The product is gone."), default)).Value;
        await review.House.DeliverEvents();

        Assert.Equal((PromotionState.Retired, PromotionState.Withdrawn), ((await review.Room(applied)).State, (await review.Room(asked)).State));
    }

    private static async Task<PromotionId> Applied(Review review)
    {
        var promotion = await review.InReview("v1");
        await review.Approve(promotion);
        _ = (await review.Apply(promotion)).Value;
        return promotion;
    }

    private static async Task<AskAdmission.Answer> Ask(Review review, bool running) =>
        (await review.House.Get<AskAdmission>().Run(review.Owner, new(review.System, "v1", null, Stage.Production, running), default)).Value;

    private static async Task<IReadOnlyList<string>> MailsOf(Review review, string type)
    {
        await using var db = await review.House.Dbs.CreateDbContextAsync();
        return await db.Deliveries.Where(delivery => delivery.Type == type).Select(delivery => delivery.Target).ToListAsync();
    }

    private static Task<Result<Done>> Revoke(Review review, PromotionId promotion, Actor by, string fallback = "The points table.") =>
        review.House.Get<RevokePromotion>().Run(by, new(promotion, "It decides wrongly.", fallback), default);

    private static Task<Result<Done>> Retire(Review review, PromotionId promotion, Actor by, string reason = "Nobody uses it.", string fallback = "The points table.") =>
        review.House.Get<RetirePromotion>().Run(by, new(promotion, reason, fallback), default);
}
