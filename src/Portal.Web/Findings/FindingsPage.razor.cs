using Microsoft.AspNetCore.Components;
using Portal.Findings;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Layout;
using Portal.Web.Ui;

namespace Portal.Web.Findings;

/// <summary>A page of findings, read again when one changes, at most once a second. All that it shows stands in its address.</summary>
public sealed partial class FindingsPage : ComponentBase, IDisposable
{
    private static readonly string[] Saved = [.. FindingAddress.Filtering, "sort"];

    private readonly CancellationTokenSource _stop = new();
    private Shown? _shown;
    private bool _raising;
    private int _readings;

    [SupplyParameterFromQuery] private string[]? Q { get; set; }

    [SupplyParameterFromQuery] private string[]? State { get; set; }

    [SupplyParameterFromQuery] private string[]? Severity { get; set; }

    [SupplyParameterFromQuery] private string[]? Source { get; set; }

    [SupplyParameterFromQuery] private string[]? System { get; set; }

    [SupplyParameterFromQuery] private string[]? Owner { get; set; }

    [SupplyParameterFromQuery] private string? Due { get; set; }

    [SupplyParameterFromQuery] private string? Sort { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    [Inject] private FindingQueries Findings { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private PageDay Day { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    private bool IsFiltered => FindingAddress.Filtering.Any(key => ValuesOf(key).Count > 0);

    private IReadOnlyList<ListFilters.Filter> Filters =>
    [
        new("state", "State", FindingWords.ChoicesOf<FindingState>(FindingText.Of)),
        new("severity", "Severity", [.. FindingWords.ChoicesOf<FindingSeverity>(severity => severity.ToString()).Reverse()]),
        new("due", "Due", [new("overdue", "Overdue"), new("7", "Within 7 days"), new("30", "Within 30 days")], Single: true),
        new("owner", "Who has it", [new(FindingAddress.Mine, "I"), .. _shown?.Choices.Owners.Select(owner => new Choice<string>(owner.Id.ToString(), owner.Name)) ?? []]),
        new("system", "System", [.. _shown?.Choices.Systems.Select(system => new Choice<string>(system.Code, $"{system.Code} {system.Name}")) ?? []]),
        new("source", "Source", FindingWords.ChoicesOf<FindingSource>(FindingText.Of)),
    ];

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        var reading = ++_readings;
        var me = await Actor.Get(_stop.Token);
        var asked = FindingAddress.Read(ValuesOf, FindingAddress.People(me.Person), Day.AsOf.Day ?? Day.Today).NotClosedUnlessTold();
        var shown = new Shown(
            await Findings.List(asked.Filter, asked.Order, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), Day.AsOf, _stop.Token),
            await Findings.Counts(Day.AsOf, _stop.Token), await Findings.Choices(Day.AsOf, _stop.Token), me.May(Permission.RaiseFindings));

        // A reading that began later asked for what the address says now.
        if (reading == _readings)
            _shown = shown;
    }

    private IReadOnlyList<string> ValuesOf(string key) => key switch
    {
        "q" => Q ?? [],
        "state" => State ?? [],
        "severity" => Severity ?? [],
        "source" => Source ?? [],
        "system" => System ?? [],
        "owner" => Owner ?? [],
        "due" => Due is null ? [] : [Due],
        "sort" => Sort is null ? [] : [Sort],
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, null),
    };

    private string QueryOf(IEnumerable<string> keys) => ListQuery.Of(keys, ValuesOf);

    private void Go((string Key, IReadOnlyList<string> Values) change) => Navigator.Narrow(change.Key, change.Values);

    private sealed record Shown(Page<FindingLine> Page, FindingCounts Counts, FindingChoices Choices, bool MayRaise);
}
