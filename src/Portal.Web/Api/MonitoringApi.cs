using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>What was counted, over time and as it comes.</summary>
internal static class MonitoringApi
{
    private const string Psi = "psi";

    private static readonly SortedDictionary<string, Metric> Metrics = new(Enum.GetValues<Metric>().ToDictionary(metric => metric.ToString().ToLowerInvariant()), StringComparer.Ordinal);

    public static void MapMonitoringApi(this RouteGroupBuilder api)
    {
        api.MapGet("/systems/{code}/monitoring", Series).RequireAuthorization(nameof(Permission.Read)).WithTags("Monitoring")
            .WithSummary($"A metric over time, the last day unless said otherwise: {Psi} of each feature, by minutes of a day at most; or {string.Join(", ", Metrics.Keys)}, by minutes, hours or days")
            .Produces<SeriesAnswer>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/systems/{code}/monitoring/runs", Runs).RequireAuthorization(nameof(Permission.Read)).WithTags("Monitoring")
            .WithSummary("Scoring runs by their own day, the latest first, each with the drift of its features; of the last 400 days unless said otherwise")
            .Produces<Paged<ScoringRunLine>>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/systems/{code}/monitoring/live", Live).RequireAuthorization(nameof(Permission.Read)).WithTags("Monitoring")
            .WithSummary("What changes, as it is counted: server-sent events of the last hour; the stream ends after a quarter of an hour and is asked for again")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Series(
        string code, DateTimeOffset? from, DateTimeOffset? to, string? metric, string? version, MonitoringQueries queries, MetricQueries metrics, TimeProvider time, CancellationToken ct)
    {
        if (metric is not (null or Psi) && !Metrics.ContainsKey(metric))
            return Answers.Problem(new Invalid("metric", $"The metric is one of {Psi}, {string.Join(", ", Metrics.Keys)}."));
        var until = to ?? time.GetUtcNow();
        if (until < DateTimeOffset.UnixEpoch)
            return Answers.Problem(new Invalid("to", "This is too long ago."));
        var since = from ?? until - SeriesStore.Shown;
        var most = metric is null or Psi ? SeriesStore.Shown : MetricQueries.Most;
        if (since >= until || until - since > most)
            return Answers.Problem(new Invalid("from", $"This is before 'to', by {most.TotalDays:0} days at most."));
        if (await queries.Version(code, version, ct) is not { } watched)
            return Answers.Problem(new NotFound(version is null ? $"System '{code}', or a version of it," : $"Version {code}/{version}"));

        if (metric is not (null or Psi))
            return Results.Json(new MetricAnswer(code, watched.Label, metric, since, until, MetricQueries.StepOf(since, until).TotalSeconds, await metrics.Of(watched.Id, Metrics[metric], since, until, ct)));

        var series = await queries.Series(watched.Id, since, until, ct);
        return Results.Json(new SeriesAnswer(code, watched.Label, Psi, since, until,
        [
            .. (series.Baseline?.Features ?? []).Select((feature, index) => new FeatureAnswer(
                feature.Name,
                [.. series.Points[index].Where(point => point.Minute >= since && point.Minute <= until).Select(point => PointAnswer.Of(point, watched.Levels))])),
        ]));
    }

    private static async Task<IResult> Runs(
        string code, string? version, DateOnly? from, DateOnly? to, MonitoringQueries queries, ScoringRunQueries runs, Calendar calendar, int? page, int? size, CancellationToken ct)
    {
        if (await queries.Version(code, version, ct) is not { } watched)
            return Answers.Problem(new NotFound(version is null ? $"System '{code}', or a version of it," : $"Version {code}/{version}"));

        var (asked, all) = (Paging.Of(page, size), await runs.Of(watched, from ?? calendar.Today.AddDays(-RunName.OldestDays), to ?? calendar.Today, ct));
        return Results.Json(new Page<ScoringRunLine>([.. all.Skip(asked.Skip).Take(asked.Size)], asked.Number, asked.Size, all.Count).ToAnswer(line => line));
    }

    private static async Task<IResult> Live(string code, string? version, MonitoringQueries queries, LiveMonitoring live, CancellationToken ct) =>
        await queries.Version(code, version, ct) is { } watched
            ? TypedResults.ServerSentEvents(live.Of(watched, ct), "counted")
            : Answers.Problem(new NotFound(version is null ? $"System '{code}', or a version of it," : $"Version {code}/{version}"));

    private sealed record MetricAnswer(string System, string Version, string Metric, DateTimeOffset From, DateTimeOffset To, double StepSeconds, IReadOnlyList<WindowLine> Series);

    private sealed record SeriesAnswer(string System, string Version, string Metric, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<FeatureAnswer> Series);

    private sealed record FeatureAnswer(string Feature, IReadOnlyList<PointAnswer> Points);

    private sealed record PointAnswer(DateTimeOffset Time, double? Value, double? Raw, long N, DriftLevel Level)
    {
        public static PointAnswer Of(FeaturePoint point, DriftLevels levels) => new(point.Minute, point.Value, point.Raw, point.N, levels.Of(point));
    }
}
