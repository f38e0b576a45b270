using Microsoft.Playwright;

namespace Portal.EndToEnd.Support;

/// <summary>The rules of accessibility that a program can check: axe-core, run in the page itself.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Source = new(() => File.ReadAllText(Path.Combine(Places.Root, "tests", "clients", "node_modules", "axe-core", "axe.min.js")));

    /// <summary>
    /// All of WCAG 2.2 AA. Its one new rule is off unless it is asked for. Two others load style sheets and media again by inline styles,
    /// which the content security policy rightly refuses; the portal turns no page by its style sheets and plays nothing.
    /// </summary>
    public static object Wcag22AA { get; } = new
    {
        resultTypes = new[] { "violations" },
        runOnly = new { type = "tag", values = new[] { "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa" } },
        rules = new Dictionary<string, object>
        {
            ["target-size"] = new { enabled = true },
            ["css-orientation-lock"] = new { enabled = false },
            ["no-autoplay-audio"] = new { enabled = false },
        },
    };

    /// <summary>What another colour scheme can break: it changes colours and nothing else.</summary>
    public static object Colours { get; } = new
    {
        resultTypes = new[] { "violations" },
        runOnly = new { type = "rule", values = new[] { "color-contrast", "link-in-text-block" } },
    };

    /// <summary>A line for each element that breaks a rule.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page, object rules)
    {
        if (await page.EvaluateAsync<bool>("() => typeof axe === 'undefined'"))
            await page.EvaluateAsync(Source.Value);
        return await page.EvaluateAsync<string[]>(
            """
            async rules => (await axe.run(rules)).violations.flatMap(violation => violation.nodes.map(node =>
              `  ${violation.id} (${violation.impact}): ${violation.help}\n    ${node.html}\n    ${node.any.map(check => check.message).join('; ')}`))
            """,
            rules);
    }
}
