using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Shared;

namespace Portal.Monitoring.Wall;

/// <summary>Swaps the wall's picture when something was counted or done, at most once a second, and now and then, since silence rings no bell.</summary>
public sealed partial class WallWatch(WallBoard board, LiveFeed<TelemetryCounted> counted, LiveFeed<RecordedAct> acts, LiveFeed<WallSwapped> feed, TimeProvider time, ILogger<WallWatch> log) : BackgroundService
{
    private static readonly TimeSpan Throttle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Follow(counted.Watch(Throttle, time, stoppingToken), _ => true, board.Swap, stoppingToken),
        Follow(acts.Watch(Throttle, time, stoppingToken), act => act.IsOf("alert.", "quarantine.", "budget.", "baseline.", "promotion."), board.SwapWhole, stoppingToken),
        LookNowAndThen(stoppingToken));

    private async Task Follow<TKey>(IAsyncEnumerable<IReadOnlySet<TKey>> changes, Func<TKey, bool> concerns, Func<CancellationToken, Task<WallPicture>> swap, CancellationToken ct)
    {
        await foreach (var changed in changes.WithCancellation(ct))
        {
            if (changed.Any(concerns))
                await Swap(swap, ct);
        }
    }

    private async Task LookNowAndThen(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(ct))
            await Swap(board.Swap, ct);
    }

    private async Task Swap(Func<CancellationToken, Task<WallPicture>> swap, CancellationToken ct)
    {
        if (!board.IsWatched)
            return;

        try
        {
            await swap(ct);
            feed.Publish(new WallSwapped());
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotSwapped(log, fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1361, LogLevel.Error, "The wall could not be drawn anew; it shows what it showed")]
        public static partial void NotSwapped(ILogger log, Exception fault);
    }
}
