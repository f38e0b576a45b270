using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Account;

/// <summary>Whom a provider lets in, to which account and with which roles.</summary>
public sealed class ProviderSignInTests : ProviderTest
{
    [Fact]
    public async Task Who_comes_for_the_first_time_gets_an_account_with_the_roles_of_their_groups()
    {
        using var browser = new Visit(Host);

        Assert.Equal("/register", await SignIn(browser, "/register"));

        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/register")).StatusCode);
        var (user, roles) = await Ada();
        Assert.Equal(("Ada Byron", PersonState.Active, null), (user?.Name, user?.State, user?.PasswordHash));
        Assert.Equal([Role.SystemOwner], roles);
    }

    [Fact]
    public async Task The_same_person_comes_back_to_the_same_account_whatever_the_address_is_now()
    {
        await SignIn(new Visit(Host));
        Say(("email", "ada.king@example.org"));

        Assert.Equal("/", await SignIn(new Visit(Host)));

        await using var db = await Db();
        Assert.Equal(2, await db.Users.CountAsync());
    }

    [Fact]
    public async Task A_role_whose_group_is_gone_is_taken_away_at_the_next_sign_in()
    {
        await SignIn(new Visit(Host));
        Say(("groups", new JsonArray("board")));

        await SignIn(new Visit(Host));

        Assert.Empty((await Ada()).Roles);
    }

    [Theory]
    [InlineData("""{"roles":["owners"]}""")]
    [InlineData("""{"roles":"owners"}""")]
    [InlineData("""{"realm_access":{"roles":["x","owners"]}}""")]
    public async Task Roles_are_read_where_providers_put_them(string claims)
    {
        Provider.Claims.Remove("groups");
        foreach (var (name, value) in JsonNode.Parse(claims)!.AsObject())
            Provider.Claims[name] = value?.DeepClone();

        await SignIn(new Visit(Host));

        Assert.Equal([Role.SystemOwner], (await Ada()).Roles);
    }

    [Fact]
    public async Task What_the_token_lacks_is_asked_of_the_user_info_endpoint()
    {
        foreach (var name in new[] { "name", "email", "email_verified", "groups" })
        {
            Provider.UserInfo[name] = Provider.Claims[name]?.DeepClone();
            Provider.Claims.Remove(name);
        }

        Provider.UserInfo["sub"] = "ada";
        await SignIn(new Visit(Host));

        Assert.Equal([Role.SystemOwner], (await Ada()).Roles);
        Assert.Equal(1, Provider.UserInfoCalls);
    }

    [Fact]
    public async Task User_info_about_somebody_else_is_not_mixed_in()
    {
        Provider.Claims.Remove("groups");
        Provider.UserInfo["sub"] = "eve";
        Provider.UserInfo["groups"] = new JsonArray("owners");

        Assert.Equal("NotTrusted", await Refused(new Visit(Host)));
    }

    [Fact]
    public async Task A_role_that_two_administrators_grant_comes_from_no_group_and_the_person_is_told()
    {
        Say(("groups", new JsonArray("board", "owners")));
        using var browser = new Visit(Host);

        var welcome = await SignIn(browser);

        Assert.StartsWith("/account/provider/welcome?", welcome, StringComparison.Ordinal);
        Assert.Contains("also mean board member", await (await browser.Get(welcome)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal([Role.SystemOwner], (await Ada()).Roles);
    }

    [Fact]
    public async Task Whose_groups_mean_nothing_here_is_told_so_and_gets_no_account()
    {
        Say(("groups", new JsonArray("chess club")));
        using var browser = new Visit(Host);

        Assert.Equal("Unmapped", await Refused(browser));

        Assert.Contains("none of your groups", await (await browser.Get("/account/provider/trouble?why=Unmapped")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null((await Ada()).User);
    }

    [Fact]
    public async Task An_address_that_the_provider_does_not_vouch_for_opens_no_account()
    {
        Say(("email_verified", false));

        Assert.Equal("Unverified", await Refused(new Visit(Host)));
    }

    [Fact]
    public async Task An_account_with_the_same_address_is_linked_only_if_it_was_invited()
    {
        await Host.Person("Ada", Role.Developer);
        Assert.Equal("AddressTaken", await Refused(new Visit(Host)));

        await SetState(PersonState.Invited);
        Assert.Equal("/", await SignIn(new Visit(Host)));

        var (user, roles) = await Ada();
        Assert.Equal(PersonState.Active, user?.State);
        Assert.Equal([Role.SystemOwner, Role.Developer], roles.Order());
    }

    [Fact]
    public async Task Somebody_links_their_account_in_the_browser_in_which_they_are_signed_in_and_comes_in_by_the_provider_alone_from_then_on()
    {
        await Host.Person("Ada");
        using var browser = new Visit(Host, await Browser.CookieOf(Host, "Ada"));

        Assert.Equal("/account/security", await SignIn(browser, "/account/security"));

        Assert.Equal("/", await SignIn(new Visit(Host)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Browser.SignIn(Host, "Ada"));
    }

    [Fact]
    public async Task Who_is_signed_in_as_somebody_else_links_nothing()
    {
        await Host.Person("Ada");
        await Host.Person("Eve");
        using var browser = new Visit(Host, await Browser.CookieOf(Host, "Eve"));

        Assert.Equal("AddressTaken", await Refused(browser));
    }

    [Fact]
    public async Task The_first_person_of_an_empty_portal_is_not_whom_the_provider_sends()
    {
        await using (var db = await Db())
            await db.Users.ExecuteDeleteAsync();

        Assert.Equal("NotSetUp", await Refused(new Visit(Host)));
        Assert.Null((await Ada()).User);
    }

    [Fact]
    public async Task An_account_that_rests_after_wrong_passwords_rests_here_too()
    {
        await SignIn(new Visit(Host));
        await using (var db = await Db())
            await db.Users.Where(user => user.Email == Mail).ExecuteUpdateAsync(set => set.SetProperty(user => user.LockoutEnd, TimeProvider.System.GetUtcNow().AddMinutes(5)));

        Assert.Equal("Locked", await Refused(new Visit(Host)));
    }

    [Fact]
    public async Task A_closed_account_stays_closed()
    {
        await SignIn(new Visit(Host));
        await SetState(PersonState.Disabled);

        Assert.Equal("Closed", await Refused(new Visit(Host)));
    }
}
