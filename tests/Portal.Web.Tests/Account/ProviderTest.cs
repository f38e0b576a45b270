using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Account;

/// <summary>A portal at which people sign in by a provider that says what it is told to, and lies when it is told to.</summary>
public abstract class ProviderTest : IAsyncLifetime
{
    protected const string Mail = "ada@example.org";

    private protected FakeProvider Provider { get; private set; } = null!;

    private protected PortalHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Provider = await FakeProvider.StartAsync();
        Host = await PortalHost.StartAsync(
            "--Portal:Oidc:Authority", Provider.Issuer, "--Portal:Oidc:ClientId", FakeProvider.Client, "--Portal:Oidc:ClientSecret", FakeProvider.ClientSecret,
            "--Portal:Oidc:Roles:0:Claim", "owners", "--Portal:Oidc:Roles:0:Role", "SystemOwner",
            "--Portal:Oidc:Roles:1:Claim", "board", "--Portal:Oidc:Roles:1:Role", "BoardMember",
            "--Portal:Outgoing:AllowedHosts", "127.0.0.1");
        await Host.Person("Somebody Else");
        Say(("sub", "ada"), ("name", "Ada Byron"), ("email", Mail), ("email_verified", true), ("groups", new JsonArray("owners")));
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Provider.DisposeAsync();
    }

    protected void Say(params (string Name, JsonNode? Value)[] claims)
    {
        foreach (var (name, value) in claims)
            Provider.Claims[name] = value;
    }

    private protected async Task<string> SignIn(Visit browser, string to = "/") => await browser.Finish(Provider.Authorize(await browser.Begin(to)));

    private protected async Task<string> Refused(Visit browser) => Trouble(await SignIn(browser));

    protected static string Trouble(string location)
    {
        Assert.StartsWith("/account/provider/trouble?why=", location, StringComparison.Ordinal);
        return location["/account/provider/trouble?why=".Length..];
    }

    protected async Task<PortalDb> Db() => await Host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();

    protected async Task<(PortalUser? User, IReadOnlyList<Role> Roles)> Ada()
    {
        await using var db = await Db();
        return (await db.Users.SingleOrDefaultAsync(user => user.Email == Mail), await db.RoleGrants.Where(grant => grant.State == GrantState.Held).Select(grant => grant.Role).ToListAsync());
    }

    protected async Task SetState(PersonState state)
    {
        await using var db = await Db();
        db.Entry(await db.Users.SingleAsync(user => user.Email == Mail)).Property(user => user.State).CurrentValue = state;
        await db.SaveChangesAsync();
    }
}
