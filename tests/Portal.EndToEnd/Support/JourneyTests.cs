using Xunit.Sdk;

namespace Portal.EndToEnd.Support;

/// <summary>What a journey would fail for is planted, so that a journey that passes means something.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class JourneyTests(Browser browser, EmptyPortal empty) : IClassFixture<EmptyPortal>
{
    [Theory]
    [InlineData("console.error('planted')", "planted")]
    [InlineData("setTimeout(() => { throw new Error('thrown') })", "thrown")]
    [InlineData("document.body.append(Object.assign(document.createElement('script'), { textContent: 'x = 1' }))", "Content Security Policy")]
    [InlineData("document.body.append(Object.assign(document.createElement('img'), { src: 'https://elsewhere.example/x.png' }))", "Content Security Policy")]
    public async Task A_fault_of_a_page_fails_the_journey(string script, string said)
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => browser.WalkAsync(empty.Portal, async journey =>
        {
            var somebody = await journey.SomebodyAsync();
            await somebody.Page.GotoAsync("/account/login");
            await somebody.Page.EvaluateAsync($"() => {{ {script} }}");
            await Until(() => journey.Faults.Count > 0);
        }, "planted"));

        Assert.IsType<TrueException>(fault.InnerException);
        Assert.Contains(said, fault.Message);
        Assert.Contains("somebody at ", fault.Message);
    }

    [Theory]
    [InlineData("document.querySelectorAll('label').forEach(label => label.remove())", "Light:\n  label")]
    [InlineData("const sheet = new CSSStyleSheet(); sheet.replaceSync('@media (prefers-color-scheme: dark) { h1 { color: #222 } }'); document.adoptedStyleSheets = [sheet]", "Dark:\n  color-contrast")]
    public async Task A_barrier_fails_the_journey(string script, string said)
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => browser.WalkAsync(empty.Portal, async journey =>
        {
            var somebody = await journey.SomebodyAsync();
            await somebody.Page.GotoAsync("/account/login");
            await somebody.Page.EvaluateAsync($"() => {{ {script} }}");
            await somebody.SeeNoBarrierAsync();
        }, "planted"));

        Assert.IsType<TrueException>(fault.InnerException);
        Assert.Contains(said, fault.Message);
        Assert.Contains("somebody at ", fault.Message);
    }

    private static async Task Until(Func<bool> condition)
    {
        for (var tries = 0; tries < 100 && !condition(); tries++)
            await Task.Delay(50);
    }
}
