using Microsoft.AspNetCore.Components;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Layout;
using Portal.Web.Ui;

namespace Portal.Web.Register;

/// <summary>A page of the register, read again when a system changes, at most once a second.</summary>
public sealed partial class RegisterPage(RegisterQueries register, PageDay day, NavigationManager navigator) : ComponentBase, IDisposable
{
    private static readonly IReadOnlyList<Choice<string>> Tiers = [.. Enum.GetValues<RiskTier>().Select(tier => new Choice<string>(tier.ToString(), EntryWords.Of(tier)))];
    private static readonly IReadOnlyList<Choice<string>> Kinds = [.. Enum.GetValues<SystemKind>().Select(kind => new Choice<string>(kind.ToString(), EntryWords.Of(kind)))];
    private static readonly IReadOnlyList<Choice<string>> Stages = [.. Enum.GetValues<SystemStage>().Reverse().Select(stage => new Choice<string>(stage.ToString(), stage.ToString()))];
    private static readonly IReadOnlyList<Choice<string>> States =
    [
        new(nameof(EntryState.Published), "published"), new(nameof(EntryState.Submitted), "with risk"),
        new(nameof(EntryState.Returned), "returned"), new(nameof(EntryState.Draft), "draft"),
    ];

    private readonly CancellationTokenSource _stop = new();
    private Page<SystemLine>? _page;
    private RegisterCounts? _counts;
    private int _readings;

    [SupplyParameterFromQuery] private string? Q { get; set; }

    [SupplyParameterFromQuery] private string? Tier { get; set; }

    [SupplyParameterFromQuery] private string? Stage { get; set; }

    [SupplyParameterFromQuery] private string? State { get; set; }

    [SupplyParameterFromQuery] private string? Kind { get; set; }

    [SupplyParameterFromQuery] private string? Sort { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    private bool IsFiltered => (Q ?? Tier ?? Stage ?? State ?? Kind) is not null;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        var reading = ++_readings;
        var filter = new SystemFilter(Q, Chosen<RiskTier>(Tier), Chosen<EntryState>(State), Chosen<SystemKind>(Kind), Chosen<SystemStage>(Stage));
        var page = await register.List(filter, Order, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), day.AsOf, _stop.Token);
        var counts = await register.Counts(day.AsOf, _stop.Token);

        // A reading that began later asked for what the address says now.
        if (reading == _readings)
            (_page, _counts) = (page, counts);
    }

    private SystemOrder Order => new(
        Chosen<SystemColumn>(Sort?.TrimStart('-')) ?? SystemColumn.Code,
        Sort is ['-', ..] ? Direction.Descending : Direction.Ascending);

    /// <summary>What somebody wrote into the address and is no choice filters nothing.</summary>
    private static T? Chosen<T>(string? text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    private void Go(string filter, ChangeEventArgs change) => navigator.NavigateTo(
        navigator.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            [filter] = change.Value is string { Length: > 0 } value && !string.IsNullOrWhiteSpace(value) ? value : null,
            ["page"] = null,
        }),
        replace: filter == "q");
}
