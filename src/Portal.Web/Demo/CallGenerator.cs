using System.Text;
using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>Which calls flow in the demo, and who sends them; nobody while the demo is still being made.</summary>
internal sealed record DemoCallFeed(Func<CancellationToken, Task<Actor?>> Sender, IReadOnlyList<DemoCalls> Calls);

/// <summary>Sends the demo's calls of language models as they are made, each under the key of its slot; the last day's that nobody was there to send, first.</summary>
internal sealed class CallGenerator(DemoCallFeed feed, AcceptCalls accept, MonitoringQueries queries, SeriesStore series, TimeProvider time, ILogger<CallGenerator> log) : BackgroundService
{
    private const int HoursOfGap = 24;
    private const int MostSlotsAtOnce = 30;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sender = await Sender(stoppingToken);
        await FillGap(sender, stoppingToken);

        var next = DemoStream.SlotOf(time.GetUtcNow());
        using var timer = new PeriodicTimer(DemoStream.Slot, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = DemoStream.SlotOf(time.GetUtcNow());
            for (next = Math.Max(next, now - MostSlotsAtOnce); next < now; next++)
            {
                foreach (var calls in feed.Calls)
                {
                    if (calls.CallsOf(next) is { } call)
                        await Send(sender, calls, $"demo-call-{next}", call, stoppingToken);
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

    /// <summary>The hours since the last call, of the last day at most, and what has passed of the present one.</summary>
    private async Task FillGap(Actor sender, CancellationToken ct)
    {
        await series.Refresh(ct);
        var now = time.GetUtcNow();
        var present = Floor(now);
        foreach (var calls in feed.Calls)
        {
            var version = await queries.Version(calls.System, calls.Version, ct);
            var from = present - (HoursOfGap * Hour);
            if (version is not null && series.Of(version.Id)?.LastRowAt is { } last && last >= from)
                from = Floor(last) + Hour;
            for (var hour = from; hour < present; hour += Hour)
                await Send(sender, calls, $"demo-calls-{hour.ToUnixTimeSeconds()}", calls.CallsOfHour(hour, isLongAgo: false), ct);
            if (from <= present)
                await Send(sender, calls, $"demo-calls-until-{now.ToUnixTimeSeconds()}", Between(calls, present, now), ct);
        }
    }

    private static DateTimeOffset Floor(DateTimeOffset time) => time - TimeSpan.FromTicks(time.UtcTicks % Hour.Ticks);

    private static string Between(DemoCalls calls, DateTimeOffset from, DateTimeOffset until)
    {
        var (first, next) = (DemoStream.SlotOf(from), DemoStream.SlotOf(until));
        return string.Concat(Enumerable.Range(0, (int)(next - first)).Select(more => calls.CallsOf(first + more)));
    }

    private async Task Send(Actor sender, DemoCalls calls, string key, string rows, CancellationToken ct)
    {
        try
        {
            if (rows.Length > 0 && (await accept.Run(sender, new(calls.System, key, Encoding.UTF8.GetBytes(rows)), ct)).Refusal is { } refusal)
                Log.PostRefused(log, calls.System, refusal.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.PostFailed(log, calls.System, fault);
        }
    }
}
