using Portal.Audit;
using Portal.Shared;
using Portal.Web.Api;

namespace Portal.Web.Audit;

/// <summary>Hands out the stored bytes of an entry, so that its digest can be computed without the portal.</summary>
internal static class EntryFiles
{
    public static string HrefOf(long index) => $"audit/entries/{index}";

    public static string NameOf(long index) => $"entry-{index}.json";

    public static string ProofOf(long index) => $"audit/entries/{index}/proof";

    public static void MapEntryFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/audit/entries/{index:long}", async (long index, AuditQueries audit, HttpContext context, CancellationToken ct) =>
        {
            if (await audit.Entry(index, ct) is not { } entry)
                return Results.NotFound();

            context.Response.Headers.CacheControl = "private, no-store";
            return Results.File(entry.Bytes, "application/octet-stream", NameOf(index));
        }).RequireAuthorization(nameof(Permission.ReadAudit)).ExcludeFromDescription();

        // With the checkpoint, so that the file needs nothing else but the portal's key.
        app.MapGet("/audit/entries/{index:long}/proof", async (long index, LedgerProofs proofs, HttpContext context, CancellationToken ct) =>
        {
            if (await proofs.Latest(ct) is not { } checkpoint || index >= checkpoint.Size)
                return Results.NotFound();

            context.Response.Headers.CacheControl = "private, no-store";
            context.Response.Headers.ContentDisposition = $"attachment; filename=entry-{index}-proof.json";
            return (await proofs.Inclusion(index, checkpoint.Size, ct)).ToHttp(proof => Results.Json(new
            {
                index = proof.Index, size = proof.Size, leaf = proof.Leaf.Text, root = proof.Root.Text, path = proof.Path.Select(step => step.Text), checkpoint = checkpoint.Note,
            }));
        }).RequireAuthorization(nameof(Permission.ReadAudit)).ExcludeFromDescription();
    }
}
