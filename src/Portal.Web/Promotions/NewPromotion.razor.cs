using Microsoft.AspNetCore.Components;
using Portal.ModelRegistry;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Promotions;

/// <summary>What an owner fills in; the gate's present verdict stands beside it, so that nobody is surprised by it.</summary>
public sealed partial class NewPromotion(
    RegisterQueries register, VersionQueries versions, RequestOptions options, RequestPromotion request, KeptTexts texts, NavigationManager navigator) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private RequestForm? _form;
    private IReadOnlyList<RequestOption> _options = [];
    private RequestOption? _option;
    private ChangeClass? _raised;
    private ReasonForChange _reason = ReasonForChange.New;
    private string _case = "";
    private Refusal? _refusal;
    private bool _read;
    private bool _busy;

    [SupplyParameterFromQuery] private string? System { get; set; }

    [SupplyParameterFromQuery] private string? Version { get; set; }

    /// <summary>The next one on the way where none is named.</summary>
    [SupplyParameterFromQuery] private string? Stage { get; set; }

    public static string AddressFor(string system, string version) => $"promotions/new?system={Uri.EscapeDataString(system)}&version={Uri.EscapeDataString(version)}";

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _form = System is { } code ? await Read(code) : null;
        _options = _form is { Obstacle: null, Chosen: { } chosen } ? await options.Of(chosen.Id, _raised, _stop.Token) : [];
        _option = _options.FirstOrDefault(option => option.Target.ToString() == Stage) ?? (_options.Count > 0 ? _options[0] : null);
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

    private void ChooseVersion(ChangeEventArgs change) => navigator.NavigateTo(navigator.GetUriWithQueryParameter("version", change.Value as string), replace: true);

    private void Choose(Stage stage) => navigator.NavigateTo(navigator.GetUriWithQueryParameter("stage", stage.ToString()), replace: true);

    private Task Raise(ChangeEventArgs change)
    {
        _raised = Enum.TryParse<ChangeClass>(change.Value as string, out var raised) ? raised : null;
        return OnParametersSetAsync();
    }

    private string? ErrorOf(string field) => (_refusal as Invalid)?.Faults.FirstOrDefault(fault => fault.Field == field)?.Message;

    private async Task Submit()
    {
        if (_busy || _form?.Chosen is not { } chosen || _option is not { } option) return;
        _busy = true;
        try
        {
            var input = new RequestPromotion.Input(_form.Entry.Code, chosen.Label, option.Target, _reason, _case) { Change = option.Change.Class > option.Change.Derived ? option.Change.Class : null };
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
