using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Account;

namespace Portal.Web.Ui;

/// <summary>
/// Signs what is on the screen: says what the signature means and of which bytes, takes a reason, asks for credentials again: as many as
/// this signature takes. The reason outlives a refusal, a closed dialog and a restart; a credential outlives nothing.
/// </summary>
public sealed partial class SignDialog(StepUp stepUp, PasskeyPrompt passkeys, KeptTexts texts)
{
    private const int FiguresOfCode = 6;

    private StepUpDemand? _demand;
    private string _reason = "";
    private string _password = "";
    private string _code = "";
    private string? _keptAs;
    private string? _reasonError;
    private string? _passwordError;
    private string? _codeError;
    private string? _refusal;
    private bool _busy;

    [Parameter, EditorRequired] public bool Open { get; set; }

    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>What the signature says, as a sentence in the first person.</summary>
    [Parameter, EditorRequired] public required string Meaning { get; set; }

    /// <summary>The subject's digest, shown in full: what is signed is what is shown.</summary>
    [Parameter, EditorRequired] public required string Digest { get; set; }

    /// <summary>The name under which the reason is kept until it is signed: one reason for each thing that can be signed.</summary>
    [Parameter, EditorRequired] public required string Keep { get; set; }

    [Parameter] public bool ReasonRequired { get; set; }

    [Parameter] public string SignText { get; set; } = "Sign";

    /// <summary>Whether the signature refuses or ends something.</summary>
    [Parameter] public bool Danger { get; set; }

    /// <summary>What else the act needs, as conditions.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Whether that is whole, asked before a credential is spent on it; it says beside its fields what lacks.</summary>
    [Parameter] public Func<bool>? IsWhole { get; set; }

    /// <summary>Signs; answers with the words of a refusal, or with null when it is done, and then <see cref="OnClose"/> follows.</summary>
    [Parameter, EditorRequired] public required Func<Signing, Task<string?>> OnSign { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    private string Weight => Danger ? "danger" : "primary";

    private string PasswordLabel => _demand is { Two: false, Factors.Code: true } ? "Your password or a code" : "Your password";

    protected override async Task OnParametersSetAsync()
    {
        // Why somebody rejects is not why they approve.
        if (_keptAs is not null && _keptAs != Keep)
            _reason = "";
        _keptAs = Keep;
        if (!Open)
            _demand = null;
        else if (_demand is null)
            _demand = await stepUp.Demand(await PageActor.Get(), default);
    }

    private Task SignAsync()
    {
        if (_demand is not { } demand || Lacks()) return Task.CompletedTask;
        _passwordError = _password.Length == 0 ? "Enter your password to sign." : null;
        _codeError = demand.TakesPasswordAndCode && string.IsNullOrWhiteSpace(_code) ? "Enter the code that the app shows now." : null;
        return _passwordError is null && _codeError is null ? SignWithAsync(() => Task.FromResult<Shown?>(Typed(demand))) : Task.CompletedTask;
    }

    private Task SignWithPasskeyAsync() => Lacks() ? Task.CompletedTask : SignWithAsync(async () =>
    {
        var asked = await stepUp.Ask(await PageActor.Get(), Shared.Digest.Parse(Digest), Meaning, default);
        return asked.Succeeded(out var request, out _) && await passkeys.Get(request, Assets["js/passkey.js"]) is { } answer ? new Shown(Passkey: answer) : null;
    });

    private async Task SignWithAsync(Func<Task<Shown?>> show)
    {
        if (_busy) return;
        (_busy, _refusal) = (true, null);

        // What is signed may be gone from the page, and its name with it, by the time it is.
        var keep = Keep;
        try
        {
            _refusal = await show() is { } shown ? await SignAsync(shown) : "No passkey was given.";
            if (_refusal is not null && _demand is not null)
                _demand = await stepUp.Demand(await PageActor.Get(), default);
        }
        finally
        {
            (_busy, _password, _code) = (false, "", "");
        }

        if (_refusal is not null) return;
        _reason = "";
        await texts.Forget(keep);
        await OnClose.InvokeAsync();
    }

    private async Task<string?> SignAsync(Shown shown)
    {
        var proof = await stepUp.Run(await PageActor.Get(), new(shown, Shared.Digest.Parse(Digest), Meaning), default);
        return proof.Succeeded(out var token, out var refusal) ? await OnSign(new Signing(_reason.Trim(), token))
            : refusal is Invalid { Faults: [var fault, ..] } ? fault.Message : refusal.Message;
    }

    /// <summary>Where either is taken in one field, six figures are a code.</summary>
    private Shown Typed(StepUpDemand demand) =>
        demand is { Two: false, Factors.Code: true } && _password.Trim() is { Length: FiguresOfCode } figures && figures.All(char.IsAsciiDigit)
            ? new Shown(Code: figures)
            : new Shown(_password, demand.TakesPasswordAndCode ? _code : "");

    private bool Lacks()
    {
        _reasonError = ReasonRequired && string.IsNullOrWhiteSpace(_reason) ? "Say why: the reason is part of what is signed." : null;
        return IsWhole?.Invoke() == false || _reasonError is not null;
    }

    private Task Cancel()
    {
        if (_busy) return Task.CompletedTask;
        (_password, _code, _refusal, _reasonError, _passwordError, _codeError) = ("", "", null, null, null, null);
        return OnClose.InvokeAsync();
    }
}
