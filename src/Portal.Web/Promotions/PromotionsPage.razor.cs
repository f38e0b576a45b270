using Microsoft.AspNetCore.Components;
using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Promotions;

public sealed partial class PromotionsPage(PromotionQueries promotions) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Page<PromotionLine>? _page;

    [SupplyParameterFromQuery] private string? Show { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    private bool All => string.Equals(Show, "all", StringComparison.OrdinalIgnoreCase);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnParametersSetAsync() =>
        _page = await promotions.List(new PromotionFilter(OpenOnly: !All), new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), _stop.Token);
}
