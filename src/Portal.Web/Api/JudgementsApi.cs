using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Evaluation;
using Portal.Evaluation.Judging;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>Outputs of a version that a judge model reads.</summary>
internal static class JudgementsApi
{
    // More than the use case takes, so that it is the one to say how much is too much.
    private const int LargestUpload = RequestJudgement.MostBytes + (1024 * 1024);

    private const int CallsUnlessSaid = 1000;
    private const long TokensUnlessSaid = 1_000_000;

    public static void MapJudgementsApi(this RouteGroupBuilder api)
    {
        var version = api.MapGroup("/systems/{code}/versions/{version}/judgements").WithTags("Evaluation").ProducesProblem(StatusCodes.Status404NotFound);
        version.MapGet("", List).RequireAuthorization(nameof(Permission.Read)).WithName("ListJudgements")
            .WithSummary("The judged runs of a version, latest first, with how far they are").Produces<Paged<JudgementAnswer>>();
        version.MapPost("", Request).RequireAuthorization(nameof(Permission.SubmitEvidence)).WithName("RequestJudgement")
            .WithSummary("Have outputs judged by a model at an endpoint that speaks as OpenAI's chat completions do")
            .WithDescription("""
                Rows have an id, an output, and where there are any a question and the context that was retrieved, as a text or a list of texts; factuality needs the context. The portal asks
                one call for each row and metric and keeps to the budget. The key is sealed at once, never read back, and forgotten when the run ends. When all is judged, an evaluation of
                kind Judge has the figures.
                """)
            .WithMetadata(new RequestSizeLimitAttribute(LargestUpload)).Repeatable(Again)
            .Reads<JudgementBody>("application/json").Produces<JudgementAnswer>(StatusCodes.Status201Created)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<IResult> List(string code, string version, VersionQueries versions, JudgeQueries queries, int? page, int? size, CancellationToken ct) =>
        await versions.One(code, version, ct) is { } found
            ? Results.Json((await queries.OfVersion(found.Line.Id, Paging.Of(page, size), ct)).ToAnswer(JudgementAnswer.Of))
            : Answers.Problem(new NotFound($"Version {code}/{version}"));

    private static async Task<IResult> Request(HttpContext http, string code, string version, Caller caller, RequestJudgement request, JudgeQueries queries, CancellationToken ct)
    {
        var body = await JsonBody.Read<JudgementBody>(http);
        var metrics = body.Metrics ?? DefaultRubrics.Judged;
        if (metrics.FirstOrDefault(metric => !DefaultRubrics.Judged.Contains(metric)) is var strange && strange != default)
            return Answers.Problem(new Invalid("metrics", $"Choose of {string.Join(", ", DefaultRubrics.Judged)}."));

        var rubrics = metrics.Select(metric => body.Rubrics?.GetValueOrDefault(JsonNamingPolicy.CamelCase.ConvertName(metric.ToString())) is { } text ? new Rubric(metric, text) : DefaultRubrics.Of(metric));
        var terms = new JudgeTerms(body.Dataset ?? "", body.Endpoint ?? "", body.Model ?? "", [.. rubrics], body.MostCalls ?? CallsUnlessSaid, body.MostTokens ?? TokensUnlessSaid);
        using var rows = new MemoryStream();
        foreach (var row in body.Rows ?? [])
        {
            JsonSerializer.Serialize(rows, row);
            rows.WriteByte((byte)'\n');
        }

        rows.Position = 0;
        var result = await request.Run(caller.Actor, new(code, version, terms, body.ApiKey, RowFormat.Ndjson, rows), ct);
        return await result.ToHttp(run => Made(queries, run, ct));
    }

    private static async Task<IResult> Again(HttpContext http, string made) =>
        await Made(http.RequestServices.GetRequiredService<JudgeQueries>(), JudgeRunId.From(Guid.Parse(made)), http.RequestAborted);

    private static async Task<IResult> Made(JudgeQueries queries, JudgeRunId run, CancellationToken ct) =>
        Results.Json(await queries.One(run, ct) is { } line ? JudgementAnswer.Of(line) : null, statusCode: StatusCodes.Status201Created);
}

internal sealed record JudgementBody(
    string? Dataset, string? Endpoint, string? Model, string? ApiKey, IReadOnlyList<Metric>? Metrics, IReadOnlyDictionary<string, string>? Rubrics, int? MostCalls, long? MostTokens,
    IReadOnlyList<JsonNode?>? Rows);

internal sealed record JudgementAnswer(
    Guid Id, int Judgement, string Dataset, string Host, string Model, IReadOnlyList<Metric> Metrics, string Rubric, JudgeRunState State, string? Because, string? Trouble, int Rows, int Wanted, int Judged, int Unjudged,
    int Calls, int MostCalls, long Tokens, long MostTokens, int? Run, string By, DateTimeOffset At, DateTimeOffset? EndedAt)
{
    public static JudgementAnswer Of(JudgeLine line) => new(
        line.Id.Value, line.Ordinal, line.Terms.Dataset, line.Terms.Host, line.Terms.Model, [.. line.Terms.Rubrics.Select(rubric => rubric.Metric)], line.Terms.RubricDigest.Text, line.State, line.Because, line.Trouble,
        line.RowCount, line.Wanted, line.Judged, line.Unjudged, line.Calls, line.Terms.MostCalls, line.Tokens, line.Terms.MostTokens, line.Run, line.By.Email, line.RequestedAt, line.EndedAt);
}
