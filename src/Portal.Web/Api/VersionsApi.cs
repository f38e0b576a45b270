using Microsoft.AspNetCore.Mvc;
using Portal.Accounts;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>Versions of a system: declared, completed by their bytes, sealed.</summary>
internal static class VersionsApi
{
    public static void MapVersionsApi(this RouteGroupBuilder api)
    {
        var versions = api.MapGroup("/systems/{code}/versions").WithTags("Versions").ProducesProblem(StatusCodes.Status404NotFound);
        versions.MapGet("/", List).RequireAuthorization(nameof(Permission.Read))
            .ReadsThePast().WithSummary("The versions of a system, newest first; as of a past day, those declared by then, with the stage of then").Produces<Paged<VersionRow>>().ProducesValidationProblem();
        versions.MapGet("/{version}", One).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("A version: what it consists of, who made it, whether it is sealed").Produces<VersionAnswer>();
        versions.MapPost("/", Declare).RequireAuthorization(nameof(Permission.DeclareVersions))
            .WithSummary("Declare a version: its artifacts with size and digest, its contributors by address, how it came about")
            .Repeatable(Again).Reads<VersionBody>("application/json").Produces<VersionAnswer>(StatusCodes.Status201Created)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

        // The use case stops at the declared size, so the server needs no limit of its own.
        versions.MapPut("/{version}/artifacts/{name}", Put).RequireAuthorization(nameof(Permission.DeclareVersions))
            .WithSummary("Send the bytes of a declared artifact; the last one seals the version")
            .WithMetadata(new DisableRequestSizeLimitAttribute()).Reads<Stream>("application/octet-stream").Produces<VersionAnswer>()
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> List(string code, VersionQueries queries, Then then, int? page, int? size, CancellationToken ct)
    {
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        return await queries.OfSystem(code, Paging.Of(page, size), asOf, ct) is { } found
            ? Results.Json(found.ToAnswer(VersionRow.Of))
            : Answers.Problem(new NotFound(code));
    }

    private static async Task<IResult> One(string code, string version, VersionQueries queries, CancellationToken ct) =>
        Answers.Found(VersionAnswer.Of(await queries.One(code, version, ct)), $"Version {code}/{version}");

    private static async Task<IResult> Declare(string code, Caller caller, HttpContext http, PeopleQueries people, DeclareVersion declare, VersionQueries queries, CancellationToken ct)
    {
        var body = await JsonBody.Read<VersionBody>(http);
        if (!(await body.ToDeclaration(code, people, ct)).Succeeded(out var declaration, out var faults))
            return Answers.Problem(faults);

        var result = await declare.Run(caller.Actor, new(code, declaration), ct);
        return await result.ToHttp(async _ => Results.Created(
            $"/api/v1/systems/{code}/versions/{Uri.EscapeDataString(declaration.Label)}", VersionAnswer.Of(await queries.One(code, declaration.Label, ct))));
    }

    private static async Task<IResult> Again(HttpContext http, string subject)
    {
        var (code, label) = (subject[..subject.IndexOf('/', StringComparison.Ordinal)], subject[(subject.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        var version = await http.RequestServices.GetRequiredService<VersionQueries>().One(code, label, http.RequestAborted);
        return Results.Created($"/api/v1/systems/{code}/versions/{Uri.EscapeDataString(label)}", VersionAnswer.Of(version));
    }

    private static async Task<IResult> Put(string code, string version, string name, Caller caller, HttpRequest request, PutArtifact put, VersionQueries queries, CancellationToken ct)
    {
        // RFC 9110, 14.5: a part must not be taken for the whole.
        if (request.Headers.ContentRange.Count > 0)
            return Answers.Problem(new Invalid("Content-Range", "Send the artifact whole."));

        var result = await put.Run(caller.Actor, new(code, version, name, request.Body), ct);
        return await result.ToHttp(async _ => Results.Json(VersionAnswer.Of(await queries.One(code, version, ct))));
    }
}
