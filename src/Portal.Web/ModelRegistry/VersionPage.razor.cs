using Microsoft.AspNetCore.Components;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.ModelRegistry;

/// <summary>A version: what it is made of, and what is known about it. Follows what others do to it.</summary>
public sealed partial class VersionPage : ComponentBase, IDisposable
{
    private static readonly TimeSpan RenderInterval = TimeSpan.FromMilliseconds(250);

    private static readonly IReadOnlyList<Tab> Parts = [new("overview", "Overview"), new("evaluations", "Evaluations"), new("contents", "Contents"), new("card", "Card"), new("compare", "Compare")];

    private readonly CancellationTokenSource _stop = new();
    private VersionView? _view;
    private bool _missing;

    [Inject] internal VersionQueries Versions { get; init; } = null!;

    [Inject] internal LiveFeed<SystemId> Feed { get; init; } = null!;

    [Inject] internal TimeProvider Time { get; init; } = null!;

    [Parameter] public string Code { get; set; } = "";

    [Parameter] public string Label { get; set; } = "";

    [SupplyParameterFromQuery] private string? Tab { get; set; }

    /// <summary>Of the card's tab: which revision.</summary>
    [SupplyParameterFromQuery] private string? Show { get; set; }

    /// <summary>The version that this one is compared with.</summary>
    [SupplyParameterFromQuery] private string? With { get; set; }

    /// <summary>1 when what two versions share is shown too.</summary>
    [SupplyParameterFromQuery] private int? All { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    private PageRequest Rows => new(Page ?? 1, Size ?? Pager.Sizes[0]);

    private string Current => Parts.FirstOrDefault(part => part.Key == Tab)?.Key ?? Parts[0].Key;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    // Watching begins before the first reading, so that nothing falls in between.
    protected override void OnInitialized() => _ = Follow(Feed.Watch(RenderInterval, Time, _stop.Token));

    protected override Task OnParametersSetAsync() => Read();

    private async Task Follow(IAsyncEnumerable<IReadOnlySet<SystemId>> changes)
    {
        try
        {
            await foreach (var changed in changes)
            {
                if (_view is { } view && changed.Contains(view.SystemId))
                    await InvokeAsync(ReadAndShow);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task ReadAndShow()
    {
        await Read();
        StateHasChanged();
    }

    // What a tab shows is its own to read: each reading of the version makes it read again.
    private async Task Read()
    {
        _view = await Versions.One(Code, Label, _stop.Token);
        _missing = _view is null;
    }
}
