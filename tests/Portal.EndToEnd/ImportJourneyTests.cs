using System.Text;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using Portal.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>A spreadsheet of fifty systems, seven faults in it, comes into the register.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class ImportJourneyTests(Browser browser)
{
    private const string Owner = "owner@demo.example";

    [Fact]
    public async Task An_owner_imports_a_spreadsheet_and_its_faults_are_told_by_row_and_left_out()
    {
        await using var portal = await PortalProcess.StartDemoAsync();
        await browser.WalkAsync(portal, async journey =>
        {
            var owner = await journey.SignInAsync(Owner);
            await owner.OpenAsync("/register");
            await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Import", Exact = true }).ClickAsync();
            await owner.SeeHeadingAsync("Import systems");
            await owner.SeeNoBarrierAsync();

            await ChooseAsync(owner, Encoding.Latin1.GetBytes("Name\nGer\u00E4t\n"));
            await owner.SeeAsync("Line 2 is not UTF-8");
            await ChooseAsync(owner, Sheet.WithFaults(Owner));
            await owner.SeeAsync("of 13 columns fill a field");
            await Expect(owner.Page.GetByLabel("Field for Business owner (e-mail)")).ToHaveValueAsync("businessOwner");
            await owner.SelectAsync("Field for Cost centre", "Application type");
            await owner.SeeNoBarrierAsync();

            await owner.PressAsync("Check the rows");
            await owner.SeeAsync("7 faults");
            await owner.SeeAsync("Nobody has the address \u201Cnobody@example.org\u201D.");
            await Expect(owner.Page.GetByRole(AriaRole.Table, new() { Name = "Faults by row" }).GetByRole(AriaRole.Row)).ToHaveCountAsync(1 + 7);
            await owner.SeeNoBarrierAsync();

            await owner.PressAsync("File 44 drafts");
            await owner.SeeAsync("44 systems are filed");
            await owner.SeeAsync("6 rows are left out for faults");
            await owner.SeeNoBarrierAsync();
            await owner.Page.GetByRole(AriaRole.Link, new() { Name = "See the drafts" }).ClickAsync();
            await owner.SeeAsync("System 51");
            await owner.Page.GetByRole(AriaRole.Link, new() { Name = "System 51" }).ClickAsync();
            await owner.SeeHeadingAsync("System 51");
            await owner.SeeAsync("4711");
        });
    }

    private static Task ChooseAsync(Visitor owner, byte[] file) =>
        owner.Page.GetByLabel("CSV file", new() { Exact = true }).ChooseAsync("systems.csv", "text/csv", file);
}
