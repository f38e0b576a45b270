using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>Documents as PDF: printed once, and from then on the same bytes.</summary>
public sealed class PrintedDocuments(IDbContextFactory<PortalDb> dbs, BlobStore blobs, PrintDocument print, TimeProvider time)
{
    /// <summary>The one that was printed from this source; null while it was not.</summary>
    public async Task<PrintedDocument?> Find(Digest source, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.PrintedDocuments.AsNoTracking().SingleOrDefaultAsync(printed => printed.Source == source, ct) is { } found && blobs.Has(found.Content) ? found : null;
    }

    /// <summary>The same, printed now where it was not.</summary>
    public async Task<Result<PrintedDocument>> Of(SealedDocument document, CancellationToken ct)
    {
        if (await Find(document.Digest, ct) is { } found)
            return found;
        if (!(await print(document.Html, ct)).Succeeded(out var printed, out var refusal))
            return refusal;

        var content = await blobs.PutAsync(printed.Pdf, ct);
        return await dbs.WriteAsync<PrintedDocument>(async db =>
        {
            var kept = await db.PrintedDocuments.SingleOrDefaultAsync(row => row.Source == document.Digest, ct);
            if (kept is null)
                db.PrintedDocuments.Add(kept = PrintedDocument.Of(document.Digest));
            else if (blobs.Has(kept.Content))
                return kept;   // Printed at the same time elsewhere: the first one stands.

            kept.Keep(new Stored(content, printed.Pdf.Length), printed.Pages, time.GetUtcNow());
            return kept;
        }, ct);
    }
}
