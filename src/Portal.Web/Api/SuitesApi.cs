using Microsoft.AspNetCore.Mvc;
using Portal.Evaluation;
using Portal.Evaluation.Figures;
using Portal.Evaluation.Suites;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Evaluation;

namespace Portal.Web.Api;

/// <summary>Suites: how versions of a system are evaluated, and what is right of their rows. Agreeing happens in pages only.</summary>
internal static class SuitesApi
{
    // One more than the use case takes, so that it is the one to say how much is too much.
    private const int LargestUpload = SuiteLimits.MostBytes + (1024 * 1024);

    public static void MapSuitesApi(this RouteGroupBuilder api)
    {
        var suites = api.MapGroup("/systems/{code}/suites").WithTags("Evaluation").ProducesProblem(StatusCodes.Status404NotFound);
        suites.MapGet("", List).RequireAuthorization(nameof(Permission.Read)).WithName("ListSuites")
            .WithSummary("The suites of a system, those that wait for somebody first").Produces<Paged<SuiteAnswer>>().ProducesValidationProblem().ReadsThePast();
        suites.MapPost("", Propose).RequireAuthorization(nameof(Permission.SubmitEvidence)).WithName("ProposeSuite")
            .WithSummary("Propose how versions of the system are evaluated; the owner and the validator agree in the page")
            .Repeatable(Again).Reads<SuiteBody>("application/json").Produces<SuiteAnswer>(StatusCodes.Status201Created).ProducesValidationProblem();
        api.MapGet("/suites/{suite}", One).WithTags("Evaluation").RequireAuthorization(nameof(Permission.Read)).WithName("GetSuite")
            .WithSummary("A suite: its terms, how far it is agreed on, how often its labels were used; never a label").Produces<SuiteAnswer>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ReadsThePast();
        var labels = api.MapGroup("/suites/{suite}/labels").WithTags("Evaluation").RequireAuthorization(nameof(Permission.KeepHoldOuts)).ProducesProblem(StatusCodes.Status404NotFound);
        labels.MapPut("", Bring).WithName("PutLabels")
            .WithSummary("Bring what is right of a suite's rows, which seals it: for the validator. Other labels than before are asked of the owner and the validator again; the same ones change nothing")
            .WithMetadata(new RequestSizeLimitAttribute(LargestUpload)).Reads<Stream>(RowsFile.MediaType, "text/csv").Produces<SuiteAnswer>()
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        labels.MapGet("", Labels).WithName("GetLabels")
            .WithSummary("The labels of a suite: for the validator alone; recorded in the ledger").Produces<Stream>(StatusCodes.Status200OK, RowsFile.MediaType);
    }

    private static async Task<IResult> List(string code, VersionQueries versions, SuiteQueries queries, Then then, int? page, int? size, CancellationToken ct) =>
        !then.AsOf.Succeeded(out var asOf, out var refusal) ? Answers.Problem(refusal)
        : await versions.OfSystem(code, new PageRequest(1, 1), asOf, ct) is null ? Answers.Problem(new NotFound(code))
        : Results.Json((await queries.List(code, Paging.Of(page, size), asOf, ct)).ToAnswer(SuiteAnswer.Of));

    private static async Task<IResult> One(string suite, SuiteQueries queries, Then then, CancellationToken ct) =>
        then.AsOf.Succeeded(out var asOf, out var refusal) ? Found(await queries.One(suite, asOf, ct), suite) : Answers.Problem(refusal);

    private static IResult Found(SuiteView? suite, string code) => Answers.Found(suite is null ? null : SuiteAnswer.Of(suite.Line), code);

    private static async Task<IResult> Bring(string suite, Caller caller, HttpRequest request, BringLabels bring, SuiteQueries queries, CancellationToken ct)
    {
        if (EvaluationApi.FormatOf(request) is not { } format || format == RowFormat.Json)
            return Results.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType, detail: $"Send {RowsFile.MediaType} or text/csv: id, label, and the segments and groups that the suite names.");

        return await (await bring.Run(caller.Actor, new(suite, format, request.Body), ct)).ToHttp(async _ => Found(await queries.One(suite, AsOf.Now, ct), suite));
    }

    private static async Task<IResult> Labels(string suite, Caller caller, ReadLabels read, CancellationToken ct) =>
        (await read.Run(caller.Actor, new(suite), ct)).ToHttp(labels => RowsFile.Of(labels, $"{suite}-labels.ndjson"));

    private static async Task<IResult> Propose(string code, Caller caller, HttpContext http, ProposeSuite propose, SuiteQueries queries, CancellationToken ct)
    {
        var body = await JsonBody.Read<SuiteBody>(http);
        var result = await propose.Run(caller.Actor, new(code, body.ToTerms()), ct);
        return await result.ToHttp(suite => Made(queries, suite, ct));
    }

    private static async Task<IResult> Again(HttpContext http, string made) => await Made(http.RequestServices.GetRequiredService<SuiteQueries>(), made, http.RequestAborted);

    private static async Task<IResult> Made(SuiteQueries queries, string suite, CancellationToken ct) =>
        Results.Json(await queries.One(suite, AsOf.Now, ct) is { } found ? SuiteAnswer.Of(found.Line) : null, statusCode: StatusCodes.Status201Created);
}

internal sealed record ProtectedBody(string? Name, string? Obtained);

internal sealed record SuiteBody(
    string? Name, string? Dataset, EvaluationTask? Task, string? Positive, bool? Sealed, int? MostDays, int? MostUses, IReadOnlyList<Metric>? Metrics,
    IReadOnlyList<string>? Segments, IReadOnlyList<ProtectedBody>? Protected)
{
    public SuiteTerms ToTerms() => new()
    {
        Name = Name ?? "",
        Dataset = Dataset ?? "",
        Task = Task ?? EvaluationTask.Classification,
        Positive = Positive,
        IsSealed = Sealed ?? true,
        MostDays = MostDays ?? 365,
        MostUses = MostUses ?? 20,
        Metrics = Metrics ?? [],
        Segments = Segments ?? [],
        Protected = [.. (Protected ?? []).Select(attribute => new ProtectedAttribute(attribute?.Name ?? "", attribute?.Obtained ?? ""))],
    };
}

internal sealed record SuiteAnswer(
    string Code, string System, SuiteState State, string Name, string Dataset, EvaluationTask Task, string? Positive, bool Sealed, int MostDays, int MostUses, int Uses, long? Rows,
    DateTimeOffset? LabelsAt, IReadOnlyList<Metric> Metrics, IReadOnlyList<string> Segments, IReadOnlyList<ProtectedAttribute> Protected)
{
    public static SuiteAnswer Of(SuiteLine line) => new(
        line.Code, line.System, line.State, line.Terms.Name, line.Terms.Dataset, line.Terms.Task, line.Terms.Positive, line.Terms.IsSealed, line.Terms.MostDays, line.Terms.MostUses, line.Uses, line.Rows,
        line.LabelsAt, line.Terms.Metrics, line.Terms.Segments, line.Terms.Protected);
}
