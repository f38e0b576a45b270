using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Portal.EndToEnd.Support;

/// <summary>One person with a browser context of their own.</summary>
public sealed partial class Visitor(string name, string journey, IBrowserContext context, IPage page) : IAsyncDisposable
{
    public string Name => name;

    public IPage Page => page;

    public Task SeeHeadingAsync(string heading) =>
        Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = heading, Exact = true })).ToBeVisibleAsync();

    /// <summary>Goes to a page and waits until it shows what it is about.</summary>
    public async Task OpenAsync(string address)
    {
        await page.GotoAsync(address);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Main).Locator("[aria-busy=true]")).ToHaveCountAsync(0);
    }

    public Task SeeAsync(string text) => Assertions.Expect(page.GetByRole(AriaRole.Main).GetByText(text).First).ToBeVisibleAsync();

    public Task PressAsync(string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public Task FillAsync(string label, string text) => page.GetByLabel(label, new() { Exact = true }).FillAsync(text);

    public Task ChooseAsync(string legend, string choice) =>
        page.GetByRole(AriaRole.Group, new() { Name = legend, Exact = true }).GetByRole(AriaRole.Radio, new() { Name = choice }).CheckAsync();

    /// <summary>Goes on to the next step of a form, which has this title.</summary>
    public async Task NextAsync(string step)
    {
        await PressAsync("Next");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = step })).ToHaveAttributeAsync("aria-current", "step");
    }

    public async Task StepAsync(string step)
    {
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Steps of filing" }).GetByRole(AriaRole.Link, new() { Name = step }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = step })).ToHaveAttributeAsync("aria-current", "step");
    }

    /// <summary>Answers questions of one choice or of several; later ones may appear by earlier answers.</summary>
    public async Task AnswerAsync(params (string Question, string Choice)[] answers)
    {
        foreach (var (question, choice) in answers)
        {
            var group = page.GetByRole(AriaRole.Group, new() { Name = question, Exact = true });
            await group.GetByRole(AriaRole.Radio, new() { Name = choice, Exact = true }).Or(group.GetByRole(AriaRole.Checkbox, new() { Name = choice, Exact = true })).CheckAsync();
        }
    }

    public Task SelectAsync(string label, string option) => page.GetByLabel(label, new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = option });

    /// <summary>The open dialog with this title.</summary>
    public ILocator Dialog(string title) => page.GetByRole(AriaRole.Dialog, new() { Name = title, Exact = true });

    /// <summary>The one that is open.</summary>
    public ILocator Dialog() => page.GetByRole(AriaRole.Dialog);

    /// <summary>No rule of WCAG 2.2 AA is broken on the page as it stands, in light and in dark.</summary>
    public async Task SeeNoBarrierAsync()
    {
        // The title follows the page; a page that has none of its own fails here.
        await Assertions.Expect(page).ToHaveTitleAsync(OwnTitle());
        foreach (var (scheme, rules) in new[] { (ColorScheme.Light, Axe.Wcag22AA), (ColorScheme.Dark, Axe.Colours) })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var violations = await Axe.ViolationsAsync(page, rules);
            Assert.True(violations.Count == 0, $"{page.Url}, {scheme}:\n{string.Join('\n', violations)}");
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    /// <summary>What this person has before them, in words: an open dialog with what is filled in, or else what the page tells.</summary>
    public async Task<string> WhatItShowsAsync()
    {
        const string Words = """
            () => [...document.querySelectorAll('dialog[open], [role=alert], .notice, #blazor-error-ui')].filter(one => one.checkVisibility())
              .map(one => one.innerText + [...one.querySelectorAll('input:not([type=password]), select, textarea')].map(field => `[${field.value}]`).join('')).join('\n  ')
            """;
        return $"{name} at {page.Url}: {await page.EvaluateAsync<string>(Words)}";
    }

    /// <summary>Keeps a picture of the whole page under TestResults for whoever asks for pictures: to take one is as much work as to draw several pages.</summary>
    public Task PictureAsync(string title) => Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } ? TakePictureAsync(title) : Task.CompletedTask;

    public Task TakePictureAsync(string title) =>
        page.ScreenshotAsync(new() { Path = Places.Result(journey, title + ".png"), FullPage = true });

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    [GeneratedRegex(".+ · AI governance$")]
    private static partial Regex OwnTitle();
}
