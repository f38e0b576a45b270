using Microsoft.AspNetCore.Components;
using Portal.Findings;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Layout;
using Portal.Web.Ui;

namespace Portal.Web.Findings;

/// <summary>A page of exceptions, read again when one changes, at most once a second. All that it shows stands in its address.</summary>
public sealed partial class ExceptionsPage : ComponentBase, IDisposable
{
    private static readonly string[] Saved = [.. ExceptionAddress.Filtering, "sort"];

    private readonly CancellationTokenSource _stop = new();
    private Shown? _shown;
    private bool _requesting;
    private int _readings;

    [SupplyParameterFromQuery] private string[]? Q { get; set; }

    [SupplyParameterFromQuery] private string[]? State { get; set; }

    [SupplyParameterFromQuery] private string[]? Rule { get; set; }

    [SupplyParameterFromQuery] private string[]? System { get; set; }

    [SupplyParameterFromQuery] private string? Expires { get; set; }

    [SupplyParameterFromQuery] private string? Sort { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    [Inject] private ExceptionQueries Exceptions { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private PageDay Day { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    private bool IsFiltered => ExceptionAddress.Filtering.Any(key => ValuesOf(key).Count > 0);

    private IReadOnlyList<ListFilters.Filter> Filters =>
    [
        new("state", "State", FindingWords.ChoicesOf<ExceptionState>(FindingText.Of)),
        new("rule", "Rule", FindingWords.ChoicesOf<ExceptionRule>(FindingText.Of)),
        new("expires", "Runs out", [new("7", "Within 7 days"), new("30", "Within 30 days")], Single: true),
        new("system", "System", [.. _shown?.Systems.Select(system => new Choice<string>(system.Code, $"{system.Code} {system.Name}")) ?? []]),
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
        var asked = ExceptionAddress.Read(ValuesOf, Day.AsOf.At ?? Time.GetUtcNow());
        var shown = new Shown(
            await Exceptions.List(asked.Filter, asked.Order, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), Day.AsOf, _stop.Token),
            await Exceptions.Counts(Day.AsOf, _stop.Token), await Exceptions.Systems(Day.AsOf, _stop.Token), me.May(Permission.RequestExceptions));

        // A reading that began later asked for what the address says now.
        if (reading == _readings)
            _shown = shown;
    }

    private IReadOnlyList<string> ValuesOf(string key) => key switch
    {
        "q" => Q ?? [],
        "state" => State ?? [],
        "rule" => Rule ?? [],
        "system" => System ?? [],
        "expires" => Expires is null ? [] : [Expires],
        "sort" => Sort is null ? [] : [Sort],
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, null),
    };

    private string QueryOf(IEnumerable<string> keys) => ListQuery.Of(keys, ValuesOf);

    private void Go((string Key, IReadOnlyList<string> Values) change) => Navigator.Narrow(change.Key, change.Values);

    private sealed record Shown(Page<ExceptionLine> Page, ExceptionCounts Counts, IReadOnlyList<FindingSystem> Systems, bool MayRequest);
}
