using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>
/// Drops the revision that is being worked on. What is published stays; a system that never was published is gone, and its code is not
/// given to another.
/// </summary>
public sealed class DiscardDraft(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string Code, int? ExpectedVersion);

    public async Task<Result<SystemId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<SystemId>(async db =>
        {
            var now = time.GetUtcNow();
            if (await EntryDrafts.ToChange(input.Code, db, ct) is not { } system)
                return new NotFound(input.Code);
            if (EntryAccess.WhyNotWrite(actor, system) is { } refusal)
                return db.Refused(actor, now, "system.discard", system.Code, refusal);
            if (input.ExpectedVersion is { } expected && expected != system.Version)
                return new Changed($"Somebody changed {system.Code} since you read it.");
            if (await VersionStages.Any(db, system.Id, ct) && system.Published is null)
                return new NotAllowed($"{system.Code} has versions: it is kept. Submit it, or leave it as a draft.");
            if (!system.Discard(now).Succeeded(out var dropped, out var unfit))
                return unfit;

            db.Remove(dropped);
            if (system.Published is null)
            {
                await db.StoredDocuments.Where(document => document.System == system.Id).ExecuteDeleteAsync(ct);
                db.Systems.Remove(system);
            }

            db.Record(new EntryDraft(actor, now, "system.draft-discarded", system.Code) { Before = EntryDigest.Of(dropped.Content), Details = EntryDrafts.Details(dropped.Number) });
            return system.Id;
        }, ct);
        if (result.Succeeded(out var id, out _))
            feed.Publish(id);
        return result;
    }
}
