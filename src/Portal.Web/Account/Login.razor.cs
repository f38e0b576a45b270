using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Portal.Accounts;

namespace Portal.Web.Account;

public sealed partial class Login(SignIn signIn, SignInWithPasskey signInWithPasskey, PasswordResets resets, NavigationManager navigator)
{
    private string? _refused;
    private PasskeyRequest _passkey = new("", "");

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "sign-in")] private Credentials Input { get; set; } = default!;

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    /// <summary>The sign-in page, from which the person comes back to where the navigator is now.</summary>
    public static string AddressFrom(NavigationManager navigator) =>
        $"account/login?returnUrl={Uri.EscapeDataString("/" + navigator.ToBaseRelativePath(navigator.Uri))}";

    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        _passkey = await signInWithPasskey.Ask(Context.RequestAborted);
    }

    private Task SignInAsync() => Input.Passkey is { Length: > 0 } ? SignInWithPasskeyAsync() : SignInWithPasswordAsync();

    private async Task SignInWithPasswordAsync()
    {
        var result = await signIn.Run(new(Input.Email ?? "", Input.Password ?? "", Context.Origin()), Context.RequestAborted);
        if (!result.Succeeded(out var step, out var refusal))
        {
            (_refused, Input.Password) = (refusal.Message, "");
            return;
        }

        if (step.SignedIn is { } signedIn)
        {
            await EnterAsync(signedIn);
            return;
        }

        Context.Keep(step.CodeTicket ?? "");
        navigator.NavigateTo(Code.AddressOf(ReturnTo.Local(ReturnUrl)), forceLoad: true);
    }

    private async Task SignInWithPasskeyAsync()
    {
        var result = await signInWithPasskey.Run(new(new(Input.Ticket ?? "", Input.Passkey ?? ""), Context.Origin()), Context.RequestAborted);
        if (result.Succeeded(out var signedIn, out var refusal))
            await EnterAsync(signedIn);
        else
            _refused = refusal.Message;
    }

    private async Task EnterAsync(SignedIn signedIn)
    {
        await Context.SignInAsync(Schemes.Session, SessionClaims.Principal(signedIn));
        navigator.NavigateTo(ReturnTo.Local(ReturnUrl), forceLoad: true);
    }

    public sealed class Credentials
    {
        public string? Email { get; set; } = "";

        public string? Password { get; set; } = "";

        /// <summary>What a passkey was asked for on this page, and its answer; empty for a sign-in by password.</summary>
        public string? Ticket { get; set; } = "";

        public string? Passkey { get; set; } = "";
    }
}
