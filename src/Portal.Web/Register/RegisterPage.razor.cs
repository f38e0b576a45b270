using Microsoft.AspNetCore.Components;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Register;

public sealed partial class RegisterPage(RegisterQueries register, NavigationManager navigator) : ComponentBase, IDisposable
{
    private static readonly IReadOnlyList<Choice<string>> Tiers = [.. Enum.GetValues<RiskTier>().Select(tier => new Choice<string>(tier.ToString(), EntryWords.Of(tier)))];
    private static readonly IReadOnlyList<Choice<string>> Kinds = [.. Enum.GetValues<SystemKind>().Select(kind => new Choice<string>(kind.ToString(), EntryWords.Of(kind)))];
    private static readonly IReadOnlyList<Choice<string>> States =
    [
        new(nameof(EntryState.Published), "published"), new(nameof(EntryState.Submitted), "with risk"),
        new(nameof(EntryState.Returned), "returned"), new(nameof(EntryState.Draft), "draft"),
    ];

    private readonly CancellationTokenSource _stop = new();
    private Page<SystemLine>? _page;
    private RegisterCounts? _counts;

    [SupplyParameterFromQuery] private string? Q { get; set; }

    [SupplyParameterFromQuery] private string? Tier { get; set; }

    [SupplyParameterFromQuery] private string? State { get; set; }

    [SupplyParameterFromQuery] private string? Kind { get; set; }

    [SupplyParameterFromQuery] private string? Sort { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    private bool IsFiltered => (Q ?? Tier ?? State ?? Kind) is not null;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var filter = new SystemFilter(Q, Chosen<RiskTier>(Tier), Chosen<EntryState>(State), Chosen<SystemKind>(Kind));
        _page = await register.List(filter, Order, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), _stop.Token);
        _counts = await register.Counts(_stop.Token);
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
