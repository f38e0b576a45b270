using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Shared;

namespace Portal.Web.Account;

/// <summary>
/// Where a one-time link leads. Its secret comes in the fragment, which no log and no other site sees; the page's script puts it into
/// the form, and only posts carry it from there on.
/// </summary>
public sealed partial class Accept(OneTimeLinks links, SetPassword setPassword)
{
    private OpenLink? _link;
    private string? _refused;
    private string? _passwordFault;
    private string? _repeatFault;
    private bool _done;

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "open-link")] private Secret Opening { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "set-password")] private NewPassword Input { get; set; } = default!;

    // A post reaches only a form that the page draws before it handles it: the second one needs its link again.
    protected override Task OnInitializedAsync()
    {
        Opening ??= new();
        Input ??= new();
        return Input.Secret.Length > 0 ? ShowAsync() : Task.CompletedTask;
    }

    private Task OpenAsync()
    {
        Input.Secret = Opening.Value;
        return ShowAsync();
    }

    private async Task ShowAsync()
    {
        if ((await links.Read(Input.Secret, Context.RequestAborted)).Succeeded(out var link, out var refusal))
            _link = link;
        else
            _refused = refusal.Message;
    }

    private async Task SetAsync()
    {
        _repeatFault = Input.Password == Input.Repeat ? null : "It is not the same as above.";
        if (_repeatFault is null && (await setPassword.Run(new(Input.Secret, Input.Password, Context.Origin()), Context.RequestAborted)).Refusal is var refusal)
        {
            _done = refusal is null;
            _passwordFault = refusal is Invalid { Faults: [var fault, ..] } ? fault.Message : null;
            _refused = refusal is null or Invalid ? null : refusal.Message;
        }

        if (!_done && _refused is null)
            await ShowAsync();
        (Input.Password, Input.Repeat) = ("", "");
    }

    private sealed class Secret
    {
        public string Value { get; set; } = "";
    }

    private sealed class NewPassword
    {
        public string Secret { get; set; } = "";

        public string Password { get; set; } = "";

        public string Repeat { get; set; } = "";
    }
}
