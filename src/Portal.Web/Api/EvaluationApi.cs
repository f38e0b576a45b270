using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Web.Api;

/// <summary>Evaluations of a version, and what the gate says of it.</summary>
internal static class EvaluationApi
{
    // One more than the use case takes, so that it is the one to say how much is too much.
    private const int LargestUpload = 65 * 1024 * 1024;

    public static void MapEvaluationApi(this RouteGroupBuilder api)
    {
        var version = api.MapGroup("/systems/{code}/versions/{version}").WithTags("Evaluation").ProducesProblem(StatusCodes.Status404NotFound);
        version.MapGet("/evaluations", List).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("The evaluations of a version, latest first").Produces<Paged<RunAnswer>>();
        version.MapPost("/evaluations", Submit).RequireAuthorization(nameof(Permission.SubmitEvidence))
            .WithSummary("Upload predictions beside what was right; the portal computes the figures")
            .WithMetadata(new RequestSizeLimitAttribute(LargestUpload)).Repeatable(Again)
            .Reads<EvaluationBody>("application/json", "application/x-ndjson").Produces<RunAnswer>(StatusCodes.Status201Created)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        version.MapGet("/gates/{stage}", Verdict).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("What the gate says now, with every check; 200 either way").Produces<GateAnswer>();
    }

    private static async Task<IResult> List(string code, string version, VersionQueries versions, EvaluationQueries queries, int? page, int? size, CancellationToken ct) =>
        await versions.One(code, version, ct) is { } found
            ? Results.Json((await queries.OfVersion(found.Line.Id, Paging.Of(page, size), ct)).ToAnswer(RunAnswer.Of))
            : Answers.Problem(new NotFound($"Version {code}/{version}"));

    private static async Task<IResult> Submit(
        string code, string version, Caller caller, HttpRequest request, SubmitEvaluation submit, EvaluationQueries queries, string? dataset, string? positive, CancellationToken ct)
    {
        if (FormatOf(request) is not { } format)
            return Results.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType, detail: "Send application/json, or application/x-ndjson with ?dataset=&positive=.");

        var result = await submit.Run(caller.Actor, new(code, version, format, request.Body, dataset, positive), ct);
        return await result.ToHttp(run => Made(queries, run, ct));
    }

    private static async Task<IResult> Again(HttpContext http, string made) =>
        await Made(http.RequestServices.GetRequiredService<EvaluationQueries>(), RunId.From(Guid.Parse(made)), http.RequestAborted);

    private static async Task<IResult> Made(EvaluationQueries queries, RunId run, CancellationToken ct) =>
        Results.Json(await queries.One(run, ct) is { } line ? RunAnswer.Of(line) : null, statusCode: StatusCodes.Status201Created);

    private static async Task<IResult> Verdict(string code, string version, string stage, VersionQueries versions, GateQueries gates, CancellationToken ct)
    {
        if (!string.Equals(stage, nameof(Stage.Production), StringComparison.OrdinalIgnoreCase))
            return Answers.Problem(new NotFound($"A gate to '{stage}' (there is one to {nameof(Stage.Production)})"));

        return await versions.One(code, version, ct) is { } found
            ? Results.Json(GateAnswer.Of(code, version, await gates.ToProduction(found.Line.Id, ct)))
            : Answers.Problem(new NotFound($"Version {code}/{version}"));
    }

    private static RowFormat? FormatOf(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? null
        : type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) ? RowFormat.Json
        : type.MediaType.Equals("application/x-ndjson", StringComparison.OrdinalIgnoreCase) ? RowFormat.Ndjson
        : null;
}

/// <summary>What a JSON upload holds; read row by row by the use case, named here for the API's description.</summary>
internal sealed record EvaluationBody(string Dataset, string? Positive, IReadOnlyList<EvaluationBodyRow> Rows);

internal sealed record EvaluationBodyRow(string Id, string Prediction, string Label, IReadOnlyDictionary<string, object?>? Features);

internal sealed record MetricsAnswer(Estimate? Accuracy, Estimate? Recall);

internal sealed record RunAnswer(
    Guid Id, int Run, string Dataset, string DatasetDigest, int Attempt, string? Positive, long N, MetricsAnswer Metrics,
    int Features, string Rows, string By, DateTimeOffset At)
{
    public static RunAnswer Of(RunLine run) => new(
        run.Id.Value, run.Ordinal, run.Dataset, run.DatasetDigest.Text, run.Attempt, run.Positive, run.Confusion.N,
        new(run.Confusion.Accuracy, run.Confusion.Recall), run.Features, run.Rows.Text, run.By.Email, run.At);
}

internal sealed record SourceAnswer(SourceKind Kind, Guid Id, string Digest, string Words);

internal sealed record CheckAnswer(
    string Key, string Name, CheckKind Kind, CheckVerdict Verdict, Severity Severity, bool Blocks, Estimate? Observed, long? Sample, double? AtLeast, bool? OnBound, int? MinimumSample,
    string SetBy, string Explanation, SourceAnswer? Source, ExcuseAnswer? ExcusedBy);

internal sealed record ExcuseAnswer(string Code, DateTimeOffset Until);

internal sealed record GateAnswer(string System, string Version, Stage Stage, int Policy, GateOutcome Outcome, string Digest, IReadOnlyList<CheckAnswer> Checks)
{
    public static GateAnswer Of(string system, string version, GateVerdict verdict) => new(
        system, version, Stage.Production, verdict.PolicyNumber, verdict.Outcome, verdict.Digest.Text,
        [.. verdict.Checks.Select(check => new CheckAnswer(
            check.Key, check.Name, check.Kind, check.Verdict, check.Severity, check.Blocks, check.Observed, check.Sample, check.AtLeast, check.OnBound, check.MinimumSample,
            check.SetBy, check.Explanation, check.Source is { } source ? new(source.Kind, source.Id, source.Digest.Text, source.Words) : null,
            check.ExcusedBy is { } excuse ? new(excuse.Code, excuse.Until) : null))]);
}
