using Portal.Audit;
using Portal.Shared;
using Portal.Web.Account;

namespace Portal.Web.Api;

/// <summary>The ledger for whoever does not want to take the portal's word: entries as stored, checkpoints, proofs.</summary>
internal static class LedgerApi
{
    private const int MostEntries = 1000;

    public static void MapLedgerApi(this RouteGroupBuilder api)
    {
        var ledger = api.MapGroup("/ledger").RequireAuthorization(nameof(Permission.ReadAudit)).WithTags("Ledger").AddEndpointFilter(RefuseBoundTokens);
        ledger.MapGet("/entries", Entries).WithName("ListEntries")
            .WithSummary($"The entries after an index (all from the first when none is named), as stored, {MostEntries} at most").Produces<EntriesAnswer>().ProducesValidationProblem();
        ledger.MapGet("/checkpoint", Latest).WithName("GetCheckpoint")
            .WithSummary("The last signed checkpoint, as a C2SP note").Produces<string>(contentType: "text/plain").ProducesProblem(StatusCodes.Status404NotFound);
        ledger.MapGet("/proof/inclusion", Inclusion).WithName("ProveInclusion")
            .WithSummary("That an entry stands in the ledger of a size (RFC 6962, 2.1.1)").Produces<InclusionAnswer>().ProducesValidationProblem();
        ledger.MapGet("/proof/consistency", Consistency).WithName("ProveConsistency")
            .WithSummary("That the ledger of a later size begins with that of an earlier one (RFC 6962, 2.1.2)").Produces<ConsistencyAnswer>().ProducesValidationProblem();
        ledger.MapGet("/export", Export).WithName("ExportLedger")
            .WithSummary("The whole ledger as lines of JSON, for checking without the portal: a head, the entries, the checkpoints").Produces<string>(contentType: "application/x-ndjson").ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>The ledger is about everything, and a part of it proves nothing: a token that is bound to systems gets none of it.</summary>
    private static async ValueTask<object?> RefuseBoundTokens(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Items[TokenAuthentication.ActorKey] is Actor { Reach.Systems: not null }
            ? Answers.Problem(new Forbidden("The token is bound to systems, and the ledger is about all of them."))
            : await next(context);

    private static async Task<IResult> Entries(long? after, AuditQueries audit, CancellationToken ct)
    {
        if (after < -1)
            return Answers.Problem(new Invalid("after", "It is the index of an entry, or -1."));

        var rows = await audit.Stored(after ?? -1, MostEntries, ct);
        return Results.Json(new EntriesAnswer(
            [.. rows.Select(row => new EntryAnswer(row.Index, row.Digest.Text, row.Bytes))], rows.Count == MostEntries ? rows[^1].Index : null));
    }

    private static async Task<IResult> Export(Caller caller, ExportLedger export, CancellationToken ct) =>
        (await export.Run(caller.Actor, ct)).ToHttp(ready => Results.Stream(
            stream => export.WriteTo(stream, ready, ct), "application/x-ndjson", $"ledger-{ready.Size}.ndjson"));

    private static async Task<IResult> Latest(LedgerProofs proofs, CancellationToken ct) =>
        await proofs.Latest(ct) is { } checkpoint ? Results.Text(checkpoint.Note) : Answers.Problem(new NotFound("A checkpoint"));

    private static async Task<IResult> Inclusion(long index, long size, LedgerProofs proofs, CancellationToken ct) =>
        (await proofs.Inclusion(index, size, ct)).ToHttp(proof => Results.Json(
            new InclusionAnswer(proof.Index, proof.Size, proof.Leaf.Text, proof.Root.Text, [.. proof.Path.Select(step => step.Text)])));

    private static async Task<IResult> Consistency(long from, long to, LedgerProofs proofs, CancellationToken ct) =>
        (await proofs.Consistency(from, to, ct)).ToHttp(proof => Results.Json(
            new ConsistencyAnswer(proof.From, proof.To, proof.FromRoot.Text, proof.ToRoot.Text, [.. proof.Path.Select(step => step.Text)])));
}

/// <summary>The canonical bytes as base64; the digest is SHA-256 over a zero byte and these.</summary>
internal sealed record EntryAnswer(long Index, string Digest, byte[] Bytes);

/// <summary><c>next</c> is what <c>after</c> is for the following entries; absent at the end.</summary>
internal sealed record EntriesAnswer(IReadOnlyList<EntryAnswer> Items, long? Next);

internal sealed record InclusionAnswer(long Index, long Size, string Leaf, string Root, IReadOnlyList<string> Path);

internal sealed record ConsistencyAnswer(long From, long To, string FromRoot, string ToRoot, IReadOnlyList<string> Path);
