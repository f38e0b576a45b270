using Microsoft.AspNetCore.Components;
using Portal.Accounts;

namespace Portal.Web.Account;

/// <summary>Answers the same whether or not the address has an account.</summary>
public sealed partial class Forgotten(PasswordResets resets)
{
    private bool _asked;

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "forgotten")] private Address Input { get; set; } = default!;

    protected override void OnInitialized() => Input ??= new();

    private async Task AskAsync()
    {
        await resets.Ask(Input.Email ?? "", Context.Origin(), Context.RequestAborted);
        _asked = true;
    }

    private sealed class Address
    {
        public string? Email { get; set; } = "";
    }
}
