using Microsoft.AspNetCore.Components;
using Portal.Monitoring.Alerts;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Layout;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>A page of alerts, read again when somebody does something about one. All that it shows stands in its address.</summary>
public sealed partial class AlertsPage : ComponentBase, IDisposable
{
    private static readonly IReadOnlyList<Choice<string>> States = [new("Open", "Open"), new("Snoozed", "Snoozed"), new("Closed", "Closed or settled")];
    private static readonly IReadOnlyList<Choice<string>> Severities = [new("Serious", "Serious"), new("Warning", "Warning")];
    private static readonly IReadOnlyList<Choice<string>> Metrics = [.. Enum.GetValues<AlertMetric>().Select(metric => new Choice<string>($"{metric}", AlertWords.NameOf(metric)))];
    private static readonly IReadOnlyList<Choice<string>> Whose = [new(AlertAddress.Mine, "That I have"), new(AlertAddress.Nobodys, "That nobody has")];

    private readonly CancellationTokenSource _stop = new();
    private Page<AlertLine>? _page;
    private int _readings;

    [SupplyParameterFromQuery] private string[]? State { get; set; }

    [SupplyParameterFromQuery] private string[]? Severity { get; set; }

    [SupplyParameterFromQuery] private string[]? Metric { get; set; }

    [SupplyParameterFromQuery] private string? Who { get; set; }

    [SupplyParameterFromQuery] private string? System { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    [Inject] private AlertQueries Alerts { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private PageDay Day { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    private bool IsFiltered => AlertAddress.Filtering.Any(key => ValuesOf(key).Any(value => value.Length > 0));

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        var reading = ++_readings;
        var asked = AlertAddress.Read(ValuesOf, (await Actor.Get(_stop.Token)).Person);
        var page = await Alerts.List(asked.Filter, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), Day.AsOf, _stop.Token);

        // A reading that began later asked for what the address says now.
        if (reading == _readings)
            _page = page;
    }

    private IReadOnlyList<string> ValuesOf(string key) => key switch
    {
        "state" => State ?? [],
        "severity" => Severity ?? [],
        "metric" => Metric ?? [],
        "who" => Who is null ? [] : [Who],
        _ => System is null ? [] : [System],
    };

    private void Go(string key, IReadOnlyList<string> values) => Navigator.Narrow(key, values);
}
