using Microsoft.EntityFrameworkCore;
using Portal.Audit.Tree;
using Portal.Data;
using Portal.Ledger.Checkpoints;

namespace Portal.Audit;

/// <summary>
/// Verifies what came since the last signed checkpoint, and that the ledger still has that checkpoint's root and the one kept outside. It takes
/// seconds however long the ledger is, so it comes first at a start; that the entries before give that root, the whole verification shows.
/// </summary>
public sealed class VerifyTail(IDbContextFactory<PortalDb> dbs, LedgerKeys keys, CheckpointLog log)
{
    private const int BatchSize = 2000;

    public async Task<LedgerVerdict> Run(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var breaks = new List<string>();
        var rows = await db.LedgerCheckpoints.AsNoTracking().OrderByDescending(row => row.Size).Take(2).ToListAsync(ct);
        var outside = log.Last();
        var size = await db.LedgerHeads.Select(head => head.Size).SingleOrDefaultAsync(ct);

        if (rows is [var last, ..])
        {
            using var chain = await LedgerKeyChain.Of(db, keys, ct);
            if (SignedCheckpoint.TryParse(last.Note) is not { } signed || signed.Checkpoint.Size != last.Size || !chain.Signed(rows.Count > 1 ? rows[1].Size : 0, signed))
                breaks.Add($"The checkpoint over {last.Size} entries is not signed by the portal's key.");
            else if (await Fault(db, signed, size, ct) is { } fault)
                breaks.Add(fault);
        }

        if (outside is not null && await Fault(db, outside, size, ct) is { } forgotten)
            breaks.Add($"{forgotten} It is kept outside of the database.");

        var first = rows.Count > 0 ? rows[0].Size : 0;
        var done = await Check(db, first, size, breaks, ct);
        breaks.AddRange((await LedgerGuards.Missing(db, ct)).Select(guard => $"The guard {guard}, which keeps the ledger append-only, is missing."));
        return new LedgerVerdict(done, rows.Count > 0 ? 1 : 0, breaks);
    }

    private static async Task<string?> Fault(PortalDb db, SignedCheckpoint signed, long size, CancellationToken ct)
    {
        var before = signed.Checkpoint;
        if (before.Size > size)
            return $"A checkpoint was signed over {before.Size} entries, but the ledger has {size}.";

        try
        {
            var root = await new LedgerTree(db).Root(before.Size, ct);
            return before.Root.AsSpan().SequenceEqual(root) ? null : $"The first {before.Size} entries are not those that the checkpoint over them was signed for.";
        }
        catch (BrokenTreeException fault)
        {
            return fault.Message;
        }
    }

    private static async Task<long> Check(PortalDb db, long first, long size, List<string> breaks, CancellationToken ct)
    {
        var (last, done) = (first - 1, 0L);
        while (await LedgerRows.After(db, db.Entries.Where(entry => entry.Index < size), last, BatchSize, ct) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                if (row.Index > last + 1)
                    breaks.Add(VerifyLedger.Missing(last + 1, row.Index - 1) + ".");
                breaks.AddRange(VerifyLedger.BreaksOf(row));
                last = row.Index;
            }

            done += rows.Count;
        }

        if (last < size - 1)
            breaks.Add(VerifyLedger.Missing(last + 1, size - 1) + " at the end.");
        return done;
    }
}
