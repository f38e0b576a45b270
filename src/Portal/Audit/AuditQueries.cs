using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>An entry as a row of a list. <paramref name="SubjectName"/> is there when the subject is a person.</summary>
public sealed record EntryLine(
    long Index, DateTimeOffset Time, PersonId? Person, string? PersonName, Through Through, string Action, string Subject, string? SubjectName, string? Reason, Digest Digest);

/// <summary>One entry with the bytes that its digest is over, and what of it does not fit together.</summary>
public sealed record EntryDetail(EntryLine Line, byte[] Bytes, IReadOnlyList<string> Breaks)
{
    /// <summary>Whether something about a person is sealed in it.</summary>
    public bool HasPersonalData => Breaks.Count == 0 && PersonalData.In(Bytes) is not null;
}

/// <summary>
/// Which entries; every part that is absent lets all pass. A subject stands for what is below it too: a system for its versions.
/// An action is its beginning: <c>promotion.</c> for all that happens to promotions. <paramref name="Before"/> leaves out what came later.
/// </summary>
public sealed record EntryFilter(string? Subject = null, string? Action = null, PersonId? Person = null, EntryOutcome? Outcome = null, DateTimeOffset? Before = null)
{
    /// <summary>Only those that a checkpoint of this size covers.</summary>
    public long? Below { get; init; }
}

/// <summary>Whether the act happened, or was refused and left nothing but its entry.</summary>
public enum EntryOutcome { Done = 1, Refused }

/// <summary>Reads the ledger, newest first unless the other way round is asked for.</summary>
public sealed class AuditQueries(IDbContextFactory<PortalDb> dbs)
{
    public Task<Page<EntryLine>> Entries(EntryFilter filter, PageRequest page, CancellationToken ct) =>
        List(filter, entries => entries.OrderByDescending(entry => entry.Index), page, ct);

    /// <summary>The same from the first entry on, as a story is told.</summary>
    public Task<Page<EntryLine>> Timeline(EntryFilter filter, PageRequest page, CancellationToken ct) =>
        List(filter, entries => entries.OrderBy(entry => entry.Index), page, ct);

    /// <summary>The entries that pass and come after an index, so many of them, in their order.</summary>
    public async Task<IReadOnlyList<EntryLine>> Rows(EntryFilter filter, long? after, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var entries = Matching(db.Entries.AsNoTracking(), filter);
        if (after is { } last)
            entries = entries.Where(entry => entry.Index > last);
        return await Lines(db, await Readable(entries.OrderBy(entry => entry.Index).Take(most).ToListAsync(ct)), ct);
    }

    public async Task<EntryDetail?> Entry(long index, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Readable(db.Entries.AsNoTracking().SingleOrDefaultAsync(entry => entry.Index == index, ct)) is { } entry
            ? new EntryDetail((await Lines(db, [entry], ct))[0], entry.Bytes, EntryCheck.BreaksOf(entry))
            : null;
    }

    /// <summary>Entries as they are stored, in their order.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> Stored(long after, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Readable(db.Entries.AsNoTracking().Where(entry => entry.Index > after).OrderBy(entry => entry.Index).Take(most).ToListAsync(ct));
    }

    /// <summary>How many entries the head counts.</summary>
    public async Task<long> Size(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.LedgerHeads.Where(head => head.Id == LedgerHead.OnlyRow).Select(head => head.Size).SingleOrDefaultAsync(ct);
    }

    private async Task<Page<EntryLine>> List(EntryFilter filter, Func<IQueryable<LedgerEntry>, IQueryable<LedgerEntry>> sort, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var entries = Matching(db.Entries.AsNoTracking(), filter);
        var total = await entries.CountAsync(ct);
        var rows = await Readable(sort(entries).Skip(page.Skip).Take(page.Size).ToListAsync(ct));
        return new Page<EntryLine>(await Lines(db, rows, ct), page.Number, page.Size, total);
    }

    private static IQueryable<LedgerEntry> Matching(IQueryable<LedgerEntry> entries, EntryFilter filter)
    {
        if (filter.Subject is { Length: > 0 } subject)
        {
            var below = subject + "/";
            entries = entries.Where(entry => entry.Subject == subject || entry.Subject.StartsWith(below));
        }

        if (filter.Action is { Length: > 0 } action)
            entries = entries.Where(entry => entry.Action.StartsWith(action));
        if (filter.Person is { } person)
            entries = entries.Where(entry => entry.Person == person);
        if (filter.Below is { } size)
            entries = entries.Where(entry => entry.Index < size);
        if (filter.Before is { } before)
            entries = entries.Where(entry => entry.Time < before);
        return filter.Outcome switch
        {
            EntryOutcome.Done => entries.Where(entry => !entry.Action.EndsWith(EntryDraft.RefusedSuffix)),
            EntryOutcome.Refused => entries.Where(entry => entry.Action.EndsWith(EntryDraft.RefusedSuffix)),
            _ => entries,
        };
    }

    private static async Task<T> Readable<T>(Task<T> reading)
    {
        try
        {
            return await reading;
        }
        catch (Exception fault) when (LedgerRows.IsUnreadable(fault))
        {
            throw new UnreadableLedgerException(fault);
        }
    }

    internal static async Task<IReadOnlyList<EntryLine>> Lines(PortalDb db, IReadOnlyList<LedgerEntry> rows, CancellationToken ct)
    {
        var people = rows.SelectMany(row => new[] { row.Person?.Value, PersonIn(row.Subject) }).OfType<Guid>().Distinct().ToList();
        var names = await db.Users.Where(user => people.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, ct);
        return [.. rows.Select(row => new EntryLine(
            row.Index, row.Time, row.Person, NameOf(row.Person?.Value, names), row.Through, row.Action,
            row.Subject, NameOf(PersonIn(row.Subject), names), row.Reason, row.Digest))];
    }

    private static Guid? PersonIn(string subject) => Guid.TryParseExact(subject, "D", out var id) ? id : null;

    private static string? NameOf(Guid? person, Dictionary<Guid, string> names) => person is { } id ? names.GetValueOrDefault(id) : null;
}
