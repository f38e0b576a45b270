using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>Whether the ledger is whole: how many entries were checked, and every break that was found.</summary>
public sealed record LedgerVerdict(long Checked, int Checkpoints, IReadOnlyList<string> Breaks)
{
    public bool Holds => Breaks.Count == 0;
}

/// <summary>
/// Computes every digest again from the stored bytes, holds the columns against the bytes, and the count against the head.
/// Computes the root at every checkpoint's size and holds it against what was signed. Stored bytes are hashed as they are, never
/// serialised again. Whatever somebody wrote into the rows becomes a named break.
/// </summary>
/// <remarks>
/// No transaction spans the run, so that it never holds up a writer: entries are only added, so all that the head counted at the
/// start must be there, and nothing beyond what it counts at the end. What is written meanwhile is left to the next run: however
/// much that is, the run ends.
/// </remarks>
public sealed class VerifyLedger(IDbContextFactory<PortalDb> dbs, LedgerKeys keys, CheckpointLog log)
{
    private const int BatchSize = 2000;

    /// <summary>Tells after every batch how many entries were checked.</summary>
    public async Task<LedgerVerdict> Run(Action<long>? progress, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var breaks = new List<string>();

        // Read first, so that it cannot be about entries that came after the count.
        using var chain = await LedgerKeyChain.Of(db, keys, ct);
        var checkpoints = new CheckpointCheck(db, chain, log.Last());
        var counted = await CountOfHead(db, ct);
        if (await db.Entries.CountAsync(entry => entry.Index < 0, ct) is > 0 and var strays)
            breaks.Add($"{Plural.Of(strays, "entry stands", "entries stand")} before the first.");

        var (last, done) = (-1L, 0L);
        var end = counted - 1 ?? await db.Entries.MaxAsync(entry => (long?)entry.Index, ct) ?? -1;
        await Check(db.Entries.Where(entry => entry.Index <= end));

        // Entries that came since the start are the head's; they are no gap before what stands beyond it.
        var after = await CountOfHead(db, ct);
        if (last >= end && after is { } size)
            last = Math.Max(last, size - 1);
        await Check(BeyondHead(db));

        breaks.AddRange((await LedgerGuards.Missing(db, ct)).Select(guard => $"The guard {guard}, which keeps the ledger append-only, is missing."));
        breaks.AddRange(BreaksOfHead(counted, after, last));
        await checkpoints.End(ct);
        breaks.AddRange(checkpoints.Breaks);
        return new LedgerVerdict(done, checkpoints.Held, breaks);

        async Task Check(IQueryable<LedgerEntry> entries)
        {
            while (await LedgerRows.After(db, entries, last, BatchSize, ct) is { Count: > 0 } rows)
            {
                foreach (var row in rows)
                {
                    if (row.Index > last + 1)
                        breaks.Add(Missing(last + 1, row.Index - 1) + ".");
                    breaks.AddRange(BreaksOf(row));
                    await checkpoints.Next(row.Index, row.Entry is { Bytes: var bytes } ? Leaf.Hash(bytes) : null, ct);
                    last = row.Index;
                }

                done += rows.Count;
                progress?.Invoke(done);
            }
        }
    }

    /// <summary>One statement sees the head and the entries of one moment, and a writer adds to both at once: none of these is a writer's.</summary>
    private static IQueryable<LedgerEntry> BeyondHead(PortalDb db) =>
        db.Entries.Where(entry => db.LedgerHeads.Any(head => head.Id == LedgerHead.OnlyRow && entry.Index >= head.Size));

    private static Task<long?> CountOfHead(PortalDb db, CancellationToken ct) =>
        db.LedgerHeads.AsNoTracking().Where(head => head.Id == LedgerHead.OnlyRow).Select(head => (long?)head.Size).SingleOrDefaultAsync(ct);

    internal static IEnumerable<string> BreaksOf(LedgerRow row) => row.Entry is { } entry
        ? EntryCheck.BreaksOf(entry)
        : row.UnreadableColumns.Select(column => $"Entry {row.Index}: the column {column} holds what cannot be read.");

    private static IEnumerable<string> BreaksOfHead(long? before, long? after, long last)
    {
        if (before is null || after is null)
            yield return "The head, which counts the entries, is missing.";
        if (before is { } counted && counted - 1 > last)
            yield return Missing(last + 1, counted - 1) + " at the end.";
        if (after <= last)
            yield return $"The head counts {after} entries, but the last one has the index {last}.";
    }

    internal static string Missing(long first, long last) => first == last ? $"Entry {first} is missing" : $"Entries {first} to {last} are missing";
}
