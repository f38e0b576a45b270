using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Web.Ui;

/// <summary>A thing by two measures, and how both read.</summary>
public sealed record ScatterPoint(string Name, double X, double Y, string XText, string YText);

/// <summary>Points that belong together look alike: by colour and by shape.</summary>
public sealed record ScatterGroup(string Name, ScatterLook Look, IReadOnlyList<ScatterPoint> Points);

public enum ScatterLook { Quiet = 1, First, Second }

/// <summary>Things by two measures, each with its name beside it. What it shows stands in a table of the page that uses it.</summary>
public sealed partial class ScatterChart(IJSRuntime js) : IAsyncDisposable
{
    private ElementReference _plot;
    private IJSObjectReference? _module;
    private bool _isGone;
    private IJSObjectReference? _chart;
    private IReadOnlyList<ScatterGroup>? _shown;

    [Parameter, EditorRequired] public required string Title { get; set; }

    [Parameter, EditorRequired] public required string X { get; set; }

    [Parameter, EditorRequired] public required string Y { get; set; }

    [Parameter, EditorRequired] public required IReadOnlyList<ScatterGroup> Groups { get; set; }

    [Parameter] public int Height { get; set; } = 260;

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

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (ReferenceEquals(_shown, Groups)) return;

        _shown = Groups;
        try
        {
            if (_chart is not null)
            {
                await _chart.InvokeVoidAsync("show", Wire(Groups));
                return;
            }

            if (!firstRender) return;

            _module = await js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/scatter-chart.js"]}");
            // Left while the script came: what it would draw into is gone.
            if (_isGone) return;

            _chart = await _module.InvokeAsync<IJSObjectReference>("create", _plot, new { title = Title, x = X, y = Y, height = Height }, Wire(_shown));
        }
        catch (JSDisconnectedException)
        {
            // The person left while it was drawn.
        }
    }

    private static object Wire(IReadOnlyList<ScatterGroup> groups) => groups.Select(group => new
    {
        name = group.Name,
        colour = group.Look switch { ScatterLook.First => "series-3", ScatterLook.Second => "series-1", _ => "series-4" },
        shape = group.Look switch { ScatterLook.First => "square", ScatterLook.Second => "diamond", _ => "circle" },
        points = group.Points.Select(point => new { name = point.Name, x = point.X, y = point.Y, xText = point.XText, yText = point.YText }),
    });
}
