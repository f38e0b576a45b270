using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Web.Account;

/// <summary>Where the first administrator of an empty portal is made; there is nothing here once somebody exists.</summary>
public sealed partial class SetUp(SetUpPortal setUp, AdoptPolicy adopt, SignIn signIn, NavigationManager navigator)
{
    private Refusal? _refusal;
    private bool _isOver;

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm] private Fields Input { get; set; } = default!;

    private string? _refused => _refusal is null or Invalid ? null : _refusal.Message;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        _isOver = !await setUp.IsOpen(Context.RequestAborted);
        if (_isOver)
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task SetUpAsync()
    {
        var origin = Context.Origin();
        var result = await setUp.Run(new(Input.Code, Input.Name, Input.Email, Input.Department, Input.Password, origin), Context.RequestAborted);
        if (!result.Succeeded(out _, out _refusal))
            return;

        _ = await adopt.Run(Actor.System("setup"), Context.RequestAborted);

        if ((await signIn.Run(new(Input.Email, Input.Password, origin), Context.RequestAborted)).Succeeded(out var step, out _) && step.SignedIn is { } signedIn)
            await Context.SignInAsync(Schemes.Session, SessionClaims.Principal(signedIn));

        // Nobody administers before a second factor is set up.
        navigator.NavigateTo("/account/security", forceLoad: true);
    }

    private string? Error(string field) => (_refusal as Invalid)?.Faults.FirstOrDefault(fault => fault.Field == field)?.Message;

    public sealed class Fields
    {
        public string Code { get; set; } = "";

        public string Name { get; set; } = "";

        public string Email { get; set; } = "";

        public string Department { get; set; } = "";

        public string Password { get; set; } = "";
    }
}
