using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Account;

/// <summary>Signing in at a provider as a browser does it, step by step, with a provider that lies when it is told to.</summary>
public sealed class ProviderSignInTests : IAsyncLifetime
{
    private const string Mail = "ada@example.org";

    private static readonly (string Claim, string Value)[] Lies =
    [
        ("nonce", "\"another\""), ("nonce", "null"), ("aud", "\"somebody-else\""), ("aud", """["portal","other"]"""), ("azp", "\"other\""),
        ("iss", "\"https://evil.example\""), ("exp", "1"), ("exp", "null"), ("iat", "99999999999"), ("nbf", "99999999999"), ("sub", "\"\""), ("sub", "null"),
    ];

    private FakeProvider _provider = null!;
    private PortalHost _host = null!;

    public async Task InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _host = await PortalHost.StartAsync(
            "--Portal:Oidc:Authority", _provider.Issuer, "--Portal:Oidc:ClientId", FakeProvider.Client, "--Portal:Oidc:ClientSecret", FakeProvider.ClientSecret,
            "--Portal:Oidc:Roles:0:Claim", "owners", "--Portal:Oidc:Roles:0:Role", "SystemOwner",
            "--Portal:Oidc:Roles:1:Claim", "board", "--Portal:Oidc:Roles:1:Role", "BoardMember",
            "--Portal:Outgoing:AllowedHosts", "127.0.0.1");
        await _host.Person("Somebody Else");
        Say(("sub", "ada"), ("name", "Ada Byron"), ("email", Mail), ("email_verified", true), ("groups", new JsonArray("owners")));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Who_comes_for_the_first_time_gets_an_account_with_the_roles_of_their_groups()
    {
        using var browser = new Visit(_host);

        Assert.Equal("/register", await SignIn(browser, "/register"));

        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/register")).StatusCode);
        var (user, roles) = await Ada();
        Assert.Equal(("Ada Byron", PersonState.Active, null), (user?.Name, user?.State, user?.PasswordHash));
        Assert.Equal([Role.SystemOwner], roles);
    }

    [Fact]
    public async Task The_same_person_comes_back_to_the_same_account_whatever_the_address_is_now()
    {
        await SignIn(new Visit(_host));
        Say(("email", "ada.king@example.org"));

        Assert.Equal("/", await SignIn(new Visit(_host)));

        await using var db = await Db();
        Assert.Equal(2, await db.Users.CountAsync());
    }

    [Fact]
    public async Task A_role_whose_group_is_gone_is_taken_away_at_the_next_sign_in()
    {
        await SignIn(new Visit(_host));
        Say(("groups", new JsonArray("board")));

        await SignIn(new Visit(_host));

        Assert.Empty((await Ada()).Roles);
    }

    [Theory]
    [InlineData("""{"roles":["owners"]}""")]
    [InlineData("""{"roles":"owners"}""")]
    [InlineData("""{"realm_access":{"roles":["x","owners"]}}""")]
    public async Task Roles_are_read_where_providers_put_them(string claims)
    {
        _provider.Claims.Remove("groups");
        foreach (var (name, value) in JsonNode.Parse(claims)!.AsObject())
            _provider.Claims[name] = value?.DeepClone();

        await SignIn(new Visit(_host));

        Assert.Equal([Role.SystemOwner], (await Ada()).Roles);
    }

    [Fact]
    public async Task What_the_token_lacks_is_asked_of_the_user_info_endpoint()
    {
        foreach (var name in new[] { "name", "email", "email_verified", "groups" })
        {
            _provider.UserInfo[name] = _provider.Claims[name]?.DeepClone();
            _provider.Claims.Remove(name);
        }

        _provider.UserInfo["sub"] = "ada";
        await SignIn(new Visit(_host));

        Assert.Equal([Role.SystemOwner], (await Ada()).Roles);
        Assert.Equal(1, _provider.UserInfoCalls);
    }

    [Fact]
    public async Task User_info_about_somebody_else_is_not_mixed_in()
    {
        _provider.Claims.Remove("groups");
        _provider.UserInfo["sub"] = "eve";
        _provider.UserInfo["groups"] = new JsonArray("owners");

        Assert.Equal("NotTrusted", await Refused(new Visit(_host)));
    }

    [Fact]
    public async Task A_role_that_two_administrators_grant_comes_from_no_group_and_the_person_is_told()
    {
        Say(("groups", new JsonArray("board", "owners")));
        using var browser = new Visit(_host);

        var welcome = await SignIn(browser);

        Assert.StartsWith("/account/provider/welcome?", welcome, StringComparison.Ordinal);
        Assert.Contains("also mean board member", await (await browser.Get(welcome)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal([Role.SystemOwner], (await Ada()).Roles);
    }

    [Fact]
    public async Task Whose_groups_mean_nothing_here_is_told_so_and_gets_no_account()
    {
        Say(("groups", new JsonArray("chess club")));
        using var browser = new Visit(_host);

        Assert.Equal("Unmapped", await Refused(browser));

        Assert.Contains("none of your groups", await (await browser.Get("/account/provider/trouble?why=Unmapped")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null((await Ada()).User);
    }

    [Fact]
    public async Task An_address_that_the_provider_does_not_vouch_for_opens_no_account()
    {
        Say(("email_verified", false));

        Assert.Equal("Unverified", await Refused(new Visit(_host)));
    }

    [Fact]
    public async Task An_account_with_the_same_address_is_linked_only_if_it_was_invited()
    {
        await _host.Person("Ada", Role.Developer);
        Assert.Equal("AddressTaken", await Refused(new Visit(_host)));

        await SetState(PersonState.Invited);
        Assert.Equal("/", await SignIn(new Visit(_host)));

        var (user, roles) = await Ada();
        Assert.Equal(PersonState.Active, user?.State);
        Assert.Equal([Role.SystemOwner, Role.Developer], roles.Order());
    }

    [Fact]
    public async Task Somebody_links_their_account_in_the_browser_in_which_they_are_signed_in_and_comes_in_by_the_provider_alone_from_then_on()
    {
        await _host.Person("Ada");
        using var browser = new Visit(_host, await Browser.CookieOf(_host, "Ada"));

        Assert.Equal("/account/security", await SignIn(browser, "/account/security"));

        Assert.Equal("/", await SignIn(new Visit(_host)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Browser.SignIn(_host, "Ada"));
    }

    [Fact]
    public async Task Who_is_signed_in_as_somebody_else_links_nothing()
    {
        await _host.Person("Ada");
        await _host.Person("Eve");
        using var browser = new Visit(_host, await Browser.CookieOf(_host, "Eve"));

        Assert.Equal("AddressTaken", await Refused(browser));
    }

    [Fact]
    public async Task The_first_person_of_an_empty_portal_is_not_whom_the_provider_sends()
    {
        await using (var db = await Db())
            await db.Users.ExecuteDeleteAsync();

        Assert.Equal("NotSetUp", await Refused(new Visit(_host)));
        Assert.Null((await Ada()).User);
    }

    [Fact]
    public async Task An_account_that_rests_after_wrong_passwords_rests_here_too()
    {
        await SignIn(new Visit(_host));
        await using (var db = await Db())
            await db.Users.Where(user => user.Email == Mail).ExecuteUpdateAsync(set => set.SetProperty(user => user.LockoutEnd, TimeProvider.System.GetUtcNow().AddMinutes(5)));

        Assert.Equal("Locked", await Refused(new Visit(_host)));
    }

    [Fact]
    public async Task A_closed_account_stays_closed()
    {
        await SignIn(new Visit(_host));
        await SetState(PersonState.Disabled);

        Assert.Equal("Closed", await Refused(new Visit(_host)));
    }

    [Fact]
    public async Task A_token_that_says_something_else_than_it_must_is_refused()
    {
        List<string> troubles = [];
        foreach (var (claim, lie) in Lies)
        {
            _provider.Lie = claims => claims[claim] = JsonNode.Parse(lie);
            troubles.Add($"{claim} {lie}: {await Refused(new Visit(_host))}");
        }

        Assert.Equal(Lies.Select(lie => $"{lie.Claim} {lie.Value}: NotTrusted"), troubles);
        Assert.Null((await Ada()).User);
    }

    [Fact]
    public async Task A_token_that_nobody_signed_is_refused()
    {
        _provider.Forge = payload => $"{FakeProvider.Encode("""{"alg":"none"}"""u8.ToArray())}.{FakeProvider.Encode(Encoding.UTF8.GetBytes(payload))}.";

        Assert.Equal("NotTrusted", await Refused(new Visit(_host)));
    }

    [Fact]
    public async Task A_token_that_is_signed_with_the_public_key_as_a_secret_is_refused()
    {
        _provider.Forge = payload =>
        {
            var signed = $"{FakeProvider.Encode(Encoding.UTF8.GetBytes($$"""{"alg":"HS256","kid":"{{_provider.KeyId}}"}"""))}.{FakeProvider.Encode(Encoding.UTF8.GetBytes(payload))}";
            return $"{signed}.{FakeProvider.Encode(HMACSHA256.HashData("n"u8.ToArray(), Encoding.ASCII.GetBytes(signed)))}";
        };

        Assert.Equal("NotTrusted", await Refused(new Visit(_host)));
    }

    [Fact]
    public async Task A_token_that_was_changed_after_signing_is_refused()
    {
        _provider.Forge = payload =>
        {
            var parts = _provider.Sign($$"""{"alg":"RS256","kid":"{{_provider.KeyId}}"}""", payload).Split('.');
            return $"{parts[0]}.{FakeProvider.Encode(Encoding.UTF8.GetBytes(payload.Replace("ada", "eve", StringComparison.Ordinal)))}.{parts[2]}";
        };

        Assert.Equal("NotTrusted", await Refused(new Visit(_host)));
    }

    [Fact]
    public async Task A_key_that_is_not_known_yet_is_asked_for_and_the_old_one_is_gone()
    {
        await SignIn(new Visit(_host));
        _provider.Rotate();

        Assert.Equal("/", await SignIn(new Visit(_host)));
        Assert.Equal(2, _provider.KeyCalls);
        _provider.Forge = payload => _provider.Sign("""{"alg":"RS256","kid":"key-1"}""", payload);
        Assert.Equal("NotTrusted", await Refused(new Visit(_host)));
    }

    [Fact]
    public async Task A_sign_in_is_finished_once()
    {
        using var browser = new Visit(_host);
        var back = _provider.Authorize(await browser.Begin("/"));
        var cookie = browser.Cookies();
        Assert.Equal("/", await browser.Finish(back));

        // The browser has forgotten the state; somebody who kept the cookie gets no second code out of the provider.
        Assert.Equal("NotBegunHere", Trouble(await browser.Finish(back)));
        using var thief = new Visit(_host, cookie);
        Assert.Equal("Unreachable", Trouble(await thief.Finish(back)));
    }

    [Fact]
    public async Task A_nonce_is_good_for_one_session_even_with_a_provider_that_takes_codes_twice()
    {
        using var browser = new Visit(_host);
        var begun = await browser.Begin("/");
        var query = System.Web.HttpUtility.ParseQueryString(begun.Query);
        var back = _provider.Authorize(begun);
        var cookie = browser.Cookies();
        Assert.Equal("/", await browser.Finish(back));

        var again = _provider.CodeFor(query["code_challenge"] ?? "", query["nonce"], query["redirect_uri"] ?? "");
        using var thief = new Visit(_host, cookie);
        Assert.Equal("NotBegunHere", Trouble(await thief.Finish(new Uri($"http://portal.test/signin-oidc?code={again}&state={Uri.EscapeDataString(query["state"] ?? "")}"))));
    }

    [Fact]
    public async Task A_code_that_another_browser_was_given_is_refused()
    {
        using var mine = new Visit(_host);
        using var theirs = new Visit(_host);
        await mine.Begin("/");
        var other = _provider.Authorize(await theirs.Begin("/"));

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
            Assert.Equal("/", await SignIn(new Visit(_host), address));
    }

    [Fact]
    public async Task A_provider_that_says_no_is_a_page_not_an_error()
    {
        using var browser = new Visit(_host);
        var state = System.Web.HttpUtility.ParseQueryString((await browser.Begin("/")).Query)["state"];

        Assert.Equal("Declined", Trouble(await browser.Finish(new Uri($"http://portal.test/signin-oidc?error=access_denied&state={Uri.EscapeDataString(state ?? "")}"))));
    }

    [Fact]
    public async Task The_api_answers_401_and_sends_nobody_to_the_provider()
    {
        using var answer = await _host.Anonymous().GetAsync("/api/v1/systems");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    private void Say(params (string Name, JsonNode? Value)[] claims)
    {
        foreach (var (name, value) in claims)
            _provider.Claims[name] = value;
    }

    private async Task<string> SignIn(Visit browser, string to = "/") => await browser.Finish(_provider.Authorize(await browser.Begin(to)));

    private async Task<string> Refused(Visit browser) => Trouble(await SignIn(browser));

    private static string Trouble(string location)
    {
        Assert.StartsWith("/account/provider/trouble?why=", location, StringComparison.Ordinal);
        return location["/account/provider/trouble?why=".Length..];
    }

    private async Task<PortalDb> Db() => await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();

    private async Task<(PortalUser? User, IReadOnlyList<Role> Roles)> Ada()
    {
        await using var db = await Db();
        return (await db.Users.SingleOrDefaultAsync(user => user.Email == Mail), await db.RoleGrants.Where(grant => grant.State == GrantState.Held).Select(grant => grant.Role).ToListAsync());
    }

    private async Task SetState(PersonState state)
    {
        await using var db = await Db();
        db.Entry(await db.Users.SingleAsync(user => user.Email == Mail)).Property(user => user.State).CurrentValue = state;
        await db.SaveChangesAsync();
    }

    /// <summary>A browser: it keeps cookies and follows nothing by itself.</summary>
    private sealed class Visit : IDisposable
    {
        private readonly CookieContainer _cookies = new();
        private readonly HttpClient _client;
        private readonly PortalHost _host;

        public Visit(PortalHost host, string? cookies = null)
        {
            _host = host;
            if (cookies is not null)
                _cookies.SetCookies(host.Address, cookies.Replace("; ", ",", StringComparison.Ordinal));
            _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = host.Address };
        }

        public string Cookies() => _cookies.GetCookieHeader(_host.Address);

        public Task<HttpResponseMessage> Get(string path) => _client.GetAsync(path);

        public async Task<Uri> Begin(string to)
        {
            using var answer = await Get($"/account/provider?returnUrl={Uri.EscapeDataString(to)}");
            return answer.Headers.Location ?? throw new InvalidOperationException($"No redirect: {answer.StatusCode}");
        }

        public async Task<string> Finish(Uri back)
        {
            using var answer = await Get(back.PathAndQuery);
            return answer.Headers.Location?.OriginalString ?? throw new InvalidOperationException($"No redirect: {answer.StatusCode}");
        }

        public void Dispose() => _client.Dispose();
    }
}
