using Microsoft.AspNetCore.Components;
using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Promotions;

/// <summary>A page of the requests, read again when one of them changes, at most once a second.</summary>
public sealed partial class PromotionsPage(PromotionQueries promotions, LiveFeed<PromotionId> feed, TimeProvider time) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Throttle = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private Page<PromotionLine>? _page;
    private int _readings;

    [SupplyParameterFromQuery] private string? Show { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    private bool All => string.Equals(Show, "all", StringComparison.OrdinalIgnoreCase);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override void OnInitialized() => _ = Follow(feed.Watch(Throttle, time, _stop.Token));

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        var reading = ++_readings;
        var page = await promotions.List(new PromotionFilter(OpenOnly: !All), new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), _stop.Token);

        // A reading that began later asked for what the address says now.
        if (reading == _readings)
            _page = page;
    }

    private async Task Follow(IAsyncEnumerable<IReadOnlySet<PromotionId>> changes)
    {
        try
        {
            await foreach (var _ in changes)
                await InvokeAsync(ReadAndDraw);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task ReadAndDraw()
    {
        await Read();
        StateHasChanged();
    }
}
