using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Portal.Evaluation;
using Portal.Evaluation.Figures;
using Portal.Evaluation.Suites;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;
using Portal.Web.Evaluation;

namespace Portal.Web.Api;

/// <summary>Evaluations of a version, and what the gate says of it.</summary>
internal static class EvaluationApi
{
    // One more than the use case takes, so that it is the one to say how much is too much.
    private const int LargestUpload = SuiteLimits.MostBytes + (1024 * 1024);

    private static readonly Stage[] Targets = [Stage.Staging, Stage.Pilot, Stage.Production];

    public static void MapEvaluationApi(this RouteGroupBuilder api)
    {
        var version = api.MapGroup("/systems/{code}/versions/{version}").WithTags("Evaluation").ProducesProblem(StatusCodes.Status404NotFound);
        version.MapGet("/evaluations", List).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("The evaluations of a version, latest first").Produces<Paged<RunAnswer>>();
        version.MapPost("/evaluations", Submit).RequireAuthorization(nameof(Permission.SubmitEvidence))
            .WithSummary("Upload predictions beside what was right, or for a suite whose labels the portal joins; it computes every figure. Figures that only a pipeline knows are taken as reported")
            .WithMetadata(new RequestSizeLimitAttribute(LargestUpload)).Repeatable(Again)
            .Reads<EvaluationBody>("application/json", "application/x-ndjson", "text/csv").Produces<RunAnswer>(StatusCodes.Status201Created)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        version.MapGet("/evaluations/{run:int}/rows", Rows).RequireAuthorization(nameof(Permission.Read)).WithName("GetEvaluatedRows")
            .WithSummary("The rows of a run by its number, as they are kept: for the version's people, the validator and risk; recorded in the ledger")
            .WithDescription("`ETag` and `Repr-Digest` are the digest that the run names; the bytes are held against it on the way. Protected groups are not among them.")
            .Produces<Stream>(StatusCodes.Status200OK, RowsFile.MediaType).ProducesProblem(StatusCodes.Status409Conflict);
        version.MapGet("/evaluations/{run:int}/groups", Groups).RequireAuthorization(nameof(Permission.ReadProtectedGroups)).WithName("GetProtectedGroups")
            .WithSummary("The protected groups of a run's rows: for the validator and risk alone; recorded in the ledger")
            .Produces<Stream>(StatusCodes.Status200OK, RowsFile.MediaType);
        version.MapGet("/gates/{stage}", Verdict).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("What the gate says now, with every check; 200 either way").Produces<GateAnswer>();
    }

    private static async Task<IResult> List(string code, string version, VersionQueries versions, EvaluationQueries queries, int? page, int? size, CancellationToken ct) =>
        await versions.One(code, version, ct) is { } found
            ? Results.Json((await queries.OfVersion(found.Line.Id, Paging.Of(page, size), ct)).ToAnswer(RunAnswer.Of))
            : Answers.Problem(new NotFound($"Version {code}/{version}"));

    private static async Task<IResult> Submit(
        string code, string version, Caller caller, HttpRequest request, SubmitEvaluation submit, EvaluationQueries queries,
        string? dataset, string? positive, string? suite, EvaluationKind? kind, EvaluationTask? task, CancellationToken ct)
    {
        if (FormatOf(request) is not { } format)
            return Results.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType, detail: "Send application/json, or application/x-ndjson or text/csv with ?dataset=&positive= or ?suite=.");

        var terms = new RunTerms { Dataset = dataset, Positive = positive, Suite = suite, Kind = kind ?? EvaluationKind.HoldOut, Task = task ?? EvaluationTask.Classification };
        var result = await submit.Run(caller.Actor, new(code, version, format, request.Body, terms), ct);
        return await result.ToHttp(run => Made(queries, run, ct));
    }

    private static async Task<IResult> Again(HttpContext http, string made) =>
        await Made(http.RequestServices.GetRequiredService<EvaluationQueries>(), RunId.From(Guid.Parse(made)), http.RequestAborted);

    private static async Task<IResult> Made(EvaluationQueries queries, RunId run, CancellationToken ct) =>
        Results.Json(await queries.One(run, ct) is { } line ? RunAnswer.Of(line) : null, statusCode: StatusCodes.Status201Created);

    private static async Task<IResult> Rows(string code, string version, int run, Caller caller, ReadRunRows read, CancellationToken ct) =>
        (await read.Run(caller.Actor, new(code, version, run), ct)).ToHttp(rows => RowsFile.Of(rows, run, RowsDownload.NameOf(code, version, run, "rows")));

    private static async Task<IResult> Groups(string code, string version, int run, Caller caller, ReadRunGroups read, CancellationToken ct) =>
        (await read.Run(caller.Actor, new(code, version, run), ct)).ToHttp(groups => RowsFile.Of(groups, RowsDownload.NameOf(code, version, run, "groups")));

    private static async Task<IResult> Verdict(string code, string version, string stage, VersionQueries versions, GateQueries gates, CancellationToken ct)
    {
        if (Targets.FirstOrDefault(one => string.Equals(stage, one.ToString(), StringComparison.OrdinalIgnoreCase)) is var target && !Targets.Contains(target))
            return Answers.Problem(new NotFound($"A gate to '{stage}' (there is one to each of {string.Join(", ", Targets)})"));

        return await versions.One(code, version, ct) is { } found
            ? Results.Json(GateAnswer.Of(code, version, target, await gates.To(found.Line.Id, target, ct)))
            : Answers.Problem(new NotFound($"Version {code}/{version}"));
    }

    public static RowFormat? FormatOf(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? null
        : type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) ? RowFormat.Json
        : type.MediaType.Equals("application/x-ndjson", StringComparison.OrdinalIgnoreCase) ? RowFormat.Ndjson
        : type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase) ? RowFormat.Csv
        : null;
}

/// <summary>What a JSON upload holds; read row by row by the use case, named here for the API's description.</summary>
internal sealed record EvaluationBody(
    string? Dataset, string? Positive, string? Suite, EvaluationKind? Kind, EvaluationTask? Task, string? Source, FormatBody? Format,
    IReadOnlyList<EvaluationBodyRow>? Rows, IReadOnlyDictionary<string, object>? Metrics);

internal sealed record FormatBody(bool? Json, IReadOnlyList<string>? Required, string? Pattern, int? MaximumLength);

internal sealed record EvaluationBodyRow(
    string Id, string Prediction, string? Label, double? Score, IReadOnlyDictionary<string, object?>? Features, IReadOnlyDictionary<string, string>? Segments,
    IReadOnlyDictionary<string, string>? Groups, double? LatencyMs, long? CostMicros, bool? Error, bool? MustPass, string? VariantOf);

/// <summary>A figure of some of the rows: a segment, a protected group, or all groups of an attribute against each other.</summary>
internal sealed record SliceAnswer(Metric Metric, SliceKind Of, string Name, string? Value, Estimate Estimate);

internal sealed record AgainstAnswer(Metric Metric, double Incumbent, Estimate Difference);

internal sealed record ComparisonAnswer(string Version, IReadOnlyList<AgainstAnswer> Differences);

internal sealed record RunAnswer(
    Guid Id, int Run, EvaluationKind Kind, EvaluationTask Task, FigureOrigin Origin, string Dataset, string DatasetDigest, string? Suite, int Attempt, string? Positive, long N,
    IReadOnlyDictionary<string, Estimate> Metrics, IReadOnlyList<SliceAnswer> Slices, ComparisonAnswer? Comparison, int Features, string Rows, string? Source, string By, DateTimeOffset At)
{
    public static RunAnswer Of(RunLine run) => new(
        run.Id.Value, run.Ordinal, run.Kind, run.Task, run.Origin, run.Dataset, run.DatasetDigest.Text, run.Content.Suite?.Code, run.Attempt, run.Positive, run.N,
        run.Whole.ToDictionary(figure => JsonNamingPolicy.CamelCase.ConvertName(figure.Metric.ToString()), figure => figure.Estimate),
        [.. run.Figures.Where(figure => figure.Slice.Kind != SliceKind.Whole)
            .Select(figure => new SliceAnswer(figure.Metric, figure.Slice.Kind, figure.Slice.Name, figure.Slice.Value.Length > 0 ? figure.Slice.Value : null, figure.Estimate))],
        run.Content.Comparison is { } comparison ? new(comparison.Label, [.. comparison.Differences.Select(one => new AgainstAnswer(one.Metric, one.Incumbent, one.Difference))]) : null,
        run.Features, run.Rows.Text, run.Content.Source, run.By.Email, run.At);
}

internal sealed record SourceAnswer(SourceKind Kind, Guid Id, string Digest, string Words);

internal sealed record CheckAnswer(
    string Key, string Name, CheckKind Kind, CheckVerdict Verdict, Severity Severity, bool Blocks, Estimate? Observed, long? Sample, Metric? Metric, string? Slice, DocumentKind? Document, double? AtLeast, double? AtMost, bool? OnBound, int? MinimumSample,
    string SetBy, string Explanation, SourceAnswer? Source, ExcuseAnswer? ExcusedBy);

internal sealed record ExcuseAnswer(string Code, DateTimeOffset Until);

internal sealed record GateAnswer(string System, string Version, Stage Stage, int Policy, GateOutcome Outcome, string Digest, IReadOnlyList<CheckAnswer> Checks)
{
    public static GateAnswer Of(string system, string version, Stage stage, GateVerdict verdict) => new(
        system, version, stage, verdict.PolicyNumber, verdict.Outcome, verdict.Digest.Text,
        [.. verdict.Checks.Select(check => new CheckAnswer(
            check.Key, check.Name, check.Kind, check.Verdict, check.Severity, check.Blocks, check.Observed, check.Sample, check.Metric, check.Slice, check.Document, check.AtLeast, check.AtMost, check.OnBound, check.MinimumSample,
            check.SetBy, check.Explanation, check.Source is { } source ? new(source.Kind, source.Id, source.Digest.Text, source.Words) : null,
            check.ExcusedBy is { } excuse ? new(excuse.Code, excuse.Until) : null))]);
}
