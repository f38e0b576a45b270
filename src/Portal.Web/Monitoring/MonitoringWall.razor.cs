using Microsoft.AspNetCore.Components;
using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Web.Monitoring;

/// <summary>The wall reads again when rows were counted, and now and then, since silence rings no bell.</summary>
public sealed partial class MonitoringWall(MonitoringQueries queries, SeriesStore store, LiveFeed<TelemetryCounted> feed, TimeProvider time) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Throttle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stop = new();
    private IReadOnlyList<WallLine>? _lines;

    private IReadOnlyList<WallLine> Unwatched => Of(WatchState.NoBaseline, WatchState.NoTelemetry);

    private IReadOnlyList<WallLine> Moved => Of(WatchState.Serious, WatchState.Warning);

    private IReadOnlyList<WallLine> Rest => Of(WatchState.TooFewRows, WatchState.Silent, WatchState.Calm);

    private DateTimeOffset Now => time.GetUtcNow();

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var changes = feed.Watch(Throttle, time, _stop.Token);
        await Read();
        _ = Follow(changes);
        _ = LookNowAndThen();
    }

    private IReadOnlyList<WallLine> Of(params ReadOnlySpan<WatchState> states)
    {
        var wanted = states.ToArray();
        return [.. (_lines ?? []).Where(line => wanted.Contains(line.State))];
    }

    private IReadOnlyList<FeaturePoint> WorstPoints(WallLine line) =>
        line.Hour?.Worst is { } worst && store.Of(line.Version.Id) is { Baseline: { } baseline } series
            ? series.Points[baseline.IndexOf(worst.Name)]
            : [];

    private async Task Follow(IAsyncEnumerable<IReadOnlySet<TelemetryCounted>> changes)
    {
        try
        {
            await foreach (var _ in changes)
                await InvokeAsync(ReadAndDraw);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task LookNowAndThen()
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await InvokeAsync(ReadAndDraw);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task ReadAndDraw()
    {
        await Read();
        StateHasChanged();
    }

    private async Task Read() => _lines = await queries.Wall(_stop.Token);
}
