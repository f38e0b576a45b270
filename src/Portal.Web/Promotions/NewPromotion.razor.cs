using Microsoft.AspNetCore.Components;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Promotions;

/// <summary>What an owner fills in; the gate's present verdict stands beside it, so that nobody is surprised by it.</summary>
public sealed partial class NewPromotion(
    RegisterQueries register, VersionQueries versions, GateQueries gates, RequestPromotion request, KeptTexts texts, NavigationManager navigator) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private RequestForm? _form;
    private GateVerdict? _gate;
    private ReasonForChange _reason = ReasonForChange.New;
    private string _case = "";
    private Refusal? _refusal;
    private bool _read;
    private bool _busy;

    [SupplyParameterFromQuery] private string? System { get; set; }

    [SupplyParameterFromQuery] private string? Version { get; set; }

    public static string AddressFor(string system, string version) => $"promotions/new?system={Uri.EscapeDataString(system)}&version={Uri.EscapeDataString(version)}";

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _form = System is { } code ? await Read(code) : null;
        _gate = _form is { Obstacle: null, Chosen: { } chosen } ? await gates.ToProduction(chosen.Id, _stop.Token) : null;
        _read = true;
    }

    private async Task<RequestForm?> Read(string code)
    {
        var all = await versions.OfSystem(code, new PageRequest(1, PageRequest.MostRows), AsOf.Now, _stop.Token);
        return all is not null && await register.Entry(code, AsOf.Now, _stop.Token) is { } entry
            ? RequestForm.Of(entry, all.Items, await PageActor.Get(_stop.Token), Version)
            : null;
    }

    private static string KeptAs(RequestForm form) => $"{form.Entry.Code}/request";

    private void Choose(ChangeEventArgs change) =>
        navigator.NavigateTo(navigator.GetUriWithQueryParameter("version", change.Value as string), replace: true);

    private string? ErrorOf(string field) => (_refusal as Invalid)?.Faults.FirstOrDefault(fault => fault.Field == field)?.Message;

    private async Task Submit()
    {
        if (_busy || _form?.Chosen is not { } chosen) return;
        _busy = true;
        try
        {
            var input = new RequestPromotion.Input(_form.Entry.Code, chosen.Label, Stage.Production, _reason, _case);
            if ((await request.Run(await PageActor.Get(_stop.Token), input, _stop.Token)).Succeeded(out var id, out _refusal))
            {
                await texts.Forget(KeptAs(_form));
                navigator.NavigateTo(ReviewRoomPage.AddressOf(id));
            }
        }
        finally
        {
            _busy = false;
        }
    }
}
