using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;

namespace Portal.EndToEnd;

/// <summary>From an empty portal to two people who can sign in.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed partial class SetUpJourneyTests(Browser browser)
{
    private const string Password = "a walk along the river";

    [Fact]
    public async Task The_code_of_the_log_makes_an_administrator_who_invites_and_grants()
    {
        await using var portal = await PortalProcess.StartAsync();
        var code = portal.Log.Select(line => Code().Match(line)).First(match => match.Success).Groups[1].Value;

        await browser.WalkAsync(portal, async journey =>
        {
            var first = await journey.SomebodyAsync("first");
            await first.OpenAsync("/account/setup");
            await first.SeeHeadingAsync("Set up the portal");
            await first.SeeNoBarrierAsync();

            await SetUpAsync(first, "AAAAA-AAAAA-AAAAA-AAAAA");
            await first.SeeAsync("This is not the set-up code of the log.");
            await SetUpAsync(first, code);
            await first.SeeHeadingAsync("Security");
            await first.SeeAsync("before your first signature or administrative act");
            await AuthenticatorApp.SetUpAsync(first, Password);
            await first.OpenAsync("/policies");
            await first.SeeHeadingAsync("Policy 1");
            await first.SeeAsync("In force");
            await first.OpenAsync("/settings/people");
            await first.SeeHeadingAsync("People and roles");
            await first.SeeNoBarrierAsync();

            await first.PressAsync("Invite somebody");
            await first.FillAsync("Name", "Second Person");
            await first.FillAsync("E-mail address", "second@example.org");
            await first.Dialog("Invite somebody").GetByLabel("Department").SelectOptionAsync(new SelectOptionValue { Label = "IT" });
            await first.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = Administrator() }).CheckAsync();
            await first.FillAsync("Reason", "There must be two.");
            await first.PressAsync("Invite");
            var link = await first.Dialog("Invited").Locator("pre").InnerTextAsync();
            await first.PictureAsync("invited");
            await first.PressAsync("Done");

            var second = await journey.SomebodyAsync("second");
            await second.Page.GotoAsync(link.Trim());
            await second.FillAsync("New password", Password + " bank");
            await second.FillAsync("The same again", Password + " bank");
            await second.PressAsync("Set the password");
            await second.SeeAsync("Your password is set.");

            var signedIn = await journey.SignInAsync("second@example.org", Password + " bank");
            await signedIn.SeeAsync("You decide or administer here, which takes a second factor.");
            await signedIn.OpenAsync("/settings/roles");
            await signedIn.SeeHeadingAsync("You have no access to this page");
            await signedIn.OpenAsync("/account/security");
            var app = await AuthenticatorApp.SetUpAsync(signedIn, Password + " bank");
            await signedIn.OpenAsync("/settings/roles");
            await signedIn.SeeAsync("All roles");

            var next = await journey.SomebodyAsync("second-again");
            await next.OpenAsync("/account/login");
            await next.FillAsync("E-mail address", "second@example.org");
            await next.FillAsync("Password", Password + " bank");
            await next.PressAsync("Sign in");
            await next.SeeHeadingAsync("Enter your code");
            await next.FillAsync("Code", app.Code(later: 1));
            await next.PressAsync("Sign in");
            await next.Page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));
            await next.OpenAsync("/settings/roles");
            await next.SeeAsync("All roles");
        });

        using var client = portal.Client();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/account/setup")).StatusCode);
    }

    private static async Task SetUpAsync(Visitor visitor, string code)
    {
        await visitor.FillAsync("Set-up code", code);
        await visitor.FillAsync("Your name", "First Person");
        await visitor.FillAsync("E-mail address", "first@example.org");
        await visitor.FillAsync("Department", "IT");
        await visitor.FillAsync("Password", Password);
        await visitor.PressAsync("Make me the first administrator");
    }

    [GeneratedRegex("^Administrator")]
    private static partial Regex Administrator();

    [GeneratedRegex("set-up code ([A-Z0-9]{5}(?:-[A-Z0-9]{5}){3})")]
    private static partial Regex Code();
}
