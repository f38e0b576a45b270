using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Audit;

/// <summary>A row of the ledger as verification meets it: an entry, or a row whose columns hold what cannot be read.</summary>
internal sealed record LedgerRow(long Index, LedgerEntry? Entry, IReadOnlyList<string> UnreadableColumns);

/// <summary>Reads rows that somebody may have written by hand: what cannot be read is named, not thrown.</summary>
internal static class LedgerRows
{
    private static readonly (string Name, Func<IQueryable<LedgerEntry>, CancellationToken, Task> Read)[] Columns =
    [
        (nameof(LedgerEntry.Time), (row, ct) => row.Select(entry => entry.Time).SingleAsync(ct)),
        (nameof(LedgerEntry.Person), (row, ct) => row.Select(entry => entry.Person).SingleAsync(ct)),
        (nameof(LedgerEntry.Through), ReadThrough),
        (nameof(LedgerEntry.Action), (row, ct) => row.Select(entry => entry.Action).SingleAsync(ct)),
        (nameof(LedgerEntry.Subject), (row, ct) => row.Select(entry => entry.Subject).SingleAsync(ct)),
        (nameof(LedgerEntry.Reason), (row, ct) => row.Select(entry => entry.Reason).SingleAsync(ct)),
        (nameof(LedgerEntry.Bytes), (row, ct) => row.Select(entry => entry.Bytes).SingleAsync(ct)),
        (nameof(LedgerEntry.Digest), (row, ct) => row.Select(entry => entry.Digest).SingleAsync(ct)),
    ];

    /// <summary>EF reads a word that the enumeration does not know as its zero, which it does not have.</summary>
    private static async Task ReadThrough(IQueryable<LedgerEntry> row, CancellationToken ct)
    {
        if (!Enum.IsDefined(await row.Select(entry => entry.Through).SingleAsync(ct)))
            throw new FormatException("Nobody acts through that.");
    }

    /// <summary>The next of the given rows, in their order.</summary>
    public static async Task<IReadOnlyList<LedgerRow>> After(PortalDb db, IQueryable<LedgerEntry> entries, long last, int most, CancellationToken ct)
    {
        var rows = entries.AsNoTracking().Where(entry => entry.Index > last).OrderBy(entry => entry.Index).Take(most);
        try
        {
            return [.. (await rows.ToListAsync(ct)).Select(entry => new LedgerRow(entry.Index, entry, []))];
        }
        catch (Exception fault) when (IsUnreadable(fault))
        {
            return await OneByOne(db, await rows.Select(entry => entry.Index).ToListAsync(ct), ct);
        }
    }

    /// <summary>What comes out when a column does not hold what its type can be made of.</summary>
    public static bool IsUnreadable(Exception fault) =>
        fault is FormatException or ArgumentException or InvalidCastException or OverflowException or InvalidOperationException;

    private static async Task<IReadOnlyList<LedgerRow>> OneByOne(PortalDb db, IReadOnlyList<long> indices, CancellationToken ct)
    {
        var rows = new List<LedgerRow>(indices.Count);
        foreach (var index in indices)
        {
            var row = db.Entries.AsNoTracking().Where(entry => entry.Index == index);
            try
            {
                rows.Add(new LedgerRow(index, await row.SingleAsync(ct), []));
            }
            catch (Exception fault) when (IsUnreadable(fault))
            {
                rows.Add(new LedgerRow(index, null, await UnreadableColumns(row, ct)));
            }
        }

        return rows;
    }

    private static async Task<IReadOnlyList<string>> UnreadableColumns(IQueryable<LedgerEntry> row, CancellationToken ct)
    {
        var names = new List<string>();
        foreach (var (name, read) in Columns)
        {
            try
            {
                await read(row, ct);
            }
            catch (Exception fault) when (IsUnreadable(fault))
            {
                names.Add(name);
            }
        }

        return names;
    }
}

/// <summary>A row of the ledger holds what no entry can hold; verification says which.</summary>
public sealed class UnreadableLedgerException(Exception cause) : Exception("A row of the ledger cannot be read: verify the ledger.", cause);
