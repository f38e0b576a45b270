using Portal.Evaluation;
using Portal.Shared;

namespace Portal.Web.Evaluation;

/// <summary>Hands a document out to somebody signed in: always as a file, so that nothing in it runs as the portal.</summary>
internal static class DocumentDownload
{
    public static string AddressOf(DocumentId document) => $"/documents/{document}";

    public static void MapDocuments(this IEndpointRouteBuilder app) =>
        app.MapGet("/documents/{id:guid}", async (Guid id, HttpContext context, DocumentQueries documents, CancellationToken ct) =>
        {
            if (await documents.Open(DocumentId.From(id), ct) is not { } file)
                return Results.NotFound();

            context.Response.Headers.CacheControl = "private, no-store";
            return Results.Stream(file.Content, file.MediaType, file.FileName);
        }).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();
}
