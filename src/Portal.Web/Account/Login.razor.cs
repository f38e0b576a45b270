using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Portal.Accounts;

namespace Portal.Web.Account;

public sealed partial class Login(SignIn signIn, NavigationManager navigator)
{
    private string? _refused;

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm] private Credentials Input { get; set; } = default!;

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    /// <summary>The sign-in page, from which the person comes back to where the navigator is now.</summary>
    public static string AddressFrom(NavigationManager navigator) =>
        $"account/login?returnUrl={Uri.EscapeDataString("/" + navigator.ToBaseRelativePath(navigator.Uri))}";

    protected override void OnInitialized() => Input ??= new();

    private async Task SignInAsync()
    {
        var result = await signIn.Run(new(Input.Email, Input.Password, Context.Origin()), Context.RequestAborted);
        if (!result.Succeeded(out var signedIn, out var refusal))
        {
            (_refused, Input.Password) = (refusal.Message, "");
            return;
        }

        await Context.SignInAsync(Schemes.Session, SessionClaims.Principal(signedIn));
        navigator.NavigateTo(Local(ReturnUrl), forceLoad: true);
    }

    /// <summary>Only paths of this portal: an address of somebody else must not follow a sign-in.</summary>
    private static string Local(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal) ? url : "/";

    public sealed class Credentials
    {
        public string Email { get; set; } = "";

        public string Password { get; set; } = "";
    }
}
