using Microsoft.AspNetCore.Components;
using Portal.Monitoring.Alerts;
using Portal.Shared;
using Portal.Statistics.Alerts;
using Portal.Web.Account;
using Portal.Web.Findings;
using Portal.Web.Layout;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>A page of alerts, read again when somebody does something about one. All that it shows stands in its address.</summary>
public sealed partial class AlertsPage : ComponentBase, IDisposable
{
    private const string Mine = "me";
    private const string Nobodys = "nobody";

    private static readonly IReadOnlyList<Choice<string>> States = [new("Open", "Open"), new("Snoozed", "Snoozed"), new("Closed", "Closed or settled")];
    private static readonly IReadOnlyList<Choice<string>> Severities = [new("Serious", "Serious"), new("Warning", "Warning")];
    private static readonly IReadOnlyList<Choice<string>> Metrics = [.. Enum.GetValues<AlertMetric>().Select(metric => new Choice<string>($"{metric}", AlertWords.NameOf(metric)))];
    private static readonly IReadOnlyList<Choice<string>> Whose = [new(Mine, "That I have"), new(Nobodys, "That nobody has")];

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

    private bool IsFiltered => (State ?? []).Length + (Severity ?? []).Length + (Metric ?? []).Length > 0 || Who is { Length: > 0 } || System is { Length: > 0 };

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        var reading = ++_readings;
        var page = await Alerts.List(await Asked(), new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), Day.AsOf, _stop.Token);

        // A reading that began later asked for what the address says now.
        if (reading == _readings)
            _page = page;
    }

    private async Task<AlertFilter> Asked()
    {
        var address = new ListAddress(key => key switch
        {
            "state" => State ?? [],
            "severity" => Severity ?? [],
            "metric" => Metric ?? [],
            _ => [],
        });
        return new AlertFilter
        {
            Standings = address.Chosen<AlertStanding>("state"),
            Severities = address.Chosen<AlertSeverity>("severity"),
            Metrics = address.Chosen<AlertMetric>("metric"),
            System = System is { Length: > 0 and <= ListAddress.LongestText } ? System : null,
            TakenBy = Who == Mine ? (await Actor.Get(_stop.Token)).Person : null,
            OnlyUntaken = Who == Nobodys,
        };
    }

    private void Go(string key, IReadOnlyList<string> values) => Navigator.Narrow(key, values);
}
