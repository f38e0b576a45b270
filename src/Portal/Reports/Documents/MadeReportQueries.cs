using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>A document that was made, as lists show it.</summary>
public sealed record MadeReportLine(MadeReport Made, string MadeBy, PrintedDocument? Pdf);

/// <summary>Reads which documents were made, the latest first.</summary>
public sealed class MadeReportQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people, PrintedDocuments printed)
{
    /// <summary>Those that this person may read.</summary>
    public async Task<Page<MadeReportLine>> List(Actor actor, PageRequest page, CancellationToken ct)
    {
        var hidden = ReportForms.All.Where(form => !actor.May(form.Needs)).Select(form => MadeReport.SubjectOf(form, "")).ToList();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var made = Entries(db).Where(entry => !hidden.Contains(entry.Subject));
        var total = await made.CountAsync(ct);
        return new Page<MadeReportLine>(await Lines(await made.OrderByDescending(entry => entry.Index).Skip(page.Skip).Take(page.Size).ToListAsync(ct), ct), page.Number, page.Size, total);
    }

    /// <summary>Null when there is none, or it is not for this person.</summary>
    public async Task<MadeReportLine?> One(Actor actor, long index, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await Lines(await Entries(db).Where(entry => entry.Index == index).ToListAsync(ct), ct)).SingleOrDefault(line => actor.May(line.Made.Form.Needs));
    }

    /// <summary>The one that an entry is about.</summary>
    internal static async Task<MadeReport?> Read(PortalDb db, long index, CancellationToken ct) =>
        await Entries(db).SingleOrDefaultAsync(entry => entry.Index == index, ct) is { } entry ? MadeReport.Of(entry) : null;

    /// <summary>The last one that somebody had made of a digest.</summary>
    internal static async Task<long> IndexOf(PortalDb db, PersonId person, string subject, CancellationToken ct) =>
        await Entries(db).Where(entry => entry.Person == person && entry.Subject == subject).MaxAsync(entry => entry.Index, ct);

    private static IQueryable<LedgerEntry> Entries(PortalDb db) => db.Entries.AsNoTracking().Where(entry => entry.Action == MadeReport.Action);

    private async Task<IReadOnlyList<MadeReportLine>> Lines(IReadOnlyList<LedgerEntry> entries, CancellationToken ct)
    {
        var made = entries.Select(MadeReport.Of).OfType<MadeReport>().ToList();
        var pdfs = await printed.Find(made.Select(one => one.Digest), ct);
        var names = await people.ById(made.Select(one => one.MadeBy), ct);
        return [.. made.Select(one => new MadeReportLine(one, names.GetValueOrDefault(one.MadeBy)?.Name ?? "Somebody without an account", pdfs.GetValueOrDefault(one.Digest)))];
    }
}
