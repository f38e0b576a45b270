using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Audit;

/// <summary>Whether the ledger is whole: how many entries were checked, and every break that was found.</summary>
public sealed record LedgerVerdict(long Checked, IReadOnlyList<string> Breaks)
{
    public bool Holds => Breaks.Count == 0;
}

/// <summary>
/// Computes every digest again from the stored bytes, holds the columns against the bytes, and the count against the head.
/// Stored bytes are hashed as they are, never serialised again.
/// </summary>
public sealed class VerifyLedger(IDbContextFactory<PortalDb> dbs)
{
    private const int BatchSize = 2000;

    public async Task<LedgerVerdict> Run(Action<long>? progress, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var size = await db.LedgerHeads.Select(head => head.Size).SingleAsync(ct);
        var breaks = new List<string>();
        var next = 0L;
        while (true)
        {
            var batch = await db.Entries.AsNoTracking().Where(entry => entry.Index >= next).OrderBy(entry => entry.Index).Take(BatchSize).ToListAsync(ct);
            foreach (var entry in batch)
            {
                if (entry.Index > next)
                    breaks.Add(entry.Index == next + 1 ? $"Entry {next} is missing." : $"Entries {next} to {entry.Index - 1} are missing.");
                breaks.AddRange(BreaksOf(entry));
                next = entry.Index + 1;
            }

            progress?.Invoke(next);
            if (batch.Count < BatchSize)
                break;
        }

        if (next != size)
            breaks.Add(next < size ? $"Entries {next} to {size - 1} are missing at the end." : $"There are {next} entries, but the head counts {size}.");
        return new LedgerVerdict(next, breaks);
    }

    private static IEnumerable<string> BreaksOf(LedgerEntry entry)
    {
        if (EntryDraft.DigestOf(entry.Bytes) != entry.Digest)
        {
            yield return $"Entry {entry.Index}: its bytes do not give its digest.";
            yield break;
        }

        foreach (var column in DifferingColumns(entry))
            yield return $"Entry {entry.Index}: the column {column} differs from the bytes.";
    }

    private static IEnumerable<string> DifferingColumns(LedgerEntry entry)
    {
        using var record = JsonDocument.Parse(entry.Bytes);
        var root = record.RootElement;
        if (root.GetProperty("index").GetInt64() != entry.Index)
            yield return nameof(entry.Index);
        if (Text(root, "time") != EntryDraft.Timestamp(entry.Time))
            yield return nameof(entry.Time);
        if (Text(root, "person") != entry.Person?.ToString())
            yield return nameof(entry.Person);
        if (Text(root, "through") != entry.Through.ToString())
            yield return nameof(entry.Through);
        if (Text(root, "action") != entry.Action)
            yield return nameof(entry.Action);
        if (Text(root, "subject") != entry.Subject)
            yield return nameof(entry.Subject);
        if (Text(root, "reason") != entry.Reason)
            yield return nameof(entry.Reason);
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
}
