using Microsoft.AspNetCore.Components;
using Portal.Monitoring;
using Portal.Monitoring.Wall;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>The wall: draws the picture that everybody shares whenever it is swapped, and asks the database nothing.</summary>
public sealed partial class MonitoringWall(WallBoard board, LiveFeed<WallSwapped> feed, NavigationManager navigator, TimeProvider time) : ComponentBase, IDisposable
{
    /// <summary>A wall of fewer is read at a glance.</summary>
    private const int ManySystems = 8;

    private static readonly TimeSpan Throttle = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    private static readonly IReadOnlyList<Choice<string>> Tiers = [.. Enum.GetNames<RiskTier>().Reverse().Select(tier => new Choice<string>(tier, tier))];

    private readonly CancellationTokenSource _stop = new();
    private WallPicture? _picture;
    private TrailScale _spent = TrailScale.Spent(0);
    private bool _paused;

    [SupplyParameterFromQuery] private string[]? Department { get; set; }

    [SupplyParameterFromQuery] private string[]? Tier { get; set; }

    [SupplyParameterFromQuery] private string[]? State { get; set; }

    private WallFilter Filter { get; set; } = new([], [], []);

    private IReadOnlyList<WallSystem> Unwatched { get; set; } = [];

    private IReadOnlyList<WallSystem> Troubled { get; set; } = [];

    private IReadOnlyList<WallSystem> Quiet { get; set; } = [];

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        // Watching begins before reading: what changes in between rings too.
        var swaps = feed.Watch(Throttle, time, _stop.Token);
        await Look();
        _ = Follow(swaps);
    }

    protected override void OnParametersSet()
    {
        Filter = new(Department ?? [], Tier ?? [], State ?? []);
        Part();
    }

    private async Task Follow(IAsyncEnumerable<IReadOnlySet<WallSwapped>> swaps)
    {
        try
        {
            await foreach (var _ in swaps)
            {
                if (!_paused)
                    await InvokeAsync(LookAndDraw);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task LookAndDraw()
    {
        await Look();
        StateHasChanged();
    }

    private async Task Look()
    {
        _picture = await board.Read(_stop.Token);
        _spent = TrailScale.Spent(_picture.Systems.SelectMany(system => system.Figures.Hour?.Spent.Values ?? []).Max() ?? 0);
        Part();
    }

    private void Part()
    {
        var shown = (_picture?.Systems ?? []).Where(Filter.Passes).ToLookup(system => system.Line.State);
        Unwatched = Of(WatchState.NoBaseline, WatchState.NoTelemetry);
        Troubled = Of(WatchState.Serious, WatchState.Warning);
        Quiet = Of(WatchState.Silent, WatchState.TooFewRows, WatchState.Calm);

        IReadOnlyList<WallSystem> Of(params ReadOnlySpan<WatchState> states)
        {
            List<WallSystem> systems = [];
            foreach (var state in states)
                systems.AddRange(shown[state]);
            return systems;
        }
    }

    private async Task TogglePause()
    {
        _paused = !_paused;
        if (!_paused)
            await Look();
    }

    private void Go(string key, IReadOnlyList<string> values) => navigator.Narrow(key, values);

    private static bool IsLate(WallPicture picture) => picture.LastRowAt is not { } last || picture.At - last > Late;

    private string Liveness(WallPicture picture) => _paused ? "Paused" : picture.LastRowAt is { } last ? DriftWords.Behind(last, picture.At) : "No telemetry in a day";

    private static IReadOnlyList<Choice<string>> Departments(WallPicture picture) =>
        [.. picture.Systems.Select(system => system.Line.Version.Department).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal).Select(name => new Choice<string>(name, name))];
}
