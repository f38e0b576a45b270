using Microsoft.AspNetCore.Mvc;
using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>Telemetry in: a post is a JSON array or one row a line, packed with gzip or not; all of its rows are taken or none.</summary>
internal static class TelemetryApi
{
    public static void MapTelemetryApi(this RouteGroupBuilder api)
    {
        var telemetry = api.MapGroup("/telemetry").WithTags("Telemetry");
        telemetry.Take<PredictionBody>("/predictions", "Predictions of a system", (http, post, ct) =>
            http.RequestServices.GetRequiredService<AcceptPredictions>().Run(post.Actor, new(post.System, post.Key, post.Body), ct));
        telemetry.Take<CallBody>("/calls", "Calls of language models; what they cost is settled by the prices known now", (http, post, ct) =>
            http.RequestServices.GetRequiredService<AcceptCalls>().Run(post.Actor, new(post.System, post.Key, post.Body), ct));
        telemetry.Take<LabelBody>("/labels", "What turned out to be right, by the id of the prediction", (http, post, ct) => React(TelemetryKind.Labels, http, post, ct));
        telemetry.Take<FeedbackBody>("/feedback", "What people think of outputs", (http, post, ct) => React(TelemetryKind.Feedback, http, post, ct));
        telemetry.Take<ReviewBody>("/reviews", "Whether reviewers let outputs stand", (http, post, ct) => React(TelemetryKind.Reviews, http, post, ct));
    }

    private static Task<Result<AcceptPredictions.Accepted>> React(TelemetryKind kind, HttpContext http, Post post, CancellationToken ct) =>
        http.RequestServices.GetRequiredService<AcceptReactions>().Run(post.Actor, new(kind, post.System, post.Key, post.Body), ct);

    private static void Take<TRow>(
        this RouteGroupBuilder telemetry, string path, string what, Func<HttpContext, Post, CancellationToken, Task<Result<AcceptPredictions.Accepted>>> accept) =>
        // Any content type: curl's own says form, and the rows say themselves what they are.
        telemetry.MapPost(path, ([FromQuery] string? system, Caller caller, HttpContext http, CancellationToken ct) => Accept(system, caller, http, accept, ct))
            .RequireAuthorization(nameof(Permission.SendTelemetry))
            .WithSummary($"{what}, as a JSON array or one row a line, packed with gzip or not; all are taken or none")
            .Accepts<TRow[]>(isOptional: true, "application/json", "application/x-ndjson", "*/*").Produces<Taken>(StatusCodes.Status202Accepted)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .DisableRateLimiting(); // It knows best itself how much it can take, and answers 429 when that is reached.

    private static async Task<IResult> Accept(
        string? system, Caller caller, HttpContext http, Func<HttpContext, Post, CancellationToken, Task<Result<AcceptPredictions.Accepted>>> accept, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(system))
            return Answers.Problem(new Invalid("system", "Name the system in the address: ?system=AIS-0001."));

        try
        {
            if (!(await TelemetryBody.Read(http.Request, ct)).Succeeded(out var body, out var refusal))
                return Answers.Problem(refusal);

            var key = http.Request.Headers[Idempotency.Header] is [{ } sent, ..] ? sent : null;
            return (await accept(http, new Post(caller.Actor, system, key, body), ct))
                .ToHttp(accepted => Results.Json(new Taken(accepted.Rows), statusCode: StatusCodes.Status202Accepted));
        }
        catch (BadHttpRequestException fault)
        {
            // Larger than the server reads, or cut off on the way.
            return Results.Problem(statusCode: fault.StatusCode, title: "Not acceptable as sent", detail: fault.Message + " No row was taken.");
        }
    }

    private sealed record Post(Actor Actor, string System, string? Key, ReadOnlyMemory<byte> Body);

    private sealed record Taken(int Accepted);

    // What rows look like, for the description of the API; they are read straight from their bytes.
    private sealed record PredictionBody(
        string Id, DateTimeOffset Time, string Version, IReadOnlyDictionary<string, object?> Features, object Prediction,
        double? Score, double? LatencyMs, double? CostMicros, string? Subject, IReadOnlyDictionary<string, double>? Contributions);

    private sealed record CallBody(
        string Id, DateTimeOffset Time, string Version, string Model, string Provider, long InputTokens, long? CacheReadTokens, long? CacheWriteTokens, long OutputTokens,
        double LatencyMs, string Outcome, IReadOnlyDictionary<string, double>? Scores);

    private sealed record LabelBody(string Id, DateTimeOffset? Time, object Label, string? Group);

    private sealed record FeedbackBody(string Id, object Rating, string? Reason, DateTimeOffset? Time, string? Version);

    private sealed record ReviewBody(string Id, string Outcome, double? Seconds, DateTimeOffset? Time, string? Version);
}
