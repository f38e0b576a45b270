using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>Which readings; every part that is absent lets all pass. A subject stands for what is below it too.</summary>
public sealed record ReadingFilter(string? Subject = null, PersonId? Person = null, ReadingKind? Kind = null, DateTimeOffset? From = null, DateTimeOffset? Over = null);

/// <summary>Who saw what: an entry of a reading, with what of it says how much was seen.</summary>
public sealed record ReadingLine(EntryLine Entry, ReadingKind Kind, IReadOnlyList<(string Name, string Value)> Details);

/// <summary>Answers who read a record, and what a person read: the entries of reading, newest first.</summary>
public sealed class ReadingQueries(IDbContextFactory<PortalDb> dbs)
{
    public async Task<Page<ReadingLine>> List(ReadingFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var entries = Matching(db.Entries.AsNoTracking(), filter);
        var total = await entries.CountAsync(ct);
        return new Page<ReadingLine>(await Lines(db, entries.OrderByDescending(entry => entry.Index).Skip(page.Skip).Take(page.Size), ct), page.Number, page.Size, total);
    }

    /// <summary>The next of them after one, for tables.</summary>
    public async Task<IReadOnlyList<ReadingLine>> Rows(ReadingFilter filter, ReadingLine? last, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var entries = Matching(db.Entries.AsNoTracking(), filter);
        if (last?.Entry.Index is { } index)
            entries = entries.Where(entry => entry.Index < index);
        return await Lines(db, entries.OrderByDescending(entry => entry.Index).Take(most), ct);
    }

    private static async Task<IReadOnlyList<ReadingLine>> Lines(PortalDb db, IQueryable<LedgerEntry> entries, CancellationToken ct)
    {
        var rows = await entries.ToListAsync(ct);
        var lines = await AuditQueries.Lines(db, rows, ct);
        return [.. rows.Zip(lines, (row, line) => new ReadingLine(line, ReadingActs.KindOf(row.Action) ?? ReadingKind.Read, DetailsOf(row.Bytes)))];
    }

    private static IQueryable<LedgerEntry> Matching(IQueryable<LedgerEntry> entries, ReadingFilter filter)
    {
        var named = ReadingActs.Named.Where(act => filter.Kind is null || act.Value == filter.Kind).Select(act => act.Key).ToList();
        entries = filter.Kind is null or ReadingKind.TakenOut
            ? entries.Where(entry => named.Contains(entry.Action) || entry.Action.EndsWith(ReadingActs.ListTakenOut))
            : entries.Where(entry => named.Contains(entry.Action));
        if (filter.Subject is { Length: > 0 } subject)
        {
            var below = subject + "/";
            entries = entries.Where(entry => entry.Subject == subject || entry.Subject.StartsWith(below));
        }

        if (filter.Person is { } person)
            entries = entries.Where(entry => entry.Person == person);
        if (filter.From is { } from)
            entries = entries.Where(entry => entry.Time >= from);
        return filter.Over is { } over ? entries.Where(entry => entry.Time < over) : entries;
    }

    /// <summary>What is empty says nothing.</summary>
    private static IReadOnlyList<(string Name, string Value)> DetailsOf(byte[] bytes) =>
        CanonicalJson.Parse(bytes) is CanonicalValue.Object entry && entry["details"] is CanonicalValue.Object details
            ? [.. details.Members.Select(member => (member.Name, Value: (member.Value as CanonicalValue.Text)?.Value ?? "")).Where(detail => detail.Value.Length > 0)]
            : [];
}
