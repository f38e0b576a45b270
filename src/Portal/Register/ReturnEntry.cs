using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Risk sends the submitted revision back with what should change.</summary>
public sealed class ReturnEntry(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string Code, Digest Displayed, string Remarks);

    public async Task<Result<SystemId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var remarks = input.Remarks.ReplaceLineEndings("\n").Trim();
        var result = await dbs.WriteAsync<SystemId>(async db =>
        {
            var now = time.GetUtcNow();
            if (await EntryDrafts.ToChange(input.Code, db, ct) is not { } system)
                return new NotFound(input.Code);
            if (actor.Person is not { } person || !actor.May(Permission.ConfirmTiers))
                return db.Refused(actor, now, "system.return", system.Code, new Forbidden("Returning an entry takes the role of a risk and compliance manager."));
            if (system.Return(input.Displayed, remarks, person, now) is { } refusal)
                return refusal is Forbidden ? db.Refused(actor, now, "system.return", system.Code, refusal) : refusal;

            db.Record(new EntryDraft(actor, now, "system.returned", system.Code)
            {
                After = input.Displayed,
                Reason = remarks,
                Details = EntryDrafts.Details(system.Revisions.Max(revision => revision.Number)),
            });
            await EntryMails.Returned(db, actor, system, now, ct);
            return system.Id;
        }, ct);

        if (result.Succeeded(out var id, out _))
            feed.Publish(id);
        return result;
    }
}
