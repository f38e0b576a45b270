using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Audit;

public sealed record EntryLine(
    long Index, DateTimeOffset Time, PersonId? Person, string? PersonName, Through Through, string Action, string Subject, string? Reason, Digest Digest);

public sealed record EntryFilter(string? Subject = null, string? Action = null);

/// <summary>Reads the ledger, newest first.</summary>
public sealed class AuditQueries(IDbContextFactory<PortalDb> dbs)
{
    public async Task<Page<EntryLine>> Entries(EntryFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var entries = db.Entries.AsNoTracking();
        if (filter.Subject is { Length: > 0 } subject)
            entries = entries.Where(entry => entry.Subject == subject);
        if (filter.Action is { Length: > 0 } action)
            entries = entries.Where(entry => entry.Action.StartsWith(action));

        var total = await entries.CountAsync(ct);
        var rows = await entries.OrderByDescending(entry => entry.Index).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<EntryLine>(await Lines(db, rows, ct), page.Number, page.Size, total);
    }

    /// <summary>One entry with the bytes that its digest is over.</summary>
    public async Task<(EntryLine Line, byte[] Bytes)?> Entry(long index, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Entries.AsNoTracking().SingleOrDefaultAsync(entry => entry.Index == index, ct) is { } entry
            ? ((await Lines(db, [entry], ct))[0], entry.Bytes)
            : null;
    }

    private static async Task<IReadOnlyList<EntryLine>> Lines(PortalDb db, IReadOnlyList<LedgerEntry> rows, CancellationToken ct)
    {
        var people = rows.Where(row => row.Person is not null).Select(row => row.Person.GetValueOrDefault().Value).Distinct().ToList();
        var names = await db.Users.Where(user => people.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, ct);
        return [.. rows.Select(row => new EntryLine(
            row.Index, row.Time, row.Person, row.Person is { } person ? names.GetValueOrDefault(person.Value) : null,
            row.Through, row.Action, row.Subject, row.Reason, row.Digest))];
    }
}
