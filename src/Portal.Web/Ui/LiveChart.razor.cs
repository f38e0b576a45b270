using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Web.Ui;

/// <summary>
/// Lines over time, fed by <see cref="ShowAsync"/>: one call to the browser for each snapshot, and Blazor never compares points.
/// The table and the file show the same data and are made in the browser. To change thresholds or scale give it another <c>@key</c>.
/// </summary>
public sealed partial class LiveChart(IJSRuntime js) : IAsyncDisposable
{
    private readonly string _id = ElementId.Next("chart");
    private ElementReference _plot;
    private ElementReference _table;
    private IJSObjectReference? _module;
    private bool _isGone;
    private IJSObjectReference? _chart;
    private ChartSnapshot? _latest;
    private bool _asTable;

    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>Stands behind every figure; empty for a ratio.</summary>
    [Parameter] public string Unit { get; set; } = "";

    [Parameter] public int Decimals { get; set; } = 2;

    [Parameter] public int Height { get; set; } = 240;

    /// <summary>Fixes the scale's foot, so that charts of the same metric can be compared.</summary>
    [Parameter] public double? Minimum { get; set; }

    [Parameter] public double? Maximum { get; set; }

    [Parameter] public IReadOnlyList<ChartThreshold> Thresholds { get; set; } = [];

    /// <summary>What is drawn first.</summary>
    [Parameter] public ChartSnapshot Data { get; set; } = ChartSnapshot.Empty;

    /// <summary>The latest value in the header, as "84 ms [82, 87]".</summary>
    [Parameter] public RenderFragment? Headline { get; set; }

    /// <summary>What belongs under the chart.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Shows this in place of what is there. Called on the component's dispatcher; before the first paint the newest wins.</summary>
    public async Task ShowAsync(ChartSnapshot snapshot)
    {
        _latest = snapshot;
        await Tell("show", Wire(snapshot));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;

        var drawn = _latest ?? Data;
        try
        {
            _module = await js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/live-chart.js"]}");
            // Left while the script came: what it would draw into is gone.
            if (_isGone) return;

            _chart = await _module.InvokeAsync<IJSObjectReference>("create", _plot, _table, Settings(), Wire(drawn));
            if (_latest is not null && !ReferenceEquals(_latest, drawn)) await Tell("show", Wire(_latest));
        }
        catch (JSDisconnectedException)
        {
            // The person left while it was drawn.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        try
        {
            if (_chart is not null)
            {
                await _chart.InvokeVoidAsync("dispose");
                await _chart.DisposeAsync();
            }
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the chart with it.
        }
    }

    private async Task ToggleTable()
    {
        _asTable = !_asTable;
        await Tell("toggleTable", _asTable);
    }

    private Task SaveCsv() => Tell("saveCsv");

    private async Task Tell(string what, params object?[] arguments)
    {
        if (_chart is null) return;
        try
        {
            await _chart.InvokeVoidAsync(what, arguments);
        }
        catch (JSDisconnectedException)
        {
            // A snapshot for a page that has gone.
        }
    }

    private object Settings() => new
    {
        title = Title,
        unit = Unit,
        decimals = Decimals,
        height = Height,
        minimum = Minimum,
        maximum = Maximum,
        thresholds = Thresholds.Select(threshold => new { label = threshold.Label, value = threshold.Value, level = Name(threshold.Level) }),
    };

    private static object Wire(ChartSnapshot snapshot) => new
    {
        series = snapshot.Series.Select(series => new { name = series.Name, look = Name(series.Look), band = series.HasBand, points = series.Points.Select(Wire) }),
        marks = snapshot.Marks.Select(mark => new { time = mark.Time.ToUnixTimeMilliseconds(), label = mark.Label, level = Name(mark.Level) }),
        from = snapshot.From?.ToUnixTimeMilliseconds(),
        to = snapshot.To?.ToUnixTimeMilliseconds(),
    };

    // JSON knows no infinity: such a value is a gap too.
    private static double?[] Wire(ChartPoint point) => point is { Low: null, High: null, N: null }
        ? [point.Time.ToUnixTimeMilliseconds(), Finite(point.Value)]
        : [point.Time.ToUnixTimeMilliseconds(), Finite(point.Value), Finite(point.Low), Finite(point.High), point.N];

    private static double? Finite(double? figure) => figure is { } value && double.IsFinite(value) ? value : null;

    private static string Name(ChartLook look) => look switch
    {
        ChartLook.Actual => "actual",
        ChartLook.Forecast => "forecast",
        ChartLook.Beside => "beside",
        _ => throw new ArgumentOutOfRangeException(nameof(look), look, null),
    };

    private static string Name(ChartLevel level) => level switch
    {
        ChartLevel.Info => "info",
        ChartLevel.Warn => "warn",
        ChartLevel.Fail => "fail",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };
}
