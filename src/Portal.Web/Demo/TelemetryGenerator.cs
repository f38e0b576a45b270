using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>What flows in the demo, and who sends it; nobody while the demo is still being made.</summary>
internal sealed record DemoFeed(Func<CancellationToken, Task<Actor?>> Sender, Func<CancellationToken, Task<IReadOnlyList<DemoStream>>> Streams);

/// <summary>
/// Sends the demo's traffic through the same door as everybody's. What it sends follows from the clock alone and goes
/// on where the last row was, so stopping, starting and sending again double nothing and leave nothing out.
/// </summary>
internal sealed class TelemetryGenerator(
    DemoFeed feed, AcceptPredictions accept, AcceptReactions react, MonitoringEngine engine, MonitoringQueries queries, SeriesStore series, TimeProvider time, ILogger<TelemetryGenerator> log)
    : BackgroundService
{
    /// <summary>What was not sent for longer than minutes are kept stays a gap.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromHours(26);

    private static readonly TimeSpan APost = TimeSpan.FromHours(1);

    /// <summary>A person looks at one case a minute.</summary>
    private static readonly TimeSpan AReview = TimeSpan.FromMinutes(1);

    /// <summary>A customer who did not pay says so within a minute; elsewhere that takes weeks.</summary>
    private static readonly TimeSpan ToLabel = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sender = await Sender(stoppingToken);
        var streams = await feed.Streams(stoppingToken);
        var sent = await SentUntil(streams, stoppingToken);
        using var timer = new PeriodicTimer(DemoStream.Slot, time);
        do
        {
            var now = DemoStream.StartOf(DemoStream.SlotOf(time.GetUtcNow()));
            foreach (var stream in streams)
            {
                await Send(sender, stream, Later(sent[stream], now - LongestGap), now, stoppingToken);
                sent[stream] = now;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<Actor> Sender(CancellationToken ct)
    {
        while (true)
        {
            if (await feed.Sender(ct) is { } sender)
                return sender;
            await Task.Delay(DemoStream.Slot, time, ct);
        }
    }

    /// <summary>Rows come in the order of time: what is behind the last one has not been sent.</summary>
    private async Task<Dictionary<DemoStream, DateTimeOffset>> SentUntil(IReadOnlyList<DemoStream> streams, CancellationToken ct)
    {
        await engine.Turn(ct);
        Dictionary<DemoStream, DateTimeOffset> sent = [];
        foreach (var stream in streams)
        {
            var version = await queries.Version(stream.System, stream.Version, ct);
            sent[stream] = version is not null && series.Of(version.Id)?.LastRowAt is { } last ? DemoStream.StartOf(DemoStream.SlotOf(last) + 1) : DateTimeOffset.MinValue;
        }

        return sent;
    }

    private async Task Send(Actor sender, DemoStream stream, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        for (var to = from; to < until; from = to)
        {
            to = until - from < APost ? until : from + APost;
            var key = $"{from.ToUnixTimeSeconds()}-{to.ToUnixTimeSeconds()}";
            await Post(stream, stream.RowsBetween(from, to), rows => accept.Run(sender, new(stream.System, $"demo-{key}", rows), ct));
            if (stream.WorsensFrom is not null)
                await Post(stream, stream.LabelsBetween(from - ToLabel, to - ToLabel), labels => react.Run(sender, new(TelemetryKind.Labels, stream.System, $"demo-labels-{key}", labels), ct));
        }

        if (until.UtcTicks % AReview.Ticks == 0)
            await Post(stream, stream.ReviewOf(until - AReview), review => react.Run(sender, new(TelemetryKind.Reviews, stream.System, $"demo-review-{until.ToUnixTimeSeconds()}", review), ct));
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private async Task Post(DemoStream stream, byte[] rows, Func<byte[], Task<Result<AcceptPredictions.Accepted>>> post)
    {
        try
        {
            if (rows.Length > 0 && (await post(rows)).Refusal is { } refusal)
                Log.PostRefused(log, stream.System, refusal.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.PostFailed(log, stream.System, fault);
        }
    }
}

internal static partial class Log
{
    [LoggerMessage(2301, LogLevel.Warning, "The demo's telemetry of {System} was refused: {Reason}")]
    public static partial void PostRefused(ILogger log, string system, string reason);

    [LoggerMessage(2302, LogLevel.Error, "The demo's telemetry of {System} could not be sent")]
    public static partial void PostFailed(ILogger log, string system, Exception fault);
}
