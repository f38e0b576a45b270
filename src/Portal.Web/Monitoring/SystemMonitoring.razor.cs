using Microsoft.AspNetCore.Components;
using Portal.Monitoring;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>
/// One version, live. The series are immutable and come from memory; a change draws the chart with one call to the browser and
/// the table with one render, at most twice a second.
/// </summary>
public sealed partial class SystemMonitoring(MonitoringQueries queries, SeriesStore store, LiveFeed<TelemetryCounted> feed, NavigationManager navigation, TimeProvider time)
    : ComponentBase, IDisposable
{
    private const int MostLines = 6;

    private static readonly int[] Ranges = [1, 6, 24];
    private static readonly TimeSpan Throttle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private WatchedVersion? _version;
    private VersionSeries? _series;
    private HourState? _hour;
    private DateTimeOffset _at;
    private LiveChart? _chart;
    private bool _isRead;
    private bool _paused;

    [Parameter] public string Code { get; set; } = "";

    [SupplyParameterFromQuery(Name = "version")] public string? Label { get; set; }

    [SupplyParameterFromQuery(Name = "range")] public string? RangeText { get; set; }

    [SupplyParameterFromQuery(Name = "feature")] public string? Feature { get; set; }

    private int Range => RangeText switch { "6h" => 6, "24h" => 24, _ => 1 };

    /// <summary>A line has at most 240 points, whatever the range.</summary>
    private int Step => Range * 60 / 240 is > 1 and var minutes ? minutes : 1;

    /// <summary>The feature named in the address, else the one that moved most, else the first.</summary>
    private string? Chosen => (_hour?.Features.FirstOrDefault(feature => feature.Name == Feature) ?? _hour?.Worst ?? _hour?.Features.FirstOrDefault())?.Name;

    private FeatureHour? ChosenHour => _hour?.Features.FirstOrDefault(feature => feature.Name == Chosen);

    private bool IsLate => _series?.LastRowAt is not { } last || _at - last > TimeSpan.FromMinutes(2);

    private string Liveness => (_paused, _series?.LastRowAt) switch
    {
        (true, _) => "Paused",
        (_, null) => "No telemetry",
        (_, { } last) => DriftWords.Behind(last, _at),
    };

    private (StatusKind Kind, string Word)? Verdict => _version switch
    {
        { BaselineMadeAt: null } => (StatusKind.Fail, "Not watched"),
        _ when _hour is null => (StatusKind.Fail, "Not watched"),
        _ when _hour.Rows == 0 => (StatusKind.Warn, "Silent"),
        _ => DriftWords.Of(_hour.Worst?.Level ?? DriftLevel.TooFewRows),
    };

    private string Example =>
        $$"""
        curl '{{navigation.BaseUri}}api/v1/telemetry/predictions?system={{Code}}' \
          -H 'Authorization: Bearer …' --data-binary @- <<'ROWS'
        {"id":"1","time":"{{_at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}","version":"{{_version?.Label}}","features":{"income":41200},"prediction":"approve"}
        ROWS
        """;

    private static IReadOnlyList<ChartThreshold> LevelsOf(DriftLevels levels) =>
        [new($"Warning {DriftWords.Psi(levels.Warning)}", levels.Warning, ChartLevel.Warn), new($"Serious {DriftWords.Psi(levels.Serious)}", levels.Serious, ChartLevel.Fail)];

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override void OnInitialized()
    {
        _ = Follow(feed.Watch(Throttle, time, _stop.Token));
        _ = LookNowAndThen();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_version is null || _version.System != Code || (Label is not null && _version.Label != Label))
            await ReadVersion();
        Take();
        if (_chart is not null)
            await _chart.ShowAsync(Drawn());
    }

    private async Task ReadVersion()
    {
        (_version, _isRead) = (await queries.Version(Code, Label, _stop.Token), true);
    }

    private async Task Follow(IAsyncEnumerable<IReadOnlySet<TelemetryCounted>> changes)
    {
        try
        {
            await foreach (var changed in changes)
            {
                if (_version is not null && changed.Contains(new TelemetryCounted(_version.Id)))
                    await InvokeAsync(Draw);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    /// <summary>Silence rings no bell, but the hour moves on.</summary>
    private async Task LookNowAndThen()
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await InvokeAsync(Draw);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task Draw()
    {
        if (_paused || _version is null)
            return;
        if (_version.BaselineMadeAt is null)
            await ReadVersion();

        Take();
        StateHasChanged();
        if (_chart is not null)
            await _chart.ShowAsync(Drawn());
    }

    private void Take()
    {
        if (_paused)
            return;

        _at = time.GetUtcNow();
        _series = _version is null ? null : store.Of(_version.Id);
        _hour = _version is { } version ? _series?.HourAt(_at, version.Levels) : null;
    }

    private async Task TogglePause()
    {
        _paused = !_paused;
        await Draw();
    }

    /// <summary>The features that stand highest now, each at the last minute of every step.</summary>
    private ChartSnapshot Drawn()
    {
        if (_series?.Baseline is not { } baseline || _hour is null)
            return ChartSnapshot.Empty;

        var shown = _hour.Features.OrderByDescending(feature => feature.Point.Value).Take(MostLines).Select(feature => feature.Name).ToHashSet();
        var since = _at.AddHours(-Range);
        return new ChartSnapshot(
            [
                .. _hour.Features.Where(feature => shown.Contains(feature.Name)).Select(feature => new ChartSeries(
                    feature.Name, ChartLines.Thin(_series.Points[baseline.IndexOf(feature.Name)], since, _at, Step))),
            ],
            [])
        {
            // Moves on by the minute, not by the row.
            From = _hour.At.AddHours(-Range),
            To = _hour.At.AddMinutes(1),
        };
    }

    private string Address(int range, string? feature)
    {
        var query = new List<string>();
        if (Label is not null)
            query.Add($"version={Uri.EscapeDataString(Label)}");
        if (range != 1)
            query.Add($"range={range}h");
        if (feature is not null && (Feature is not null || feature != Chosen))
            query.Add($"feature={Uri.EscapeDataString(feature)}");
        return $"monitoring/{Uri.EscapeDataString(Code)}" + (query.Count > 0 ? "?" + string.Join('&', query) : "");
    }
}
