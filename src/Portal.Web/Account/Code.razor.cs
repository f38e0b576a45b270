using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Shared;

namespace Portal.Web.Account;

/// <summary>The second step of signing in.</summary>
public sealed partial class Code(EnterCode enterCode, NavigationManager navigator)
{
    private string? _refused;
    private string? _over;

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "code")] private Entered Input { get; set; } = default!;

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    public static string AddressOf(string next) => $"/account/code?returnUrl={Uri.EscapeDataString(next)}";

    protected override void OnInitialized()
    {
        Input ??= new();
        _over = Context.Ticket() is null ? EnterCode.Begin.Message : null;
    }

    private async Task EnterAsync()
    {
        if (Context.Ticket() is not { } ticket)
            return;

        var result = await enterCode.Run(new(ticket, Input.Code ?? "", Context.Origin()), Context.RequestAborted);
        if (!result.Succeeded(out var signedIn, out var refusal))
        {
            Input.Code = "";
            _over = refusal is NotAllowed ? refusal.Message : null;
            _refused = refusal.Message;
            return;
        }

        Context.ForgetTicket();
        await Context.SignInAsync(Schemes.Session, SessionClaims.Principal(signedIn));
        navigator.NavigateTo(ReturnTo.Local(ReturnUrl), forceLoad: true);
    }

    private sealed class Entered
    {
        public string? Code { get; set; } = "";
    }
}
