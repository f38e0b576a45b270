using Microsoft.AspNetCore.Mvc;
using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>Telemetry in, drift out.</summary>
internal static class MonitoringApi
{
    private const string Psi = "psi";

    public static void MapMonitoringApi(this RouteGroupBuilder api)
    {
        // Any content type: curl's own says form, and the rows say themselves what they are.
        api.MapPost("/telemetry/predictions", Accept).RequireAuthorization(nameof(Permission.SendTelemetry)).WithTags("Telemetry")
            .WithSummary("Predictions of a system, as a JSON array or one row a line, packed with gzip or not; all are taken or none")
            .Accepts<PredictionBody[]>(isOptional: true, "application/json", "application/x-ndjson", "*/*").Produces<Taken>(StatusCodes.Status202Accepted)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .DisableRateLimiting(); // It knows best itself how much it can take, and answers 429 when that is reached.
        api.MapGet("/systems/{code}/monitoring", Series).RequireAuthorization(nameof(Permission.Read)).WithTags("Monitoring")
            .WithSummary("The drift of each feature over time; a day at most, the last one unless said otherwise")
            .Produces<SeriesAnswer>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Accept(
        [FromQuery] string? system, Caller caller, HttpContext http, AcceptPredictions accept, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(system))
            return Answers.Problem(new Invalid("system", "Name the system in the address: ?system=AIS-0001."));

        try
        {
            if (!(await TelemetryBody.Read(http.Request, ct)).Succeeded(out var body, out var refusal))
                return Answers.Problem(refusal);

            var key = http.Request.Headers[Idempotency.Header] is [{ } sent, ..] ? sent : null;
            return (await accept.Run(caller.Actor, new(system, key, body), ct))
                .ToHttp(accepted => Results.Json(new Taken(accepted.Rows), statusCode: StatusCodes.Status202Accepted));
        }
        catch (BadHttpRequestException fault)
        {
            // Larger than the server reads, or cut off on the way.
            return Results.Problem(statusCode: fault.StatusCode, title: "Not acceptable as sent", detail: fault.Message + " No row was taken.");
        }
    }

    private static async Task<IResult> Series(
        string code, DateTimeOffset? from, DateTimeOffset? to, string? metric, string? version, MonitoringQueries queries, TimeProvider time, CancellationToken ct)
    {
        if (metric is not (null or Psi))
            return Answers.Problem(new Invalid("metric", $"The metric is {Psi}."));
        var until = to ?? time.GetUtcNow();
        if (until < DateTimeOffset.UnixEpoch)
            return Answers.Problem(new Invalid("to", "This is too long ago."));
        var since = from ?? until - SeriesStore.Shown;
        if (since >= until || until - since > SeriesStore.Shown)
            return Answers.Problem(new Invalid("from", "This is before 'to', by a day at most."));
        if (await queries.Version(code, version, ct) is not { } watched)
            return Answers.Problem(new NotFound(version is null ? $"System '{code}', or a version of it," : $"Version {code}/{version}"));

        var series = await queries.Series(watched.Id, since, until, ct);
        return Results.Json(new SeriesAnswer(code, watched.Label, Psi, since, until,
        [
            .. (series.Baseline?.Features ?? []).Select((feature, index) => new FeatureAnswer(
                feature.Name,
                [.. series.Points[index].Where(point => point.Minute >= since && point.Minute <= until).Select(point => PointAnswer.Of(point, watched.Levels))])),
        ]));
    }

    private sealed record Taken(int Accepted);

    private sealed record SeriesAnswer(string System, string Version, string Metric, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<FeatureAnswer> Series);

    private sealed record FeatureAnswer(string Feature, IReadOnlyList<PointAnswer> Points);

    private sealed record PointAnswer(DateTimeOffset Time, double? Value, double? Raw, long N, DriftLevel Level)
    {
        public static PointAnswer Of(FeaturePoint point, DriftLevels levels) => new(point.Minute, point.Value, point.Raw, point.N, levels.Of(point));
    }

    /// <summary>What a row looks like, for the description of the API; rows are read straight from their bytes.</summary>
    private sealed record PredictionBody(
        string Id, DateTimeOffset Time, string Version, IReadOnlyDictionary<string, object?> Features, object Prediction,
        double? Score, double? LatencyMs, double? CostMicros, string? Subject, IReadOnlyDictionary<string, double>? Contributions);
}
