using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Ledger.Checkpoints;
using Portal.Ledger.Exports;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>A ledger that is ready to be taken out: all entries below a checkpoint's size, and the checkpoints up to it.</summary>
public sealed record LedgerExport(string Origin, long Size);

/// <summary>
/// Takes out the whole ledger as lines of JSON: a head, the entries in their order, the checkpoints in theirs. Taking it out is an entry,
/// and a checkpoint is signed over it first, so that every line is covered.
/// </summary>
public sealed class ExportLedger(IDbContextFactory<PortalDb> dbs, MakeCheckpoint make, LedgerKeys keys, TimeProvider time)
{
    private const int BatchSize = 1000;

    public async Task<Result<LedgerExport>> Run(Actor actor, CancellationToken ct)
    {
        var recorded = await dbs.WriteAsync<Done>(db =>
        {
            var now = time.GetUtcNow();
            if (!actor.May(Permission.ReadAudit))
                return Task.FromResult<Result<Done>>(db.Refused(actor, now, "ledger.export", LedgerKeyChange.Subject, new Forbidden("The ledger is read by who may read the audit.")));

            db.Record(new EntryDraft(actor, now, "ledger.exported", LedgerKeyChange.Subject));
            return Task.FromResult<Result<Done>>(new Done());
        }, ct);
        if ((recorded.Refusal ?? (await make.Run(ct)).Refusal) is { } refusal)
            return refusal;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var note = await db.LedgerCheckpoints.AsNoTracking().OrderByDescending(row => row.Size).Select(row => row.Note).FirstAsync(ct);
        var checkpoint = (SignedCheckpoint.TryParse(note) ?? throw new InvalidOperationException("The last checkpoint is none: verify the ledger.")).Checkpoint;
        return new LedgerExport(checkpoint.Origin, checkpoint.Size);
    }

    public Task WriteTo(Stream target, LedgerExport export, CancellationToken ct) => WriteTo(target, export, keys.PublicPem.TrimEnd(), (_, _) => Task.CompletedTask, ct);

    /// <summary>With the key that was in force at that size, telling after each portion how many entries are written.</summary>
    internal async Task WriteTo(Stream target, LedgerExport export, string key, Func<long, CancellationToken, Task> wrote, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await Line(target, new ExportLine.Head(export.Origin, export.Size, key), ct);
        for (var next = 0L; next < export.Size; next += BatchSize)
        {
            var end = Math.Min(next + BatchSize, export.Size);
            foreach (var entry in await db.Entries.AsNoTracking().Where(entry => entry.Index >= next && entry.Index < end).OrderBy(entry => entry.Index).Select(entry => new { entry.Index, entry.Bytes }).ToListAsync(ct))
                await Line(target, new ExportLine.Entry(entry.Index, entry.Bytes), ct);
            await wrote(end, ct);
        }

        await foreach (var note in db.LedgerCheckpoints.AsNoTracking().Where(row => row.Size <= export.Size).OrderBy(row => row.Size).Select(row => row.Note).AsAsyncEnumerable().WithCancellation(ct))
            await Line(target, new ExportLine.Checkpoint(SignedCheckpoint.TryParse(note) ?? throw new InvalidOperationException("A stored checkpoint is none: verify the ledger.")), ct);
    }

    private static async Task Line(Stream target, ExportLine line, CancellationToken ct)
    {
        await target.WriteAsync(line.ToBytes(), ct);
        await target.WriteAsync("\n"u8.ToArray(), ct);
    }
}
