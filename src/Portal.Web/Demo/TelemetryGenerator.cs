using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>What flows in the demo, and who sends it; nobody while the demo is still being made.</summary>
internal sealed record DemoFeed(Func<CancellationToken, Task<Actor?>> Sender, Func<CancellationToken, Task<IReadOnlyList<DemoStream>>> Streams);

/// <summary>
/// Sends the demo's traffic through the same door as everybody's. What it sends follows from the clock alone and each post has
/// the key of its slot, so stopping, starting and sending again double nothing.
/// </summary>
internal sealed class TelemetryGenerator(
    DemoFeed feed, AcceptPredictions accept, AcceptReactions react, MonitoringEngine engine, MonitoringQueries queries, SeriesStore series, TimeProvider time, ILogger<TelemetryGenerator> log)
    : BackgroundService
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromHours(2);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private const int MinutesAPost = 10;

    /// <summary>After a pause of the machine the slots of a minute are made up for; the rest is a gap for the next start.</summary>
    private const int MostSlotsAtOnce = 30;

    /// <summary>A person looks at one case in half a minute.</summary>
    private const int SlotsAReview = 15;

    /// <summary>A customer who did not pay says so within a minute; elsewhere that takes weeks.</summary>
    private const int SlotsToLabel = 30;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sender = await Sender(stoppingToken);
        var streams = await feed.Streams(stoppingToken);
        await FillGap(sender, streams, stoppingToken);

        var next = DemoStream.SlotOf(time.GetUtcNow());
        using var timer = new PeriodicTimer(DemoStream.Slot, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = DemoStream.SlotOf(time.GetUtcNow());
            for (next = Math.Max(next, now - MostSlotsAtOnce); next < now; next++)
            {
                foreach (var stream in streams)
                {
                    await Send(sender, stream, $"demo-{next}", stream.RowsOf(next), stoppingToken);
                    if (stream.WorsensFrom is not null)
                        await Label(sender, stream, $"demo-labels-{next - SlotsToLabel}", stream.LabelsOf(next - SlotsToLabel), stoppingToken);
                    if (next % SlotsAReview == 0)
                        await Review(sender, stream, next, stoppingToken);
                }
            }
        }
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

    /// <summary>The minutes since the last row, of the last two hours at most, with fewer rows.</summary>
    private async Task FillGap(Actor sender, IReadOnlyList<DemoStream> streams, CancellationToken ct)
    {
        await engine.Turn(ct);
        var now = time.GetUtcNow();
        var present = now - TimeSpan.FromTicks(now.UtcTicks % Minute.Ticks);
        foreach (var stream in streams)
        {
            var version = await queries.Version(stream.System, stream.Version, ct);
            var last = version is null ? null : series.Of(version.Id)?.LastRowAt;
            var from = present - LongestGap;
            if (last is { } seen && seen >= from)
                from = seen - TimeSpan.FromTicks(seen.UtcTicks % Minute.Ticks) + Minute;

            while (from < present)
            {
                var minutes = (int)Math.Min(MinutesAPost, (present - from) / Minute);
                await Send(sender, stream, $"demo-gap-{from.ToUnixTimeSeconds()}-{minutes}", stream.RowsOfPast(from, minutes), ct);
                if (stream.WorsensFrom is not null)
                    await Label(sender, stream, $"demo-gap-labels-{from.ToUnixTimeSeconds()}-{minutes}", stream.LabelsOfPast(from, minutes), ct);
                from += Minute * minutes;
            }
        }
    }

    private Task Send(Actor sender, DemoStream stream, string key, byte[] rows, CancellationToken ct) =>
        Send(stream, () => accept.Run(sender, new(stream.System, key, rows), ct));

    private Task Label(Actor sender, DemoStream stream, string key, byte[] labels, CancellationToken ct) =>
        Send(stream, () => react.Run(sender, new(TelemetryKind.Labels, stream.System, key, labels), ct));

    private Task Review(Actor sender, DemoStream stream, long slot, CancellationToken ct) =>
        Send(stream, () => react.Run(sender, new(TelemetryKind.Reviews, stream.System, $"demo-review-{slot}", stream.ReviewOf(slot)), ct));

    private async Task Send(DemoStream stream, Func<Task<Result<AcceptPredictions.Accepted>>> post)
    {
        try
        {
            var result = await post();
            if (result.Refusal is { } refusal)
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
