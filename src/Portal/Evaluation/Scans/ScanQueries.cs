using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Evaluation.Scans;

/// <summary>A scan as one row of a list, with its criticals.</summary>
public sealed record ScanLine(
    ScanId Id, int Ordinal, ScanFormat Format, string Tool, DateTimeOffset DatabaseAt, DateTimeOffset? ScannedAt, Digest Content, long Size,
    SeverityCounts Counts, int Excused, IReadOnlyList<ScanCritical> Criticals, PersonLine By, DateTimeOffset SubmittedAt);

/// <summary>Reads scans.</summary>
public sealed class ScanQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>The scans of a version, latest first.</summary>
    public Task<Page<ScanLine>> OfVersion(VersionId version, PageRequest page, CancellationToken ct) => OfVersion(version, page, AsOf.Now, ct);

    /// <summary>The same as far as they had come by the end of a day; a scan never changes.</summary>
    public async Task<Page<ScanLine>> OfVersion(VersionId version, PageRequest page, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var scans = db.Scans.AsNoTracking().Where(scan => scan.ModelVersion == version);
        if (asOf.At is { } at)
            scans = scans.Where(scan => scan.SubmittedAt <= at);
        var total = await scans.CountAsync(ct);
        var rows = await scans.OrderByDescending(scan => scan.Ordinal).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<ScanLine>(await Lines(rows, ct), page.Number, page.Size, total);
    }

    public async Task<ScanLine?> One(ScanId id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Scans.AsNoTracking().SingleOrDefaultAsync(scan => scan.Id == id, ct) is { } scan ? (await Lines([scan], ct))[0] : null;
    }

    private async Task<IReadOnlyList<ScanLine>> Lines(IReadOnlyList<Scan> scans, CancellationToken ct)
    {
        var persons = await people.ById(scans.Select(scan => scan.By), ct);
        return [.. scans.Select(scan => new ScanLine(
            scan.Id, scan.Ordinal, scan.Format, scan.Tool, scan.DatabaseAt, scan.ScannedAt, scan.Content, scan.Size,
            scan.Counts, scan.Excused, [.. scan.Criticals.OrderBy(critical => critical.Ordinal)], persons[scan.By], scan.SubmittedAt))];
    }
}
