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
            .WithSummary("Declare a version: its artifacts with size and digest, its contributors by address")
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
        if (!(await body.ToDeclaration(people, ct)).Succeeded(out var declaration, out var faults))
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

internal sealed record ArtefactBody(ArtefactKind Kind, string? Name);

internal sealed record ArtifactBody(string? Name, long Size, string? Sha256);

internal sealed record VersionBody(string? Label, ArtefactBody? Artefact, IReadOnlyList<ArtifactBody?>? Artifacts, IReadOnlyList<string?>? Contributors)
{
    /// <summary>Addresses become people, digests digests; whatever cannot is named, everything else the use case judges.</summary>
    public async Task<Result<Declaration>> ToDeclaration(PeopleQueries people, CancellationToken ct)
    {
        var addresses = (Contributors ?? []).Select(address => address ?? "").ToList();
        var artifacts = (Artifacts ?? []).Select(artifact => artifact ?? new(null, 0, null)).ToList();
        var known = await people.ByEmail(addresses, ct);
        Fault[] faults =
        [
            .. artifacts.Index().Where(artifact => Digest.TryParse(artifact.Item.Sha256) is null)
                .Select(artifact => new Fault($"artifacts[{artifact.Index}].sha256", "A digest is sha256: and 64 lower-case hex digits.")),
            .. addresses.Index().Where(address => !known.ContainsKey(address.Item.Trim()))
                .Select(address => new Fault($"contributors[{address.Index}]", "Nobody with this address has an account.")),
        ];
        return faults.Length > 0
            ? new Invalid(faults)
            : new Declaration(
                Label ?? "",
                new Artefact(Artefact?.Kind ?? default, Artefact?.Name ?? ""),
                [.. artifacts.Select(artifact => new AnnouncedArtifact(artifact.Name ?? "", artifact.Size, Digest.Parse(artifact.Sha256 ?? "")))],
                [.. addresses.Select(address => known[address.Trim()].Id)]);
    }
}

internal sealed record ArtefactAnswer(ArtefactKind Kind, string Name);

internal sealed record ArtifactAnswer(string Name, long Size, string Sha256, DateTimeOffset? StoredAt);

internal sealed record VersionRow(string Label, ArtefactAnswer Artefact, VersionState State, Stage? Stage, string? Digest, DateTimeOffset DeclaredAt, DateTimeOffset? SealedAt)
{
    public static VersionRow Of(VersionLine line) => new(
        line.Label, new(line.Kind, line.Name), line.State, line.Stage, line.ContentDigest?.Text, line.DeclaredAt, line.SealedAt);
}

internal sealed record VersionAnswer(
    string System, string Label, ArtefactAnswer Artefact, VersionState State, Stage? Stage, string? Digest,
    IReadOnlyList<ArtifactAnswer> Artifacts, IReadOnlyList<string> Contributors, string DeclaredBy, DateTimeOffset DeclaredAt, DateTimeOffset? SealedAt)
{
    public static VersionAnswer? Of(VersionView? view) => view is not { Line: var line } ? null : new(
        view.System, line.Label, new(line.Kind, line.Name), line.State, line.Stage, line.ContentDigest?.Text,
        [.. view.Artifacts.Select(artifact => new ArtifactAnswer(artifact.Name, artifact.Size, artifact.Digest.Text, artifact.StoredAt))],
        [.. view.Contributors.Select(person => person.Email)], view.DeclaredBy.Email, line.DeclaredAt, line.SealedAt);
}
