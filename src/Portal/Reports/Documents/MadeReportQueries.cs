using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>A document that was made, as lists show it.</summary>
public sealed record MadeReportLine(ReportId Id, ReportForm Form, string Subject, DateOnly Day, long Entries, Digest Digest, long Size, string MadeBy, DateTimeOffset MadeAt, PrintedDocument? Pdf);

/// <summary>Reads which documents were made, the latest first.</summary>
public sealed class MadeReportQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>Those that this person may read.</summary>
    public async Task<Page<MadeReportLine>> List(Actor actor, PageRequest page, CancellationToken ct)
    {
        var kinds = ReportForms.All.Where(form => actor.May(form.Needs)).Select(form => form.Kind).ToList();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var made = db.MadeReports.AsNoTracking().Where(row => kinds.Contains(row.Kind));
        var total = await made.CountAsync(ct);
        return new Page<MadeReportLine>(await Lines(db, await made.OrderByDescending(row => row.MadeAt).ThenByDescending(row => row.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct), ct), page.Number, page.Size, total);
    }

    /// <summary>Null when there is none, or it is not for this person.</summary>
    public async Task<MadeReportLine?> One(Actor actor, ReportId id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await Lines(db, await db.MadeReports.AsNoTracking().Where(row => row.Id == id).ToListAsync(ct), ct)).SingleOrDefault(line => actor.May(line.Form.Needs));
    }

    private async Task<IReadOnlyList<MadeReportLine>> Lines(PortalDb db, IReadOnlyList<MadeReport> rows, CancellationToken ct)
    {
        var digests = rows.Select(row => row.Digest).Distinct().ToList();
        var printed = await db.PrintedDocuments.AsNoTracking().Where(pdf => digests.Contains(pdf.Source)).ToDictionaryAsync(pdf => pdf.Source, ct);
        var names = await people.ById(rows.Select(row => row.MadeBy), ct);
        return [.. rows.Select(row => new MadeReportLine(
            row.Id, ReportForms.Of(row.Kind), row.Subject, row.Day, row.Entries, row.Digest, row.Size, names.GetValueOrDefault(row.MadeBy)?.Name ?? "Somebody without an account", row.MadeAt, printed.GetValueOrDefault(row.Digest)))];
    }
}
