using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Evaluation.Scans;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>Vulnerability scans of a version.</summary>
internal static class ScansApi
{
    // One more than the use case takes, so that it is the one to say how much is too much.
    private const int LargestUpload = SubmitScan.MostBytes + (1024 * 1024);

    public static void MapScansApi(this RouteGroupBuilder api)
    {
        var version = api.MapGroup("/systems/{code}/versions/{version}/scans").WithTags("Evaluation").ProducesProblem(StatusCodes.Status404NotFound);
        version.MapGet("", List).RequireAuthorization(nameof(Permission.Read)).WithName("ListScans")
            .WithSummary("The vulnerability scans of a version, latest first").Produces<Paged<ScanAnswer>>();
        version.MapPost("", Submit).RequireAuthorization(nameof(Permission.SubmitEvidence)).WithName("SubmitScan")
            .WithSummary("Upload what a scanner found; the portal counts and reads the criticals")
            .WithDescription("""
                CycloneDX 1.4 to 1.6 as JSON with its list of vulnerabilities, with or without what was concluded about each (VEX); what osv-scanner writes as JSON; or OSV
                records, as a list or as {vulns: […]}. ?database= says of which day the database of vulnerabilities is; without it, a file of CycloneDX says so by a property
                of its metadata whose name holds "database", or by its timestamp; of two days the earlier one counts. A critical that is resolved, a false positive or not affecting
                counts as excused. Severity is the most severe rating; a vector of CVSS 3.0 or 3.1 is scored by the portal.
                """)
            .WithMetadata(new RequestSizeLimitAttribute(LargestUpload)).Repeatable(Again)
            .Reads<JsonNode>("application/json", "application/vnd.cyclonedx+json").Produces<ScanAnswer>(StatusCodes.Status201Created)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<IResult> List(string code, string version, VersionQueries versions, ScanQueries queries, int? page, int? size, CancellationToken ct) =>
        await versions.One(code, version, ct) is { } found
            ? Results.Json((await queries.OfVersion(found.Line.Id, Paging.Of(page, size), ct)).ToAnswer(ScanAnswer.Of))
            : Answers.Problem(new NotFound($"Version {code}/{version}"));

    private static async Task<IResult> Submit(
        string code, string version, Caller caller, HttpRequest request, SubmitScan submit, ScanQueries queries, [FromQuery] string? database, CancellationToken ct)
    {
        if (!request.HasJsonContentType())
            return Results.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType, detail: "Send application/json or application/vnd.cyclonedx+json.");

        var result = await submit.Run(caller.Actor, new(code, version, request.Body, database), ct);
        return await result.ToHttp(scan => Made(queries, scan, ct));
    }

    private static async Task<IResult> Again(HttpContext http, string made) =>
        await Made(http.RequestServices.GetRequiredService<ScanQueries>(), ScanId.From(Guid.Parse(made)), http.RequestAborted);

    private static async Task<IResult> Made(ScanQueries queries, ScanId scan, CancellationToken ct) =>
        Results.Json(await queries.One(scan, ct) is { } line ? ScanAnswer.Of(line) : null, statusCode: StatusCodes.Status201Created);
}

internal sealed record CriticalAnswer(string Vulnerability, string Component, AnalysisState? Analysis, string Justification, bool Excused);

internal sealed record ScanAnswer(
    Guid Id, int Scan, ScanFormat Format, string Tool, DateTimeOffset DatabaseAt, DateTimeOffset? ScannedAt, string Content, long Size,
    SeverityCounts Counts, int Excused, IReadOnlyList<CriticalAnswer> Criticals, string By, DateTimeOffset At)
{
    public static ScanAnswer Of(ScanLine scan) => new(
        scan.Id.Value, scan.Ordinal, scan.Format, scan.Tool, scan.DatabaseAt, scan.ScannedAt, scan.Content.Text, scan.Size, scan.Counts, scan.Excused,
        [.. scan.Criticals.Select(critical => new CriticalAnswer(critical.Vulnerability, critical.Component, critical.Analysis, critical.Justification, critical.IsExcused))], scan.By.Email, scan.SubmittedAt);
}
