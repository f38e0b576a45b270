using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.EndToEnd.Support;

/// <summary>One person with a browser context of their own.</summary>
public sealed class Visitor(string name, string journey, IBrowserContext context, IPage page) : IAsyncDisposable
{
    private static readonly AxeRunOptions Wcag22AA = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] },
        Rules = new Dictionary<string, RuleOptions>
        {
            // The one rule of 2.2 is off unless it is asked for.
            ["target-size"] = new() { Enabled = true },
            // These two load style sheets and media again by inline styles, which the content security policy rightly refuses. The portal
            // turns no page by its style sheets and plays nothing.
            ["css-orientation-lock"] = new() { Enabled = false },
            ["no-autoplay-audio"] = new() { Enabled = false },
        },
    };

    /// <summary>What another scheme can break: it changes colours and nothing else.</summary>
    private static readonly AxeRunOptions Colours = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] } };

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

    public Task SelectAsync(string label, string option) => page.GetByLabel(label, new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = option });

    /// <summary>The open dialog with this title.</summary>
    public ILocator Dialog(string title) => page.GetByRole(AriaRole.Dialog, new() { Name = title, Exact = true });

    /// <summary>No rule of WCAG 2.2 AA is broken on the page as it stands, in light and in dark.</summary>
    public async Task SeeNoBarrierAsync()
    {
        foreach (var (scheme, rules) in new[] { (ColorScheme.Light, Wcag22AA), (ColorScheme.Dark, Colours) })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });

            // Reduced motion leaves transitions of a moment: until the next frame some colours are those of the other scheme.
            await page.EvaluateAsync("() => Promise.allSettled(document.getAnimations().map(animation => animation.finished))");
            var found = await page.RunAxe(rules);
            Assert.True(found.Violations.Length == 0, $"{page.Url}, {scheme}:\n{string.Join('\n', found.Violations.SelectMany(Lines))}");
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    /// <summary>Keeps a picture of the whole page under TestResults.</summary>
    public Task PictureAsync(string title) =>
        page.ScreenshotAsync(new() { Path = Places.Result(journey, title + ".png"), FullPage = true });

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private static IEnumerable<string> Lines(AxeResultItem violation) =>
        violation.Nodes.Select(node => $"  {violation.Id} ({violation.Impact}): {violation.Help}\n    {node.Html}\n    {string.Join("; ", node.Any.Select(check => check.Message))}");
}
