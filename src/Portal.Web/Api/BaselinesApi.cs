using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>What a version's traffic is held against.</summary>
internal static class BaselinesApi
{
    public static void MapBaselinesApi(this RouteGroupBuilder api)
    {
        var version = api.MapGroup("/systems/{code}/versions/{version}").WithTags("Monitoring").ProducesProblem(StatusCodes.Status404NotFound);
        version.MapGet("/baseline", Get).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("The frozen baseline: since when, of which rows, what is watched and in how many bins").Produces<BaselineAnswer>();
        version.MapPost("/baseline", Bring).RequireAuthorization(nameof(Permission.SubmitEvidence))
            .WithSummary("Bring the rows of which the baseline is frozen, in the form of telemetry, packed with gzip or not; or name with from and to the first weeks of recorded decisions. It is made once; the same rows again answer the same")
            .Accepts<TelemetryApi.PredictionBody[]>(isOptional: true, "application/json", "application/x-ndjson", "*/*").Produces<BaselineAnswer>(StatusCodes.Status201Created)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<IResult> Get(string code, string version, Baselines baselines, CancellationToken ct) =>
        await baselines.Named(code, version, ct) is { } baseline ? Results.Json(BaselineAnswer.Of(baseline)) : Answers.Problem(new NotFound($"A baseline of {code}/{version}"));

    private static async Task<IResult> Bring(string code, string version, DateTimeOffset? from, DateTimeOffset? to, Caller caller, HttpRequest request, BringBaseline bring, CancellationToken ct)
    {
        if (from is null != to is null)
            return Answers.Problem(new Invalid(from is null ? "from" : "to", "The first weeks of the traffic have a beginning and an end: ?from=&to=."));
        if (!(await TelemetryBody.Read(request, ct)).Succeeded(out var body, out var refusal))
            return Answers.Problem(refusal);

        var input = new BringBaseline.Input(code, version) { Rows = body, Recorded = from is { } begin && to is { } end ? new(begin.ToUniversalTime(), end.ToUniversalTime()) : null };
        return (await bring.Run(caller.Actor, input, ct)).ToHttp(baseline => Results.Json(BaselineAnswer.Of(baseline), statusCode: StatusCodes.Status201Created));
    }

    private sealed record BaselineAnswer(DateTimeOffset MadeAt, string RowsDigest, int Rows, IReadOnlyList<FeatureAnswer> Features)
    {
        public static BaselineAnswer Of(BaselineLine line) =>
            new(line.MadeAt, line.Rows.Text, line.Count, [.. line.Features.Select(feature => new FeatureAnswer(feature.Name, feature.IsOutput, feature.Bins.Size))]);
    }

    private sealed record FeatureAnswer(string Name, bool IsOutput, int Bins);
}
