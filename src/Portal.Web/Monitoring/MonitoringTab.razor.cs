using Microsoft.AspNetCore.Components;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Views;
using Portal.Web.Monitoring.Charts;

namespace Portal.Web.Monitoring;

/// <summary>Looks now and then: who wants to see each row has the page of monitoring.</summary>
public sealed partial class MonitoringTab(MonitoringQueries queries, SystemViewQueries views, AlertQueries alerts, SeriesStore store, PortalOptions options, TimeProvider time) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly CancellationTokenSource _stop = new();
    private SystemView? _view;
    private Standing? _standing;
    private IReadOnlyList<AlertLine> _alerts = [];
    private IReadOnlyList<ChartSlot> _slots = [];
    private string? _read;
    private bool _isRead;

    [Parameter, EditorRequired] public required string Code { get; set; }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override void OnInitialized() => _ = LookNowAndThen();

    protected override async Task OnParametersSetAsync()
    {
        if (_read == Code)
            return;

        _read = Code;
        if (await queries.Version(Code, null, _stop.Token) is { } version)
        {
            _alerts = [.. (await alerts.OpenOf([version.Id], _stop.Token))[version.Id]];
            Draw(await views.Of(version, Stretch.Last(Week, time.GetUtcNow()), _stop.Token));
        }

        _isRead = true;
    }

    private void Draw(SystemView view)
    {
        var now = time.GetUtcNow();
        var series = store.Of(view.Version.Id);
        _view = views.Live(view);
        _standing = Standing.Of(_view, series?.HourAt(now, view.Version.Levels), series?.LastRowAt, _alerts, now);
        var drawing = new Drawing(_view, null, "", Happened.Marks(Happened.Of(_view, []), _view.Stretch)) { Currency = options.Organisation.Currency };
        _slots = [.. DriftCharts.Of(drawing, null), .. QualityCharts.Of(drawing), .. TrafficCharts.Of(drawing), .. MoneyCharts.Of(drawing)];
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
            // The entry was left.
        }
    }

    private void LookAgain()
    {
        if (_view is null || _stop.IsCancellationRequested)
            return;

        Draw(_view);
        StateHasChanged();
    }

    private string AddressOf(string feature) => $"monitoring/{Uri.EscapeDataString(Code)}?range=7d&feature={Uri.EscapeDataString(feature)}";
}
