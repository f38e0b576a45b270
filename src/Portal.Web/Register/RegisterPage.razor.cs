using Microsoft.AspNetCore.Components;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Layout;
using Portal.Web.Ui;

namespace Portal.Web.Register;

/// <summary>A page of the register, read again when a system changes, at most once a second. All that it shows stands in its address.</summary>
public sealed partial class RegisterPage(RegisterQueries register, PageDay day, TimeProvider time, NavigationManager navigator) : ComponentBase, IDisposable
{
    private static readonly string[] Saved = [.. RegisterAddress.Filtering, "group", "sort", "columns"];

    private readonly CancellationTokenSource _stop = new();
    private Shown? _shown;
    private int _readings;

    [SupplyParameterFromQuery] private string[]? Q { get; set; }

    [SupplyParameterFromQuery] private string[]? Tier { get; set; }

    [SupplyParameterFromQuery] private string[]? LegalClass { get; set; }

    [SupplyParameterFromQuery] private string? Due { get; set; }

    [SupplyParameterFromQuery] private string[]? Stage { get; set; }

    [SupplyParameterFromQuery] private string[]? State { get; set; }

    [SupplyParameterFromQuery] private string[]? Kind { get; set; }

    [SupplyParameterFromQuery] private string[]? Lane { get; set; }

    [SupplyParameterFromQuery] private string[]? Department { get; set; }

    [SupplyParameterFromQuery] private string[]? Owner { get; set; }

    [SupplyParameterFromQuery] private string? Group { get; set; }

    [SupplyParameterFromQuery] private string? Sort { get; set; }

    [SupplyParameterFromQuery] private string[]? Columns { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    private bool IsFiltered => RegisterAddress.Filtering.Any(key => ValuesOf(key).Count > 0);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        var reading = ++_readings;
        var (asked, rows) = (RegisterAddress.Read(ValuesOf, RegisterAddress.ById, time.GetUtcNow()), new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]));
        var groups = asked.Order.Group is { } group ? new RegisterGroups(group, await register.Groups(asked.Filter, group, day.AsOf, _stop.Token)) : null;
        var shown = new Shown(
            await register.List(asked.Filter, asked.Order, rows, day.AsOf, _stop.Token), groups,
            await register.Counts(day.AsOf, _stop.Token), await register.Choices(day.AsOf, _stop.Token));

        // A reading that began later asked for what the address says now.
        if (reading == _readings)
            _shown = shown;
    }

    private IReadOnlyList<string> ValuesOf(string key) => key switch
    {
        "q" => Q ?? [],
        "tier" => Tier ?? [],
        "legalClass" => LegalClass ?? [],
        "stage" => Stage ?? [],
        "due" => Due is null ? [] : [Due],
        "state" => State ?? [],
        "kind" => Kind ?? [],
        "lane" => Lane ?? [],
        "department" => Department ?? [],
        "owner" => Owner ?? [],
        "columns" => Columns ?? [],
        "group" => Group is null ? [] : [Group],
        "sort" => Sort is null ? [] : [Sort],
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, null),
    };

    private string QueryOf(IEnumerable<string> keys) => ListQuery.Of(keys, ValuesOf);

    private void Go((string Key, IReadOnlyList<string> Values) change) => navigator.Narrow(change.Key, change.Values);

    private sealed record Shown(Page<SystemLine> Page, RegisterGroups? Groups, RegisterCounts Counts, RegisterChoices Choices);
}
