using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Account;

/// <summary>The authenticator app of whoever is signed in, from setting it up to taking it away.</summary>
public sealed partial class AuthenticatorCard(EnrolTotp enrol, RemoveTotp remove, RenewRecoveryCodes renew, Toasts toasts)
{
    private TotpOffer? _offer;
    private IReadOnlyList<string>? _codes;
    private IReadOnlyDictionary<string, string> _faults = Faults.Of(null);
    private string _code = "";
    private string _password = "";
    private Act? _asked;

    private enum Act { Remove = 1, Renew }

    [Parameter, EditorRequired] public required Actor Actor { get; set; }

    [Parameter, EditorRequired] public required SecurityView View { get; set; }

    [Parameter, EditorRequired] public EventCallback OnChanged { get; set; }

    /// <summary>The recovery codes are no longer on the screen.</summary>
    [Parameter, EditorRequired] public EventCallback OnKept { get; set; }

    private Task KeptAsync()
    {
        _codes = null;
        return OnKept.InvokeAsync();
    }

    private async Task BeginAsync()
    {
        _faults = Faults.Of(null);
        if ((await enrol.Begin(Actor, default)).Succeeded(out var offer, out var refusal))
            _offer = offer;
        else
            toasts.Show(StatusKind.Fail, refusal.Message);
    }

    private async Task ConfirmAsync()
    {
        var result = await enrol.Run(Actor, new(_password, _code), default);
        (_password, _code) = ("", "");
        _faults = Faults.Of(result.Refusal);
        if (!result.Succeeded(out var codes, out _)) return;
        (_codes, _offer) = (codes, null);
        await OnChanged.InvokeAsync();
    }

    private async Task<Refusal?> RemoveAsync(Shown shown)
    {
        var refusal = (await remove.Run(Actor, shown, default)).Refusal;
        await OnChanged.InvokeAsync();
        return refusal;
    }

    private async Task<Refusal?> RenewAsync(Shown shown)
    {
        if (!(await renew.Run(Actor, shown, default)).Succeeded(out var codes, out var refusal))
            return refusal;

        _codes = codes;
        await OnChanged.InvokeAsync();
        return null;
    }
}
