using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Portal.Accounts;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Web.ModelRegistry;

namespace Portal.Web.Api;

/// <summary>Versions of a system: declared, completed by their bytes, sealed.</summary>
internal static class VersionsApi
{
    private const string OffsetHeader = "Upload-Offset";
    private const string SizeHeader = "Upload-Length";

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

        var artifact = versions.MapGroup("/{version}/artifacts/{name}");

        // The use case stops at the declared size, so the server needs no limit of its own.
        artifact.MapPut("/", Put).RequireAuthorization(nameof(Permission.DeclareVersions))
            .WithSummary("Send the bytes of a declared artifact, at most 5 GiB; the last one seals the version")
            .WithDescription($"Without Content-Range the body is the whole artifact. With `Content-Range: bytes FIRST-LAST/SIZE` it is a part, and the parts follow each other: 202 says that it is on disk, 200 that the artifact is complete and is what was declared. After a broken line HEAD tells the byte that comes next, also of an artifact that was sent whole. A part that does not begin there is 409; `{OffsetHeader}` then tells where it must. What is not gone on with is forgotten after seven days.")
            .WithMetadata(new DisableRequestSizeLimitAttribute()).Reads<Stream>("application/octet-stream").Produces<VersionAnswer>().Produces<VersionAnswer>(StatusCodes.Status202Accepted)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);
        artifact.MapMethods("/", [HttpMethods.Head], Head).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("How many bytes of an artifact have come")
            .WithDescription($"`{OffsetHeader}` and `Content-Length` are the number of bytes that the portal has, `{SizeHeader}` is how many there will be.").Produces(StatusCodes.Status200OK);
        artifact.MapGet("/", Get).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("The bytes of an artifact, or the text of a prompt (prompt.txt); recorded in the ledger")
            .WithDescription("They are held against their digest on the way: a byte that has changed since is 409 or, in a large artifact, a line that is cut before the end.")
            .Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream").ProducesProblem(StatusCodes.Status409Conflict);
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

    private static async Task<IResult> Put(
        string code, string version, string name, Caller caller, HttpContext http, PutArtifact put, ArtifactQueries artifacts, VersionQueries queries, CancellationToken ct)
    {
        if (!ContentRange.Of(http.Request).Succeeded(out var range, out var unreadable))
            return Answers.Problem(unreadable);

        var result = await put.Run(caller.Actor, new(code, version, name, http.Request.Body, range.ByteRange), ct);
        var arrived = await artifacts.Arrived(code, version, name, ct);
        if (range.ByteRange is not null && arrived is not null)
            http.Response.Headers[OffsetHeader] = arrived.Offset.ToString(CultureInfo.InvariantCulture);
        return await result.ToHttp(async _ => Results.Json(
            VersionAnswer.Of(await queries.One(code, version, ct)), statusCode: arrived is { IsStored: false } ? StatusCodes.Status202Accepted : StatusCodes.Status200OK));
    }

    private static async Task<IResult> Head(string code, string version, string name, HttpResponse response, ArtifactQueries artifacts, CancellationToken ct)
    {
        if (await artifacts.Arrived(code, version, name, ct) is not { } arrived)
            return Answers.Problem(new NotFound($"An artifact '{name}' of {code}/{version}"));

        response.ContentLength = arrived.Offset;
        response.Headers[OffsetHeader] = arrived.Offset.ToString(CultureInfo.InvariantCulture);
        response.Headers[SizeHeader] = arrived.Size.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-store";
        return Results.Empty;
    }

    private static async Task<IResult> Get(string code, string version, string name, Caller caller, OpenArtifact open, CancellationToken ct) =>
        (await open.Run(caller.Actor, new(code, version, name), ct)).ToHttp(artifact => new ArtifactFile(artifact, open, () => Answers.Problem(OpenArtifact.Gone(name))));
}
