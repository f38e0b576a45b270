using Portal.Reports.Packs;
using Portal.Shared;
using Portal.Web.Reports.Packs;

namespace Portal.Web.Api;

/// <summary>Evidence packs over HTTP: asked for, followed while they are made, taken out.</summary>
internal static class PacksApi
{
    private const string Acknowledged = "Asked for with includePersonalData.";

    public static void MapPacksApi(this RouteGroupBuilder api)
    {
        var packs = api.MapGroup("/evidence-packs").RequireAuthorization(nameof(Permission.MakePacks)).WithTags("Evidence packs");
        packs.MapGet("", List).WithName("ListEvidencePacks").WithSummary("The packs that were asked for, the newest first").Produces<Paged<PackItem>>();
        packs.MapPost("", Request).WithName("RequestEvidencePack").Repeatable(Accepted).Reads<PackBody>("application/json")
            .WithSummary("Ask for a pack over the estate, a department or a system, as of a day; includePersonalData acknowledges that people are named; the reason goes into the ledger")
            .Produces<PackItem>(StatusCodes.Status202Accepted).ProducesValidationProblem();
        packs.MapGet("/{id}", One).WithName("GetEvidencePack").WithSummary("How far it is, and what it became").Produces<PackItem>().ProducesProblem(StatusCodes.Status404NotFound);
        packs.MapPost("/{id}/cancel", Cancel).WithName("CancelEvidencePack").Repeatable((http, code) => Read(http, code)).WithSummary("Stop what is being made")
            .Produces<PackItem>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        packs.MapGet("/{id}/content", Content).WithName("GetEvidencePackContent").WithSummary("The ZIP; that it was taken out is an entry of the ledger")
            .Produces<string>(StatusCodes.Status200OK, PackFiles.ContentType).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> List(Caller caller, PackQueries packs, int? page, int? size, CancellationToken ct) =>
        Results.Json((await packs.List(caller.Actor, Paging.Of(page, size), ct)).ToAnswer(PackItem.Of));

    private static async Task<IResult> Request(HttpContext http, Caller caller, RequestPack request, CancellationToken ct)
    {
        var body = await JsonBody.Read<PackBody>(http);
        var result = await request.Run(caller.Actor, new(body.Scope, body.AsOf, body.IncludePersonalData, body.Reason ?? (body.IncludePersonalData ? Acknowledged : "")), ct);
        return await result.ToHttp(code => Accepted(http, code));
    }

    private static async Task<IResult> One(string id, Caller caller, PackQueries packs, CancellationToken ct) =>
        (await packs.One(caller.Actor, id, ct)).ToHttp(pack => Results.Json(PackItem.Of(pack)));

    private static async Task<IResult> Cancel(string id, HttpContext http, Caller caller, CancelPack cancel, CancellationToken ct) =>
        await (await cancel.Run(caller.Actor, id, ct)).ToHttp(code => Read(http, code));

    private static async Task<IResult> Content(string id, Caller caller, OpenPack open, CancellationToken ct) =>
        (await open.Run(caller.Actor, id, ct)).ToHttp(PackFiles.Answer);

    private static async Task<IResult> Read(HttpContext http, string code) =>
        http.Items[Account.TokenAuthentication.ActorKey] is Actor actor
            ? (await http.RequestServices.GetRequiredService<PackQueries>().One(actor, code, http.RequestAborted)).ToHttp(pack => Results.Json(PackItem.Of(pack)))
            : Answers.Problem(new NotFound(code));

    private static async Task<IResult> Accepted(HttpContext http, string code) =>
        http.Items[Account.TokenAuthentication.ActorKey] is Actor actor
            ? (await http.RequestServices.GetRequiredService<PackQueries>().One(actor, code, http.RequestAborted)).ToHttp(pack => Results.Accepted($"/api/v1/evidence-packs/{code}", PackItem.Of(pack)))
            : Answers.Problem(new NotFound(code));

    /// <summary><c>includePersonalData</c> acknowledges that people are named; whoever gives a reason is on record with it.</summary>
    internal sealed record PackBody(string? Scope = null, DateOnly? AsOf = null, bool IncludePersonalData = false, string? Reason = null);

    /// <summary><c>checkpoint</c> is how many entries of the ledger it covers; <c>done</c> of <c>parts</c> are written; <c>digest</c> is over the ZIP.</summary>
    internal sealed record PackItem(
        string Id, string Scope, DateOnly AsOf, long Checkpoint, bool IncludesPersonalData, string? RequestedBy, DateTimeOffset RequestedAt, PackState State, string? Because,
        int Done, int Parts, string Doing, DateTimeOffset? EndedAt, string? Digest, long Size, DateTimeOffset? DeletedAt)
    {
        public static PackItem Of(PackLine line) => new(
            line.Code, line.Scope, line.AsOf, line.Checkpoint, line.PersonalData, line.By?.Email, line.RequestedAt, line.State, line.Because,
            line.Done, line.Parts, line.Doing, line.EndedAt, line.Content?.Text, line.Size, line.ForgottenAt);
    }
}
