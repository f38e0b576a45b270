using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>Documents as PDF: printed once, and from then on the same bytes.</summary>
public sealed class PrintedDocuments(IDbContextFactory<PortalDb> dbs, BlobStore blobs, PrintDocument print, TimeProvider time)
{
    private static readonly Actor _printer = Actor.System("documents");

    /// <summary>Those that were printed from these sources, the first of each that is still kept.</summary>
    public async Task<IReadOnlyDictionary<Digest, PrintedDocument>> Find(IEnumerable<Digest> sources, CancellationToken ct)
    {
        var subjects = sources.Select(PrintedDocument.SubjectOf).Distinct().ToList();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var entries = await db.Entries.AsNoTracking().Where(entry => subjects.Contains(entry.Subject) && entry.Action == PrintedDocument.Action).OrderBy(entry => entry.Index).ToListAsync(ct);
        return entries.Select(PrintedDocument.Of).OfType<PrintedDocument>().Where(printed => blobs.Has(printed.Content.Digest)).GroupBy(printed => printed.Source).ToDictionary(printed => printed.Key, printed => printed.First());
    }

    /// <summary>The one that was printed from this document, printed now where it was not.</summary>
    public async Task<Result<PrintedDocument>> Of(SealedDocument document, CancellationToken ct)
    {
        if ((await Find([document.Digest], ct)).GetValueOrDefault(document.Digest) is { } kept)
            return kept;
        if (!(await print(document.Html, ct)).Succeeded(out var printed, out var refusal))
            return refusal;

        var content = new Stored(await blobs.PutAsync(printed.Pdf, ct), printed.Pdf.Length);
        await dbs.WriteAsync<Done>(db =>
        {
            db.Record(PrintedDocument.Draft(_printer, document.Digest, content, printed.Pages, time.GetUtcNow()));
            return Task.FromResult<Result<Done>>(new Done());
        }, ct);

        // Of two that were printed at the same time the first stands.
        return (await Find([document.Digest], ct))[document.Digest];
    }
}
