using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Account;

/// <summary>The passkeys of whoever is signed in.</summary>
public sealed partial class PasskeysCard(AddPasskey add, RenamePasskey rename, RemovePasskey remove, PasskeyPrompt prompt, Toasts toasts)
{
    private PasskeyLine? _passkey;
    private Act? _asked;
    private string _name = "";
    private string? _nameFault;

    private enum Act { Add = 1, Rename, Remove }

    [Parameter, EditorRequired] public required Actor Actor { get; set; }

    [Parameter, EditorRequired] public required SecurityView View { get; set; }

    [Parameter, EditorRequired] public EventCallback OnChanged { get; set; }

    private void Ask(PasskeyLine? passkey, Act act) => (_passkey, _asked, _name, _nameFault) = (passkey, act, passkey?.Name ?? "", null);

    private void Close() => _asked = null;

    private async Task<Refusal?> AddAsync(Shown shown)
    {
        if (string.IsNullOrWhiteSpace(_name))
            return new Invalid("name", "Give it a name, such as the device's.");
        if (!(await add.Ask(Actor, default)).Succeeded(out var request, out var refusal))
            return refusal;
        if (await prompt.Create(request, Assets["js/passkey.js"]) is not { } answer)
            return new NotAllowed("No passkey was made: it was declined, took too long, or this device has one already.");

        return await Done((await add.Run(Actor, new(_name, answer, shown), default)).Refusal, $"{_name.Trim()} can sign you in from now on.");
    }

    private async Task<Refusal?> RemoveAsync(Shown shown) =>
        await Done((await remove.Run(Actor, new(_passkey?.Id ?? "", shown), default)).Refusal, $"{_passkey?.Name} is removed.");

    private async Task RenameAsync()
    {
        var refusal = await Done((await rename.Run(Actor, new(_passkey?.Id ?? "", _name), default)).Refusal, "The passkey has its new name.");
        _nameFault = Faults.Of(refusal).Values.FirstOrDefault();
        if (refusal is null)
            Close();
    }

    private async Task<Refusal?> Done(Refusal? refusal, string success)
    {
        if (refusal is null)
        {
            toasts.Show(StatusKind.Pass, success);
            await OnChanged.InvokeAsync();
        }

        return refusal;
    }
}
