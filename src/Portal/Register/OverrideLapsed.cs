using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Findings;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Register;

/// <summary>When the exception ends under which a system stood lower than its answers give, what they give stands again.</summary>
public sealed class OverrideLapsed(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time) : IReaction<ExceptionExpired>
{
    private static readonly Actor Portal = Actor.System("override-lapsed");

    public async Task React(ExceptionExpired what, CancellationToken ct)
    {
        if (what.Rule != nameof(ExceptionRule.Classification))
            return;

        // A draft has the number that the next published revision takes, and a key is not changed: it makes room first.
        _ = await dbs.WriteAsync<bool>(async db => (await ToChange(db, what.System, ct)).MakeRoom(time.GetUtcNow()), ct);
        _ = await dbs.WriteAsync<Done>(async db =>
        {
            var now = time.GetUtcNow();
            var system = await ToChange(db, what.System, ct);
            var before = system.Published;
            if (!system.Lapse(await db.PolicyInForce(ct), now).Succeeded(out var published, out var refusal))
                return refusal;

            db.Record(new EntryDraft(Portal, now, "system.override-lapsed", system.Code)
            {
                Before = before is null ? null : EntryDigest.Of(before.Content),
                After = system.Published is { } after ? EntryDigest.Of(after.Content) : null,
                Details = system.Published?.Confirmation is { } confirmed ? EntryDrafts.Details(published, confirmed.Tier, confirmed.Class) : EntryDrafts.Details(published.Revision),
            });
            db.Raise(published, now);
            return default(Done);
        }, ct);
        feed.Publish(what.System);
    }

    private static async Task<AiSystem> ToChange(PortalDb db, SystemId id, CancellationToken ct)
    {
        var code = await db.Systems.Where(system => system.Id == id).Select(system => system.Code).SingleAsync(ct);
        return await EntryDrafts.ToChange(code, db, ct) ?? throw new InvalidOperationException($"There is no {code}.");
    }
}
