using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>
/// Puts a new key in the place of the one that signs checkpoints. The entry names both; the checkpoint over it is signed by both, so that who
/// trusts one of them can trust the other. Stopped at any point, the next turn of the worker goes on from there.
/// </summary>
public sealed class RotateLedgerKey(IDbContextFactory<PortalDb> dbs, LedgerKeys keys, MakeCheckpoint make, TimeProvider time)
{
    public async Task<Result<Done>> Run(Actor actor, string reason, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<Done>(async db =>
        {
            var now = time.GetUtcNow();
            if (!actor.May(Permission.ManageLedger) || actor.Through != Through.Session)
                return db.Refused(actor, now, "ledger.rotate-key", LedgerKeyChange.Subject, new Forbidden("The ledger is looked after by administrators, in the pages."));
            if (Administration.FaultOf(reason) is { } fault)
                return fault;
            if (await IsUnderWay(db, ct))
                return new NotAllowed("A rotation is under way already: it ends with the next checkpoint.");

            using var current = keys.Current();
            using var next = keys.MakeNext();
            db.Record(LedgerKeyChange.Draft(actor, now, LedgerKeyChange.Rotated, current.ExportSubjectPublicKeyInfo(), next.ExportSubjectPublicKeyInfo(), reason.Trim()));
            return new Done();
        }, ct);
        return result.Refusal is null ? await make.Run(ct) : result;
    }

    /// <summary>From the entry until the next key has become the key.</summary>
    private async Task<bool> IsUnderWay(PortalDb db, CancellationToken ct)
    {
        using var next = keys.Next();
        return next is not null && (await LedgerKeyChange.Last(db, ct))?.IsTo(next) is true;
    }
}
