using Microsoft.AspNetCore.Components;
using Portal.Monitoring.Costs;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring.Costs;

/// <summary>Adds what a model costs.</summary>
public sealed partial class AddPriceDialog : ComponentBase
{
    private string _provider = "";
    private string _model = "";
    private string _currency = "EUR";
    private string _rate = "1";
    private string _input = "";
    private string _output = "";
    private string _cacheRead = "";
    private string _cacheWrite = "";
    private DateOnly? _from;
    private UnpricedCalls? _of;
    private Invalid? _refused;
    private string? _refusal;

    [Parameter, EditorRequired] public bool Open { get; set; }

    /// <summary>Calls that have none.</summary>
    [Parameter] public UnpricedCalls? Of { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] private AddPrice AddPrice { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    protected override void OnParametersSet()
    {
        _from ??= DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);
        if (Of is { } calls && calls != _of)
            (_of, _provider, _model) = (calls, calls.Provider, calls.Model);
    }

    private async Task Add()
    {
        var terms = new PriceTerms(
            _provider.Trim(), _model.Trim(), _currency.Trim().ToUpperInvariant(), _from ?? default, Money.Micros(_input) ?? -1, Optional(_cacheRead), Optional(_cacheWrite), Money.Micros(_output) ?? -1, Money.Micros(_rate) ?? 0);
        var result = await AddPrice.Run(await Actor.Get(), terms, default);
        (_refused, _refusal) = (result.Refusal as Invalid, result.Refusal is null or Invalid ? null : result.Refusal.Message);
        if (result.Refusal is not null)
            return;

        Toasts.Show(StatusKind.Pass, $"{terms.Model} has a price.");
        await OnClose.InvokeAsync();
    }

    private string? Fault(string field) => _refused?.Faults.FirstOrDefault(fault => fault.Field == field)?.Message;

    /// <summary>Nothing said is nothing; what is said and no amount is refused as one below 0.</summary>
    private static long? Optional(string text) => text.Trim().Length == 0 ? null : Money.Micros(text) ?? -1;
}
