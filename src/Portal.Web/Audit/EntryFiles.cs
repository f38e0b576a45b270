using Portal.Audit;
using Portal.Shared;

namespace Portal.Web.Audit;

/// <summary>Hands out the stored bytes of an entry, so that its digest can be computed without the portal.</summary>
internal static class EntryFiles
{
    public static string HrefOf(long index) => $"audit/entries/{index}";

    public static string NameOf(long index) => $"entry-{index}.json";

    public static void MapEntryFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/audit/entries/{index:long}", async (long index, AuditQueries audit, HttpContext context, CancellationToken ct) =>
        {
            if (await audit.Entry(index, ct) is not { } entry)
                return Results.NotFound();

            context.Response.Headers.CacheControl = "private, no-store";
            return Results.File(entry.Bytes, "application/octet-stream", NameOf(index));
        }).RequireAuthorization(nameof(Permission.ReadAudit)).ExcludeFromDescription();
}
