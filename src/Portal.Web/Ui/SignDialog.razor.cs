using Microsoft.AspNetCore.Components;

namespace Portal.Web.Ui;

/// <summary>
/// Signs what is on the screen: says what the signature means and of which bytes, takes a reason, asks for the password again.
/// The reason outlives a refusal, a closed dialog and a restart; the password outlives nothing.
/// </summary>
public partial class SignDialog
{
    private string _reason = "";
    private string _password = "";
    private string? _keptAs;
    private string? _reasonError;
    private string? _passwordError;
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

    /// <summary>What else the act needs, as conditions.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Signs; answers with the words of a refusal, or with null when it is done, and then <see cref="OnClose"/> follows.</summary>
    [Parameter, EditorRequired] public required Func<Signing, Task<string?>> OnSign { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] internal KeptTexts Texts { get; init; } = null!;

    protected override void OnParametersSet()
    {
        // Why somebody rejects is not why they approve.
        if (_keptAs is not null && _keptAs != Keep)
            _reason = "";
        _keptAs = Keep;
    }

    private async Task Sign()
    {
        if (_busy) return;
        _refusal = null;
        _reasonError = ReasonRequired && string.IsNullOrWhiteSpace(_reason) ? "Say why: the reason is part of what is signed." : null;
        _passwordError = _password.Length == 0 ? "Enter your password to sign." : null;
        if (_reasonError is not null || _passwordError is not null) return;

        _busy = true;
        try
        {
            _refusal = await OnSign(new Signing(_reason.Trim(), _password));
        }
        finally
        {
            _busy = false;
            _password = "";
        }

        if (_refusal is not null) return;
        _reason = "";
        await Texts.Forget(Keep);
        await OnClose.InvokeAsync();
    }

    private Task Cancel()
    {
        if (_busy) return Task.CompletedTask;
        (_password, _refusal, _reasonError, _passwordError) = ("", null, null, null);
        return OnClose.InvokeAsync();
    }
}
