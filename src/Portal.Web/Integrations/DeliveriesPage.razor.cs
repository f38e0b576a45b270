using Microsoft.AspNetCore.Components;
using Portal.Integrations;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Integrations;

/// <summary>The outbox. Filters, page and the open delivery live in the address.</summary>
public sealed partial class DeliveriesPage(DeliveryQueries queries, SendDeadAgain sendDead, Toasts toasts) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private DeliveryFilter _filter = new();
    private Page<DeliveryLine>? _page;
    private int _dead;
    private bool _asking;

    [Inject] internal PageActor Person { get; init; } = null!;

    [SupplyParameterFromQuery] private string? State { get; set; }

    [SupplyParameterFromQuery] private string? Kind { get; set; }

    [SupplyParameterFromQuery] private Guid? Webhook { get; set; }

    [SupplyParameterFromQuery] private Guid? Delivery { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnParametersSetAsync()
    {
        // What somebody wrote into the address and is no choice filters nothing.
        _filter = DeliveryAddress.Read(ValuesOf).Filter;
        return Read();
    }

    private async Task Read()
    {
        _page = await queries.List(_filter, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), _stop.Token);
        _dead = await queries.Dead(_stop.Token);
    }

    private async Task SendDead()
    {
        var result = await sendDead.Run(await Person.Get(_stop.Token), _stop.Token);
        _asking = false;
        if (result.Succeeded(out var count, out var refusal))
            toasts.Show(StatusKind.Pass, $"{count} go again.");
        else
            toasts.Show(StatusKind.Fail, refusal.Message);
        await Read();
    }

    private IReadOnlyList<string> ValuesOf(string key) => key switch
    {
        "state" => State is null ? [] : [State],
        "kind" => Kind is null ? [] : [Kind],
        _ => Webhook is null ? [] : [$"{Webhook}"],
    };
}
