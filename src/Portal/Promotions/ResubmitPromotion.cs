using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Brings a request back on what is there now: a stale one in its revision, where earlier signers confirm on the difference, and every other as its next.</summary>
public sealed class ResubmitPromotion(IDbContextFactory<PortalDb> dbs, TrafficDriftQueries drift, LiveFeed<PromotionId> feed, Calendar calendar, TimeProvider time)
{
    public sealed record Input(PromotionId Promotion, string Case, Again As);

    public async Task<Result<PromotionState>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var series = input.As == Again.NextRevision ? await Series(actor, input.Promotion, ct) : null;
        var result = await dbs.WriteAsync<PromotionState>(async db =>
        {
            var now = time.GetUtcNow();
            if (RequestPromotion.CaseFaults(input.Case) is { Count: > 0 } faults)
                return new Invalid(faults);
            if (await db.Promotions.ToChange().Include(promotion => promotion.Votes).SingleOrDefaultAsync(promotion => promotion.Id == input.Promotion, ct) is not { } promotion)
                return new NotFound("This promotion");
            if (!actor.May(Permission.RequestPromotions) || actor.Person is not { } person)
                return db.Refused(actor, now, "promotion.request", promotion.Code, new Forbidden("Only system owners request promotions."));
            if (actor.RefusalOn(promotion.System, $"the one of {promotion.Code}") is { } unbound)
                return db.Refused(actor, now, "promotion.request", promotion.Code, unbound);
            var policy = (await db.NewerThatGatesAgain(promotion.PolicyNumber, ct))?.Number ?? promotion.PolicyNumber;
            if (promotion.Resubmit(person, input.Case.Trim(), input.As, policy, now) is { } refusal)
                return db.Refused(actor, now, "promotion.request", promotion.Code, refusal);

            var version = await db.Versions.SingleAsync(version => version.Id == promotion.ModelVersion, ct);
            if (await RegisterQueries.Published(db, promotion.System, ct) is not { } entry)
                return new NotAllowed("The system is not published.");

            await Gating.Check(db, actor, promotion, version, entry, series, calendar, now, ct);
            return promotion.State;
        }, ct);
        feed.Publish(input.Promotion);
        return result;
    }

    private async Task<TrafficDrift?> Series(Actor actor, PromotionId promotion, CancellationToken ct)
    {
        if (!actor.May(Permission.RequestPromotions))
            return null;

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Promotions.Where(row => row.Id == promotion).Select(row => (VersionId?)row.ModelVersion).SingleOrDefaultAsync(ct) is { } version
            ? await drift.Until(version, time.GetUtcNow(), ct)
            : null;
    }
}
