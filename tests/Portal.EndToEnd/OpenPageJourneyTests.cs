using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>What others do reaches the pages that are open. That an ended session loses its connection within ten seconds is a test of Portal.Web.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed partial class OpenPageJourneyTests(Browser browser)
{
    [Fact]
    public async Task Who_loses_a_role_loses_its_pages_and_who_is_disabled_is_thrown_out_while_another_administrator_looks_on()
    {
        await using var portal = await PortalProcess.StartDemoAsync();
        await browser.WalkAsync(portal, async journey =>
        {
            var auditor = await journey.SignInAsync("auditor@demo.example");
            await auditor.OpenAsync("/audit");
            await auditor.SeeHeadingAsync("Audit");
            var menu = auditor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Audit", Exact = true });
            await Expect(menu).ToBeVisibleAsync();
            var onlooker = await journey.SignInAsync("admin2@demo.example");
            await onlooker.OpenAsync("/settings/people?q=auditor%40");
            var row = onlooker.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "auditor@demo.example" });
            await Expect(row).ToContainTextAsync("Auditor");

            var admin = await journey.SignInAsync("admin@demo.example");
            await admin.OpenAsync("/settings/people?q=auditor%40");
            await admin.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "auditor@demo.example" }).GetByRole(AriaRole.Link).First.ClickAsync();
            await admin.Page.GetByRole(AriaRole.Button, new() { NameRegex = TakeAway() }).ClickAsync();
            await admin.FillAsync("Reason", "Works elsewhere now.");
            await admin.PressAsync("Take away");
            await Expect(auditor.Page.GetByRole(AriaRole.Heading, new() { Name = "You have no access to this page" })).ToBeVisibleAsync();
            await Expect(menu).ToBeHiddenAsync();

            await admin.PressAsync("Disable");
            await admin.FillAsync("Reason", "Left the building.");
            await admin.Dialog(await NameOfAsync(admin, "Disable ")).GetByRole(AriaRole.Button, new() { Name = "Disable", Exact = true }).ClickAsync();
            await auditor.Page.WaitForURLAsync("**/account/login?returnUrl=*");
            await Expect(row).ToContainTextAsync("Disabled");
        });
    }

    private static async Task<string> NameOfAsync(Visitor visitor, string act) => act + await visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();

    [GeneratedRegex("^Take away Auditor")]
    private static partial Regex TakeAway();
}
