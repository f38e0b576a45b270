using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// Makes the decision take effect: the version's stage moves, the promotion that held the stage is superseded, a certificate can
/// be fetched from now on. The portal deploys nothing.
/// </summary>
public sealed class ApplyPromotion(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, LiveFeed<SystemId> systems, Calendar calendar, TimeProvider time)
{
    public async Task<Result<PromotionState>> Run(Actor actor, PromotionId id, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<Outcome>(db => Decide(db, actor, id, time.GetUtcNow(), ct), ct);
        feed.Publish(id);
        if (!result.Succeeded(out var outcome, out var refusal))
            return refusal;

        foreach (var superseded in outcome.Superseded)
            feed.Publish(superseded);
        systems.Publish(outcome.Applied.System);
        return outcome.Applied.State;
    }

    private async Task<Result<Outcome>> Decide(PortalDb db, Actor actor, PromotionId id, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Promotions.ToChange().Include(promotion => promotion.Votes).SingleOrDefaultAsync(promotion => promotion.Id == id, ct) is not { } promotion)
            return new NotFound("This promotion");
        if (!actor.May(Permission.ApplyPromotions))
            return db.Refused(actor, now, "promotion.apply", promotion.Code, new Forbidden("Applying is for the owner, on-call and pipelines with that scope."));
        if (actor.RefusalOn(promotion.System, $"the one of {promotion.Code}") is { } unbound)
            return db.Refused(actor, now, "promotion.apply", promotion.Code, unbound);
        if (await Gating.GoesStale(db, actor, promotion, now, ct))
        {
            db.KeepWhenRefused();
            return db.Refused(actor, now, "promotion.apply", promotion.Code, new NotAllowed($"{promotion.Code} went stale: {string.Join(", ", promotion.StaleFields.Select(field => field.Field))} changed."));
        }

        var system = await db.Systems.Include(system => system.Revisions).SingleAsync(system => system.Id == promotion.System, ct);
        if (system.WhyNotToPeople(now) is { } closed)
            return db.Refused(actor, now, "promotion.apply", promotion.Code, closed);

        if ((await db.PolicyInForce(ct)).FreezeOn(calendar.DayOf(now)) is { } freeze)
            return db.Refused(actor, now, "promotion.apply", promotion.Code, new NotAllowed($"Nothing is applied until {freeze.To:d MMMM yyyy}: {freeze.Why}"));

        if (await Conditions.Missed(db, promotion, calendar.Today, ct) is { } missed)
            return db.Refused(actor, now, "promotion.apply", promotion.Code, new NotAllowed($"{missed.Code} is overdue, on which it was approved: {missed.Title}"));

        if (await EmergencyAccess.UnreviewedOf(db, promotion.System, ct) is { } unreviewed && unreviewed.Target == promotion.Target)
            return db.Refused(actor, now, "promotion.apply", promotion.Code, new NotAllowed($"{unreviewed.Code} was applied in an emergency and holds {promotion.Target}: it is ratified or revoked first."));

        var version = await db.Versions.SingleAsync(version => version.Id == promotion.ModelVersion, ct);
        if (await RegisterQueries.Published(db, promotion.System, ct) is { } entry && await Changes.WhyMoreThanDecided(db, promotion, version, entry, now, ct) is { } more)
            return db.Refused(actor, now, "promotion.apply", promotion.Code, more);
        if (await StandingUses.WhyNoMore(db, promotion, calendar, now, ct) is { } noMore)
            return db.Refused(actor, now, "promotion.apply", promotion.Code, noMore);
        var gate = await Gating.Verdict(db, promotion, system.Tier ?? RiskTier.Critical, calendar, now, ct);
        if (promotion.Apply(gate, actor.Person, now) is { } refusal)
            return db.Refused(actor, now, "promotion.apply", promotion.Code, refusal);
        if (version.MoveTo(promotion.Target, now) is { } stuck)
            return db.Refused(actor, now, "promotion.apply", promotion.Code, stuck);

        var superseded = await SupersedeEarlier(db, actor, promotion, now, ct);
        db.Record(new EntryDraft(actor, now, PromotionEvents.Applied, promotion.Code)
        {
            After = promotion.SubjectDigest,
            Policy = promotion.PolicyNumber,
            Details = new Dictionary<string, string> { ["version"] = version.Label, ["digest"] = version.ContentDigest?.Text ?? "", ["stage"] = promotion.Target.ToString() },
        });
        await StandingUses.Record(db, actor, promotion, now, ct);
        db.Raise(new VersionReleased(promotion.System, version.Id, version.Label, promotion.Target.ToString()), now);
        return new Outcome(promotion, superseded);
    }

    /// <summary>What held the stage, and what brought the version itself to where it leaves from.</summary>
    internal static async Task<IReadOnlyList<PromotionId>> SupersedeEarlier(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        var earlier = await db.Promotions.ToChange()
            .Where(other => other.System == promotion.System && other.Id != promotion.Id && PromotionMoves.InForce.Contains(other.State))
            .Where(other => other.Target == promotion.Target || other.ModelVersion == promotion.ModelVersion)
            .ToListAsync(ct);
        foreach (var other in earlier)
        {
            other.Supersede(now);
            if (other.ModelVersion != promotion.ModelVersion && !await IsOnItsWay(db, other, ct))
                await Retire(db, other.ModelVersion, now, ct);
            db.Record(new EntryDraft(actor, now, PromotionEvents.Superseded, other.Code) { Details = new Dictionary<string, string> { ["by"] = promotion.Code } });
        }

        return [.. earlier.Select(other => other.Id)];
    }

    /// <summary>What is only tested stays where it is while somebody decides on its way from there: nobody is affected.</summary>
    private static Task<bool> IsOnItsWay(PortalDb db, Promotion other, CancellationToken ct) => other.Target != Stage.Staging
        ? Task.FromResult(false)
        : db.Promotions.AnyAsync(open => open.ModelVersion == other.ModelVersion && open.Terms == null && PromotionMoves.Open.Contains(open.State), ct);

    private static async Task Retire(PortalDb db, VersionId id, DateTimeOffset now, CancellationToken ct)
    {
        var version = await db.Versions.SingleAsync(version => version.Id == id, ct);
        if (version.MoveTo(Stage.Retired, now) is { } stuck)
            throw new InvalidOperationException(stuck.Message);
    }

    private sealed record Outcome(Promotion Applied, IReadOnlyList<PromotionId> Superseded);
}
