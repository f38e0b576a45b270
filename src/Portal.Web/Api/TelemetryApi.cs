using Microsoft.AspNetCore.Mvc;
using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>Telemetry in: a post is a JSON array or one row a line, packed with gzip or not; all of its rows are taken or none.</summary>
internal static partial class TelemetryApi
{
    public static void MapTelemetryApi(this RouteGroupBuilder api)
    {
        var telemetry = api.MapGroup("/telemetry").WithTags("Telemetry");
        telemetry.Take<PredictionBody>("/predictions", "Predictions of a system", (http, post, ct) =>
            http.RequestServices.GetRequiredService<AcceptPredictions>().Run(post.Actor, new(post.System, post.Key, post.Body) { Run = post.Run }, ct));
        telemetry.MapGet("/quarantine", Quarantined).RequireAuthorization(nameof(Permission.Read))
            .WithSummary("What came of systems that are not in the register").Produces<Paged<QuarantineLine>>();
        telemetry.MapPost("/quarantine/{name}/claim", Claim).RequireAuthorization(nameof(Permission.FileSystems))
            .WithSummary("Say which system of the register it is: the rows are counted there").Reads<ClaimBody>("application/json")
            .Produces<ClaimQuarantine.Claimed>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        telemetry.MapPost("/quarantine/{name}/dismiss", Dismiss).RequireAuthorization(nameof(Permission.CloseFindings))
            .WithSummary("Throw away what is of no system, with a reason").Reads<DismissBody>("application/json")
            .Produces(StatusCodes.Status204NoContent).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
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
        telemetry.MapPost(path, ([FromQuery] string? system, [FromQuery] string? batch, [FromQuery] DateOnly? asOf, Caller caller, HttpContext http, CancellationToken ct) => Accept((system, batch, asOf), caller, http, accept, ct))
            .RequireAuthorization(nameof(Permission.SendTelemetry))
            .WithSummary($"{what}, as a JSON array or one row a line, packed with gzip or not; all are taken or none")
            .Accepts<TRow[]>(isOptional: true, "application/json", "application/x-ndjson", "*/*").Produces<Taken>(StatusCodes.Status202Accepted)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .DisableRateLimiting(); // It knows best itself how much it can take, and answers 429 when that is reached.

    private static async Task<IResult> Accept(
        (string? System, string? Batch, DateOnly? AsOf) named, Caller caller, HttpContext http, Func<HttpContext, Post, CancellationToken, Task<Result<AcceptPredictions.Accepted>>> accept, CancellationToken ct)
    {
        if (named.System is not { } system || string.IsNullOrWhiteSpace(system))
            return Answers.Problem(new Invalid("system", "Name the system in the address: ?system=AIS-0001."));
        if (named.Batch is null != named.AsOf is null)
            return Answers.Problem(new Invalid(named.Batch is null ? "batch" : "asOf", "A scoring run is named by both: ?batch=2026-10&asOf=2026-10-31."));
        var run = named is { Batch: { } batch, AsOf: { } asOf } ? new RunName(batch, asOf) : null;
        if (run is not null && !http.Request.Path.Value!.EndsWith("/predictions", StringComparison.Ordinal))
            return Answers.Problem(new Invalid("batch", "Only predictions belong to a scoring run."));

        try
        {
            // Before the body is read: whoever is told to wait costs next to nothing.
            if (await http.RequestServices.GetRequiredService<TelemetryIntake>().Full(caller.Actor, ct) is { } busy)
                return Answers.Problem(busy);
            if (!(await TelemetryBody.Read(http.Request, ct)).Succeeded(out var body, out var refusal))
                return Answers.Problem(refusal);

            var key = http.Request.Headers[Idempotency.Header] is [{ } sent, ..] ? sent : null;
            return (await accept(http, new Post(caller.Actor, system, key, body, run), ct))
                .ToHttp(accepted => Results.Json(new Taken(accepted.Rows, accepted.IsQuarantined), statusCode: StatusCodes.Status202Accepted));
        }
        catch (BadHttpRequestException fault)
        {
            // Larger than the server reads, or cut off on the way.
            return Results.Problem(statusCode: fault.StatusCode, title: "Not acceptable as sent", detail: fault.Message + " No row was taken.");
        }
        catch (IOException fault)
        {
            // The disk is full, or at fault: the next post tries again, and so may this one.
            Log.NotStored(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(TelemetryApi)), fault);
            http.Response.Headers.RetryAfter = "10";
            return Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not stored", detail: "Telemetry cannot be stored right now. No row was taken; send it again.");
        }
    }

    private static async Task<IResult> Quarantined(QuarantineQueries quarantine, int? page, int? size, CancellationToken ct)
    {
        var (asked, all) = (Paging.Of(page, size), await quarantine.All(ct));
        return Results.Json(new Page<QuarantineLine>([.. all.Skip(asked.Skip).Take(asked.Size)], asked.Number, asked.Size, all.Count).ToAnswer(line => line));
    }

    private static async Task<IResult> Claim(HttpContext http, string name, Caller caller, ClaimQuarantine claim, CancellationToken ct)
    {
        var body = await JsonBody.Read<ClaimBody>(http);
        return (await claim.Run(caller.Actor, new(name, body.System ?? ""), ct)).ToHttp(claimed => Results.Json(claimed));
    }

    private static async Task<IResult> Dismiss(HttpContext http, string name, Caller caller, DismissQuarantine dismiss, CancellationToken ct)
    {
        var body = await JsonBody.Read<DismissBody>(http);
        return (await dismiss.Run(caller.Actor, new(name, body.Reason ?? ""), ct)).ToHttp(_ => Results.NoContent());
    }

    private static partial class Log
    {
        [LoggerMessage(1401, LogLevel.Error, "Telemetry could not be stored; its sender was asked to send it again")]
        public static partial void NotStored(ILogger log, Exception fault);
    }

    private sealed record ClaimBody(string? System);

    private sealed record DismissBody(string? Reason);

    private sealed record Post(Actor Actor, string System, string? Key, ReadOnlyMemory<byte> Body, RunName? Run);

    /// <summary>Quarantined: the system is not in the register; the rows wait until somebody claims or dismisses them.</summary>
    private sealed record Taken(int Accepted, bool Quarantined);

    // What rows look like, for the description of the API; they are read straight from their bytes.
    internal sealed record PredictionBody(
        string Id, DateTimeOffset Time, string Version, IReadOnlyDictionary<string, object?> Features, object Prediction,
        double? Score, double? LatencyMs, double? CostMicros, string? Subject, IReadOnlyDictionary<string, double>? Contributions);

    private sealed record CallBody(
        string Id, DateTimeOffset Time, string Version, string Model, string Provider, long InputTokens, long? CacheReadTokens, long? CacheWriteTokens, long OutputTokens,
        double LatencyMs, string Outcome, IReadOnlyDictionary<string, double>? Scores);

    private sealed record LabelBody(string Id, DateTimeOffset? Time, object Label, string? Group);

    private sealed record FeedbackBody(string Id, object Rating, string? Reason, DateTimeOffset? Time, string? Version);

    private sealed record ReviewBody(string Id, string Outcome, double? Seconds, DateTimeOffset? Time, string? Version);
}
