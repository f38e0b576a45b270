using Microsoft.Playwright;
using Portal.EndToEnd.Support;

namespace Portal.EndToEnd;

/// <summary>Administration as administrators, owners and executives of the demo meet it.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class PeopleJourneyTests(Browser browser)
{
    [Fact]
    public async Task A_second_administrator_confirms_a_role_and_an_owner_who_leaves_orphans_a_system()
    {
        await using var portal = await PortalProcess.StartDemoAsync();

        await browser.WalkAsync(portal, async journey =>
        {
            var second = await journey.SignInAsync("admin2@demo.example");
            await second.SeeAsync("is to become technical reviewer");
            await second.OpenAsync("/settings/roles");
            await second.PressAsync("Confirm Technical reviewer, Ines Kovač");
            var dialog = second.Dialog("Confirm a role");
            await dialog.GetByLabel("Your password").FillAsync(PortalProcess.DemoPassword);
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
            await Assertions.Expect(dialog).ToBeHiddenAsync();

            foreach (var page in new[] { "people", "roles", "groups", "seats", "departments", "access", "delegations" })
            {
                await second.OpenAsync("/settings/" + page);
                await second.SeeNoBarrierAsync();
                await second.PictureAsync(page);
            }

            await second.OpenAsync("/settings/people?q=Tomas+Berg");
            await second.Page.GetByRole(AriaRole.Link, new() { Name = "Tomas Berg" }).ClickAsync();
            await second.SeeHeadingAsync("Tomas Berg");
            await second.SeeNoBarrierAsync();
            await second.PictureAsync("person");
            await second.PressAsync("Leaves …");
            await second.FillAsync("Reason", "Retires.");
            await second.PictureAsync("leaves");
            await second.PressAsync("Record that they leave");
            await second.SeeAsync("Left");

            await second.PressAsync("Erase data …");
            await second.FillAsync("Reason", "Asked for it.");
            await second.Dialog("Erase the data of Tomas Berg").GetByRole(AriaRole.Button, new() { Name = "Erase for good" }).ClickAsync();
            await second.SeeHeadingAsync("Erased person");

            await second.OpenAsync("/settings/ledger");
            await second.SeeNoBarrierAsync();
            await second.PressAsync("Rotate");
            await second.FillAsync("Reason", "Every year.");
            await second.Dialog("Rotate the key").GetByRole(AriaRole.Button, new() { Name = "Rotate", Exact = true }).ClickAsync();
            await second.SeeAsync("once");
            await second.PressAsync("Verify now");
            await second.SeeAsync("entries verified");
            await second.PictureAsync("ledger");

            var executive = await journey.SignInAsync("executive@demo.example");
            await executive.SeeAsync("has no owner since");
            await executive.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { NameRegex = new("AIS-") }).First.ClickAsync();
            await executive.SelectAsync("New owner", "Nora Lindqvist · Retail lending");
            await executive.PressAsync("Name the owner");
            await Assertions.Expect(executive.Page.GetByText("Nobody owns this system")).ToBeHiddenAsync();
        });
    }
}
