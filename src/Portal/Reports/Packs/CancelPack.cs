using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>Who asked for a pack, or may make any, wants it no more. Whoever makes it notices at the next part.</summary>
public sealed class CancelPack(IDbContextFactory<PortalDb> dbs, LiveFeed<EvidencePackId> feed, TimeProvider time)
{
    public async Task<Result<string>> Run(Actor actor, string code, CancellationToken ct)
    {
        var cancelled = await dbs.WriteAsync<EvidencePack>(async db =>
        {
            var now = time.GetUtcNow();
            if (await db.EvidencePacks.SingleOrDefaultAsync(pack => pack.Code == code, ct) is not { } pack)
                return new NotFound(code);
            if (await PackAccess.WhyNotRead(db, actor, pack, ct) is { } forbidden)
                return db.Refused(actor, now, "pack.cancel", code, forbidden);
            if (pack.Cancel(now) is { } refusal)
                return refusal;

            db.Record(new EntryDraft(actor, now, "pack.cancelled", code));
            return pack;
        }, ct);
        if (!cancelled.Succeeded(out var was, out var no))
            return no;

        feed.Publish(was.Id);
        return was.Code;
    }
}
