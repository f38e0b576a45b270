using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Risk accepts the submitted revision that was on the screen and confirms its tier: from then on it is the entry.</summary>
public sealed class AcceptEntry(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string Code, Digest Displayed, RiskTier Tier, string Reason);

    public async Task<Result<EntryPublished>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var reason = input.Reason.ReplaceLineEndings("\n").Trim();
        var result = await dbs.WriteAsync<EntryPublished>(async db =>
        {
            var now = time.GetUtcNow();
            if (await EntryDrafts.ToChange(input.Code, db, ct) is not { } system)
                return new NotFound(input.Code);
            if (actor.Person is not { } person || !actor.May(Permission.ConfirmTiers))
                return db.Refused(actor, now, "system.accept", system.Code, new Forbidden("Confirming a tier takes the role of a risk and compliance manager."));

            var before = system.Published;
            if (!system.Accept(input.Displayed, input.Tier, reason, person, now).Succeeded(out var published, out var refusal))
                return refusal is Forbidden ? db.Refused(actor, now, "system.accept", system.Code, refusal) : refusal;

            db.Record(new EntryDraft(actor, now, "system.published", system.Code)
            {
                Before = before is null ? null : EntryDigest.Of(before.Content),
                After = input.Displayed,
                Reason = reason.Length > 0 ? reason : null,
                Details = EntryDrafts.Details(published, input.Tier),
            });
            db.Raise(published, now);
            await EntryMails.Accepted(db, actor, system, input.Tier, now, ct);
            return published;
        }, ct);

        if (result.Succeeded(out var done, out _))
            feed.Publish(done.System);
        return result;
    }
}
