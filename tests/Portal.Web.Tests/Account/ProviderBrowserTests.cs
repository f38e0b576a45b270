using System.Net;

namespace Portal.Web.Tests.Account;

/// <summary>A sign-in belongs to the browser that began it, is finished once and leads back into the portal alone.</summary>
public sealed class ProviderBrowserTests : ProviderTest
{
    [Fact]
    public async Task A_sign_in_is_finished_once()
    {
        using var browser = new Visit(Host);
        var back = Provider.Authorize(await browser.Begin("/"));
        var cookie = browser.Cookies();
        Assert.Equal("/", await browser.Finish(back));

        // The browser has forgotten the state; somebody who kept the cookie gets no second code out of the provider.
        Assert.Equal("NotBegunHere", Trouble(await browser.Finish(back)));
        using var thief = new Visit(Host, cookie);
        Assert.Equal("Unreachable", Trouble(await thief.Finish(back)));
    }

    [Fact]
    public async Task A_nonce_is_good_for_one_session_even_with_a_provider_that_takes_codes_twice()
    {
        using var browser = new Visit(Host);
        var begun = await browser.Begin("/");
        var query = System.Web.HttpUtility.ParseQueryString(begun.Query);
        var back = Provider.Authorize(begun);
        var cookie = browser.Cookies();
        Assert.Equal("/", await browser.Finish(back));

        var again = Provider.CodeFor(query["code_challenge"] ?? "", query["nonce"], query["redirect_uri"] ?? "");
        using var thief = new Visit(Host, cookie);
        Assert.Equal("NotBegunHere", Trouble(await thief.Finish(new Uri($"http://portal.test/signin-oidc?code={again}&state={Uri.EscapeDataString(query["state"] ?? "")}"))));
    }

    [Fact]
    public async Task A_code_that_another_browser_was_given_is_refused()
    {
        using var mine = new Visit(Host);
        using var theirs = new Visit(Host);
        await mine.Begin("/");
        var other = Provider.Authorize(await theirs.Begin("/"));

        // Their whole answer in my browser: not the state that I began with. Their code with my state: not the proof that it was asked with.
        Assert.Equal("NotBegunHere", Trouble(await mine.Finish(other)));
        var begun = await mine.Begin("/");
        var state = System.Web.HttpUtility.ParseQueryString(begun.Query)["state"];
        var code = System.Web.HttpUtility.ParseQueryString(other.Query)["code"];
        Assert.Equal("Unreachable", Trouble(await mine.Finish(new Uri($"http://portal.test/signin-oidc?code={code}&state={Uri.EscapeDataString(state ?? "")}"))));
    }

    [Fact]
    public async Task An_address_of_somebody_else_does_not_follow_a_sign_in()
    {
        foreach (var address in new[] { "https://evil.example/", "//evil.example/", "/\\evil.example/", "/\t/evil.example/", "javascript:alert(1)" })
            Assert.Equal("/", await SignIn(new Visit(Host), address));
    }

    [Fact]
    public async Task A_provider_that_says_no_is_a_page_not_an_error()
    {
        using var browser = new Visit(Host);
        var state = System.Web.HttpUtility.ParseQueryString((await browser.Begin("/")).Query)["state"];

        Assert.Equal("Declined", Trouble(await browser.Finish(new Uri($"http://portal.test/signin-oidc?error=access_denied&state={Uri.EscapeDataString(state ?? "")}"))));
    }

    [Fact]
    public async Task The_api_answers_401_and_sends_nobody_to_the_provider()
    {
        using var answer = await Host.Anonymous().GetAsync("/api/v1/systems");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }
}
