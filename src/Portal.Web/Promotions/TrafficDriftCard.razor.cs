using Microsoft.AspNetCore.Components;
using Portal.Monitoring;
using Portal.Promotions;
using Portal.Web.Monitoring;
using Portal.Web.Ui;

namespace Portal.Web.Promotions;

/// <summary>What was frozen with the request and what came since, on one axis. Hours close one by one, so it looks now and then.</summary>
public sealed partial class TrafficDriftCard(TrafficDriftQueries drift, TimeProvider time) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private const int MostDrawn = 5;

    private readonly CancellationTokenSource _stop = new();
    private LiveChart? _chart;
    private IReadOnlyList<DriftLine> _since = [];

    [Parameter, EditorRequired] public required ReviewRoom Room { get; set; }

    [Parameter, EditorRequired] public required TrafficDrift Series { get; set; }

    [Parameter, EditorRequired] public required DriftLevels Levels { get; set; }

    private IReadOnlyList<ChartThreshold> Thresholds =>
        [new($"Warning {DriftWords.Psi(Levels.Warning)}", Levels.Warning, ChartLevel.Warn), new($"Serious {DriftWords.Psi(Levels.Serious)}", Levels.Serious, ChartLevel.Fail)];

    /// <summary>The feature that stands highest now, then and now.</summary>
    private string Sentence
    {
        get
        {
            var now = _since.Select(line => (line.Feature, Psi: Last(line))).Where(line => line.Psi is not null).OrderByDescending(line => line.Psi).FirstOrDefault();
            if (now.Feature is null)
                return Series.Lines.OrderByDescending(Last).FirstOrDefault() is { } frozen && Last(frozen) is { } psi ? $"Largest when it was submitted: {frozen.Feature} at {DriftWords.Psi(psi)}. Nothing has come since." : "Too few rows to say.";
            return $"Largest now: {now.Feature} at {DriftWords.Psi(now.Psi)}; when it was submitted {DriftWords.Psi(Last(Series.Lines.First(line => line.Feature == now.Feature)))}.";
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override void OnInitialized() => _ = LookNowAndThen();

    protected override async Task OnParametersSetAsync()
    {
        _since = await drift.Since(Series, Room.AsOf.At ?? time.GetUtcNow(), _stop.Token);
        if (_chart is not null)
            await _chart.ShowAsync(Drawn());
    }

    private async Task LookNowAndThen()
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await InvokeAsync(LookAgain);
        }
        catch (OperationCanceledException)
        {
            // The room was left.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task LookAgain()
    {
        await OnParametersSetAsync();
        StateHasChanged();
    }

    /// <summary>Those that stand highest now; where nothing came since, those that stood highest then.</summary>
    private IEnumerable<DriftLine> Highest =>
        Series.Lines.OrderByDescending(line => _since.FirstOrDefault(later => later.Feature == line.Feature) is { } later ? Last(later) ?? Last(line) : Last(line)).Take(MostDrawn);

    private ChartSnapshot Drawn() => new(
        [.. Highest.Select(line => new ChartSeries(line.Feature, [.. line.Points.Concat(_since.FirstOrDefault(later => later.Feature == line.Feature)?.Points ?? []).SelectMany(WithGaps(line))]))],
        [new ChartMark(Series.To, "submitted")]);

    /// <summary>Where windows are missing the line ends instead of guessing.</summary>
    private Func<DriftPoint, IEnumerable<ChartPoint>> WithGaps(DriftLine line)
    {
        DateTimeOffset? last = null;
        return point =>
        {
            var gap = last is { } before && point.End - before > TimeSpan.FromHours(Series.WindowHours) ? new[] { new ChartPoint(before.AddHours(Series.WindowHours), null) } : [];
            last = point.End;
            return [.. gap, new ChartPoint(point.End, point.Psi)];
        };
    }

    private static double? Last(DriftLine line) => line.Points.LastOrDefault(point => point.Psi is not null)?.Psi;
}
