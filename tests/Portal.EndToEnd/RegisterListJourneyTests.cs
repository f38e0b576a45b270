using System.Text.Json;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>The register as a list: narrowed, grouped, kept under a name, taken along.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class RegisterListJourneyTests(Browser browser, DemoPortal demo)
{
    [Fact]
    public Task A_reader_gets_anywhere_by_the_keyboard_alone() => browser.WalkAsync(demo.Portal, async journey =>
    {
        var reader = await journey.SignInAsync("product@demo.example");
        await reader.OpenAsync("/promotions");
        await reader.Page.Keyboard.PressAsync("Control+k");
        var input = reader.Page.GetByRole(AriaRole.Combobox, new() { Name = "Search and go to" });
        await Expect(input).ToBeFocusedAsync();
        await reader.Page.Keyboard.TypeAsync("card");
        var option = reader.Page.GetByRole(AriaRole.Listbox, new() { Name = "Results" }).GetByRole(AriaRole.Option, new() { Selected = true });
        await Expect(option).ToContainTextAsync("Card fraud");
        await reader.SeeNoBarrierAsync();
        await reader.PictureAsync("palette");
        await reader.Page.Keyboard.PressAsync("Enter");
        await reader.SeeHeadingAsync("Card fraud");
        await Expect(input).ToBeHiddenAsync();

        await reader.Page.Keyboard.PressAsync("Control+k");
        await reader.Page.Keyboard.TypeAsync("pr-0");
        await Expect(option).ToContainTextAsync("PR-");
        var first = await option.InnerTextAsync();
        await reader.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(option).Not.ToContainTextAsync(first);
        await reader.Page.Keyboard.PressAsync("Escape");
        await Expect(input).ToBeHiddenAsync();
        await reader.SeeHeadingAsync("Card fraud");
    });

    [Fact]
    public Task A_reader_narrows_the_register_by_the_keyboard_keeps_the_view_and_takes_along_exactly_what_it_shows() => browser.WalkAsync(demo.Portal, async journey =>
    {
        var reader = await journey.SignInAsync("product@demo.example");
        await reader.OpenAsync("/register");
        await reader.SeeNoBarrierAsync();
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Tier", Exact = true }).FocusAsync();
        await reader.Page.Keyboard.PressAsync("Enter");
        await reader.SeeNoBarrierAsync();
        await reader.Page.Keyboard.PressAsync("Tab");
        await reader.Page.Keyboard.PressAsync("Space");
        await Expect(reader.Page).ToHaveURLAsync(new Uri(journey.Address, "/register?tier=Critical").OriginalString);
        await reader.Page.GetByRole(AriaRole.Checkbox, new() { Name = "High", Exact = true }).CheckAsync();
        await Expect(reader.Page).ToHaveURLAsync(new Uri(journey.Address, "/register?tier=Critical&tier=High").OriginalString);
        await reader.Page.Keyboard.PressAsync("Escape");
        await reader.PressAsync("Group");
        await reader.Page.GetByRole(AriaRole.Radio, new() { Name = "Tier", Exact = true }).CheckAsync();
        var groups = reader.Page.Locator("tr.group");
        await Expect(groups).ToContainTextAsync((string[])["Tier Critical", "Tier High"]);
        await reader.Page.Keyboard.PressAsync("Escape");
        await reader.SeeNoBarrierAsync();
        await reader.PictureAsync("grouped");

        await reader.PressAsync("Save this view");
        await reader.FillAsync("Name", "Grave");
        await reader.PressAsync("Save");
        await reader.OpenAsync("/register");
        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "Grave", Exact = true }).ClickAsync();
        await Expect(groups).ToHaveCountAsync(2);
        var shown = await reader.Page.Locator("tbody td:first-child").AllInnerTextsAsync();
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = $"Export these {shown.Count}" }).ClickAsync();
        await reader.SeeNoBarrierAsync();
        var file = Path.Combine(demo.Portal.DataDirectory, "register.json");
        await (await reader.Page.RunAndWaitForDownloadAsync(() => reader.Page.GetByRole(AriaRole.Link, new() { Name = "JSON" }).ClickAsync())).SaveAsAsync(file);

        var codes = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.EnumerateArray().Select(row => row.GetProperty("code").GetString());
        Assert.Equal(shown.Order(StringComparer.Ordinal), codes);

        var auditor = await journey.SignInAsync("auditor@demo.example");
        await auditor.OpenAsync("/audit");
        await auditor.SeeAsync("took out the list of");
    });
}
