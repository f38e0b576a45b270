using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Register;

/// <summary>Hands a document of an entry out: always as a file, so that nothing in it runs as the portal.</summary>
internal static class EntryDocumentDownload
{
    public static string AddressOf(string code, Digest digest) => $"/register/{code}/documents/{digest.Hex}";

    public static void MapEntryDocuments(this IEndpointRouteBuilder app) =>
        app.MapGet("/register/{code}/documents/{hex:length(64)}", async (string code, string hex, HttpContext context, EntryDocuments documents, CancellationToken ct) =>
        {
            if (Digest.TryParse($"sha256:{hex}") is not { } digest || await documents.Open(code, digest, ct) is not { } file)
                return Results.NotFound();

            context.Response.Headers.CacheControl = "private, no-store";
            return Results.Stream(file.Content, "application/octet-stream", file.Name);
        }).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();
}
