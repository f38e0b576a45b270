using System.Diagnostics;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using Portal.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>Signing in at a provider that others wrote (npm oidc-provider), as a person does.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class ProviderJourneyTests(Browser browser)
{
    [Theory]
    [InlineData("token")]
    [InlineData("userinfo")]
    public async Task Somebody_whose_groups_are_known_signs_in_by_the_company_and_works_as_system_owner(string where)
    {
        var port = FreePort.Next();
        await using var portal = await PortalProcess.StartAsync(
            "--Portal:Oidc:Authority", $"http://127.0.0.1:{port}", "--Portal:Oidc:ClientId", "portal", "--Portal:Oidc:ClientSecret", "a secret of the journey",
            "--Portal:Oidc:Scopes", "openid profile email groups", "--Portal:Oidc:DisplayName", "Company login",
            "--Portal:Oidc:Roles:0:Claim", "owners", "--Portal:Oidc:Roles:0:Role", "SystemOwner",
            "--Portal:Oidc:Roles:1:Claim", "board", "--Portal:Oidc:Roles:1:Role", "BoardMember",
            "--Portal:Outgoing:AllowedHosts", "127.0.0.1");
        using var provider = Start(port, portal.Address.OriginalString, where);
        try
        {
            Assert.Equal("ready", await provider.StandardOutput.ReadLineAsync());
            await browser.WalkAsync(portal, async journey =>
            {
                await FirstAdministrator.SetUpAsync(portal, await journey.SomebodyAsync("first"));
                var ada = await journey.SomebodyAsync("ada");

                await ada.Page.GotoAsync("/account/login?returnUrl=%2Fregister");
                await ada.SeeNoBarrierAsync();
                await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Company login" }).ClickAsync();
                await ada.Page.FillAsync("[name=login]", "ada");
                await ada.Page.FillAsync("[name=password]", "anything");
                await ada.Page.ClickAsync("button[type=submit]");
                await ada.Page.ClickAsync("button[type=submit]");

                await ada.SeeHeadingAsync("You are signed in");
                await ada.SeeAsync("board member");
                await ada.SeeNoBarrierAsync();
                await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Go on" }).ClickAsync();
                await ada.SeeHeadingAsync("Register");
                await Expect(ada.Page.GetByText("Ada Byron").First).ToBeVisibleAsync();
                await Expect(ada.Page.GetByRole(AriaRole.Link, new() { Name = "File a system" }).First).ToBeVisibleAsync();
            }, $"{nameof(ProviderJourneyTests)}-{where}");
        }
        finally
        {
            provider.Kill();
        }
    }

    private static Process Start(int port, string portal, string where) => Process.Start(new ProcessStartInfo("node", ["oidc-provider.mjs", $"{port}", portal, where])
    {
        WorkingDirectory = Path.Combine(Places.Root, "tests", "clients"),
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    }) ?? throw new InvalidOperationException("Node did not start.");
}
