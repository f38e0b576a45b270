using Microsoft.AspNetCore.Components;
using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Layout;
using Portal.Web.Ui;

namespace Portal.Web.Promotions;

/// <summary>A page of the requests, read again when one of them changes, at most once a second.</summary>
public sealed partial class PromotionsPage(PromotionQueries promotions, StandingApprovalQueries approvals) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Page<PromotionLine>? _page;
    private Page<StandingLine>? _standing;
    private int _readings;

    [SupplyParameterFromQuery] private string? Show { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    [Inject] private PageDay Day { get; set; } = default!;

    private bool All => string.Equals(Show, "all", StringComparison.OrdinalIgnoreCase);

    private bool Standing => string.Equals(Show, "standing", StringComparison.OrdinalIgnoreCase);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        var reading = ++_readings;
        var rows = new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]);
        var standing = Standing ? await approvals.List(rows, Day.AsOf, _stop.Token) : null;
        var page = Standing ? null : await promotions.List(new PromotionFilter(OpenOnly: !All), rows, Day.AsOf, _stop.Token);

        // A reading that began later asked for what the address says now.
        if (reading == _readings)
            (_page, _standing) = (page, standing);
    }
}
