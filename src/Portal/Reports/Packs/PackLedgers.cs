using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Ledger.Packs;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>What a pack holds of the ledger: the whole of it up to the checkpoint, or the entries about its systems with their proofs.</summary>
public sealed class PackLedgers(IDbContextFactory<PortalDb> dbs, LedgerEvidence ledger, ExportLedger export)
{
    internal IEnumerable<PackSheet> Of(PackView view) =>
    [
        new(PackLayout.Checkpoint, "Checkpoint", async (target, _, ct) => await target.WriteAsync(System.Text.Encoding.UTF8.GetBytes((await ledger.Checkpoint(view.Pack.Checkpoint, ct)).Note), ct)),
        view.IsEstate
            ? new(PackLayout.Ledger, "Ledger", (target, progress, ct) => Whole(view, target, progress, ct))
            : new(PackLayout.Entries, "Ledger", (target, progress, ct) => Part(view, target, progress, ct)),
    ];

    private async Task Whole(PackView view, Stream target, PackProgress progress, CancellationToken ct)
    {
        var (size, checkpoint) = (view.Pack.Checkpoint, await ledger.Checkpoint(view.Pack.Checkpoint, ct));
        await export.WriteTo(target, new LedgerExport(checkpoint.Checkpoint.Origin, size), await ledger.KeyAt(size, ct), (written, stop) => progress($"{written} of {size} entries", stop), ct);
    }

    private async Task Part(PackView view, Stream target, PackProgress progress, CancellationToken ct)
    {
        var (size, subjects) = (view.Pack.Checkpoint, await Subjects(view, ct));
        await foreach (var (upto, entries) in ledger.Entries(size, subject => subjects.Contains(subject.Split('/')[0]), ct))
        {
            foreach (var entry in entries)
            {
                await target.WriteAsync(entry.ToBytes(), ct);
                await target.WriteAsync("\n"u8.ToArray(), ct);
            }

            await progress($"{upto} of {size} entries", ct);
        }
    }

    /// <summary>The codes under which entries are about the pack's systems: their own, and those of what belongs to them.</summary>
    private async Task<HashSet<string>> Subjects(PackView view, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var codes = view.Systems?.ToList() ?? [];
        var ids = await db.Systems.Where(system => codes.Contains(system.Code)).Select(system => system.Id).ToListAsync(ct);
        var some = ids.Select(id => (SystemId?)id).ToList();
        return
        [
            .. codes,
            .. await db.Promotions.Where(promotion => ids.Contains(promotion.System)).Select(promotion => promotion.Code).ToListAsync(ct),
            .. await db.Findings.Where(finding => some.Contains(finding.System)).Select(finding => finding.Code).ToListAsync(ct),
            .. await db.Exceptions.Where(exception => ids.Contains(exception.System)).Select(exception => exception.Code).ToListAsync(ct),
            .. await db.Alerts.Where(alert => ids.Contains(alert.System)).Select(alert => alert.Code).ToListAsync(ct),
            .. await db.Suites.Where(suite => ids.Contains(suite.System)).Select(suite => suite.Code).ToListAsync(ct),
        ];
    }
}
