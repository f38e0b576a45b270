using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Monitoring;
using Portal.Monitoring.Views;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>Features by time: a square for each window. Its squares are the browser's; a change of the view is one call.</summary>
public sealed partial class DriftHeatMap(IJSRuntime js) : ComponentBase, IAsyncDisposable
{
    private const int MostRows = 24;

    private readonly string _id = ElementId.Next("heat");
    private ElementReference _plot;
    private ElementReference _table;
    private IJSObjectReference? _module;
    private bool _isGone;
    private IJSObjectReference? _map;
    private SystemView? _drawn;
    private bool _asTable;

    [Parameter, EditorRequired] public required SystemView View { get; set; }

    /// <summary>The feature whose distribution is shown.</summary>
    [Parameter] public string? Chosen { get; set; }

    /// <summary>Where a feature's distribution is shown.</summary>
    [Parameter, EditorRequired] public required Func<string, string> AddressOf { get; set; }

    /// <summary>What moved most stands first; outputs of the model stand at the foot, where they can be found.</summary>
    private IReadOnlyList<DriftRow> Shown =>
        [.. View.Drift.Rows.OrderBy(row => row.IsOutput).ThenByDescending(Peak).ThenBy(row => row.Feature, StringComparer.Ordinal).Take(MostRows)];

    private string CellWords => View.Stretch.Cell switch
    {
        { TotalMinutes: < 60 } cell => $"of the hour before, each {cell.TotalMinutes:0} min",
        { TotalHours: 1 } => "by hour",
        { TotalHours: < 24 } cell => $"by {cell.TotalHours:0} h",
        { TotalDays: 1 } => "by day",
        var cell => $"by {cell.TotalDays:0} days",
    };

    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        try
        {
            if (_map is not null)
            {
                await _map.InvokeVoidAsync("dispose");
                await _map.DisposeAsync();
            }
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the map with it.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (ReferenceEquals(_drawn, View))
            return;

        _drawn = View;
        if (!firstRender)
        {
            await Tell("show", Wire());
            return;
        }

        try
        {
            _module = await js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/heat-map.js"]}");
            // Left while the script came: what it would draw into is gone.
            if (_isGone) return;

            _map = await _module.InvokeAsync<IJSObjectReference>("create", _plot, _table, new { title = "Drift by feature", full = View.Version.Levels.Serious, cell = CellWords["by ".Length..] }, Wire());
        }
        catch (JSDisconnectedException)
        {
            // The person left while it was drawn.
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
        if (_map is null) return;
        try
        {
            await _map.InvokeVoidAsync(what, arguments);
        }
        catch (JSDisconnectedException)
        {
            // A view for a page that has gone.
        }
    }

    private object Wire() => new
    {
        starts = View.Drift.Starts.Select(start => start.ToUnixTimeMilliseconds()),
        rows = Shown.Select(row => new { name = row.Feature, cells = row.Cells.Select(cell => new object?[] { cell.Value, cell.N, Name(View.Version.Levels.Of(cell)) }) }),
    };

    private double Peak(DriftRow row) => row.Cells.Where(cell => View.Version.Levels.Of(cell) >= DriftLevel.Calm).Select(cell => cell.Value).Max() ?? -1;

    private static string Name(DriftLevel level) => level switch
    {
        DriftLevel.NoData => "none",
        DriftLevel.TooFewRows => "few",
        DriftLevel.Calm => "calm",
        DriftLevel.Warning => "warn",
        DriftLevel.Serious => "fail",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };
}
