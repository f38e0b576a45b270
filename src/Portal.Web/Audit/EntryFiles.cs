using Portal.Accounts;
using Portal.Audit;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Api;

namespace Portal.Web.Audit;

/// <summary>Hands out what the ledger is checked by without the portal: an entry's stored bytes, its proof, the whole ledger.</summary>
internal static class EntryFiles
{
    public const string Export = "audit/export";

    public static string HrefOf(long index) => $"audit/entries/{index}";

    public static string ProofOf(long index) => $"audit/entries/{index}/proof";

    public static string NameOf(long index) => $"entry-{index}.json";

    public static void MapEntryFiles(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("/audit").RequireAuthorization(nameof(Permission.ReadAudit)).ExcludeFromDescription().AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "private, no-store";
            return await next(context);
        });
        files.MapGet("/entries/{index:long}", Entry);
        files.MapGet("/entries/{index:long}/proof", Proof);
        files.MapGet("/export", Whole);
    }

    private static async Task<IResult> Entry(long index, AuditQueries audit, CancellationToken ct) =>
        await audit.Entry(index, ct) is { } entry ? Results.File(entry.Bytes, "application/octet-stream", NameOf(index)) : Results.NotFound();

    /// <summary>With the checkpoint, so that it takes nothing else but the portal's key to check it.</summary>
    private static async Task<IResult> Proof(long index, LedgerProofs proofs, HttpContext context, CancellationToken ct)
    {
        if (await proofs.Latest(ct) is not { } checkpoint || !(await proofs.Inclusion(index, checkpoint.Size, ct)).Succeeded(out var proof, out _))
            return Results.NotFound();

        context.Response.Headers.ContentDisposition = $"attachment; filename=entry-{index}-proof.json";
        return Results.Json(new ProofFile(proof.Index, proof.Size, proof.Leaf.Text, proof.Root.Text, [.. proof.Path.Select(step => step.Text)], checkpoint.Note));
    }

    private static async Task<IResult> Whole(HttpContext context, ExportLedger export, Sessions sessions, CancellationToken ct)
    {
        if (context.User.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
            return Results.Forbid();

        return (await export.Run(actor, ct)).ToHttp(ready => Results.Stream(stream => export.WriteTo(stream, ready, ct), "application/x-ndjson", $"ledger-{ready.Size}.ndjson"));
    }
}

internal sealed record ProofFile(long Index, long Size, string Leaf, string Root, IReadOnlyList<string> Path, string Checkpoint);
