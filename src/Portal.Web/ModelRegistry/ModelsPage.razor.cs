using Microsoft.AspNetCore.Components;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Web.Findings;
using Portal.Web.Layout;
using Portal.Web.Ui;

namespace Portal.Web.ModelRegistry;

/// <summary>The versions of all systems, read again when one changes. All that it shows stands in its address.</summary>
public sealed partial class ModelsPage : ComponentBase, IDisposable
{
    private static readonly string[] Saved = [.. ModelsAddress.Filtering, "sort"];

    private readonly CancellationTokenSource _stop = new();
    private Shown? _shown;
    private int _readings;

    [SupplyParameterFromQuery] private string[]? Q { get; set; }

    [SupplyParameterFromQuery] private string[]? Kind { get; set; }

    [SupplyParameterFromQuery] private string[]? Stage { get; set; }

    [SupplyParameterFromQuery] private string[]? State { get; set; }

    [SupplyParameterFromQuery] private string[]? System { get; set; }

    [SupplyParameterFromQuery] private string[]? Bytes { get; set; }

    [SupplyParameterFromQuery] private string? Sort { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    [Inject] private EstateQueries Estate { get; set; } = default!;

    [Inject] private PageDay Day { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    private bool IsFiltered => ModelsAddress.Filtering.Any(key => ValuesOf(key).Count > 0);

    private IReadOnlyList<ListFilters.Filter> Filters =>
    [
        new("kind", "Kind", FindingWords.ChoicesOf<ArtefactKind>(kind => kind.ToString())),
        new("stage", "Stage", [.. FindingWords.ChoicesOf<Stage>(stage => stage.ToString()).Reverse()]),
        new("state", "State", FindingWords.ChoicesOf<VersionState>(state => state.ToString())),
        new("system", "System", [.. _shown?.Systems.Select(system => new Choice<string>(system.Code, $"{system.Code} {system.Name}")) ?? []]),
        new("bytes", "Bytes", [new("Unseen", "Not seen by the portal"), new("Changed", "Changed since they were stored")]),
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
        var asked = ModelsAddress.Read(ValuesOf);
        var shown = new Shown(
            await Estate.List(asked.Filter, asked.Order, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), Day.AsOf, _stop.Token),
            await Estate.Counts(Day.AsOf, _stop.Token), await Estate.Systems(Day.AsOf, _stop.Token));

        // A reading that began later asked for what the address says now.
        if (reading == _readings)
            _shown = shown;
    }

    private IReadOnlyList<string> ValuesOf(string key) => key switch
    {
        "q" => Q ?? [],
        "kind" => Kind ?? [],
        "stage" => Stage ?? [],
        "state" => State ?? [],
        "system" => System ?? [],
        "bytes" => Bytes ?? [],
        "sort" => Sort is null ? [] : [Sort],
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, null),
    };

    private string QueryOf(IEnumerable<string> keys) => ListQuery.Of(keys, ValuesOf);

    private void Go((string Key, IReadOnlyList<string> Values) change) => Navigator.Narrow(change.Key, change.Values);

    private sealed record Shown(Page<EstateLine> Page, EstateCounts Counts, IReadOnlyList<EstateSystem> Systems);
}
