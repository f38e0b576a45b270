using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;
using Portal.Web.Hosting;

namespace Portal.Web.Tests.Support;

/// <summary>The whole portal on a port of its own, with a database of its own: what a client meets.</summary>
public sealed class PortalHost : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    /// <summary>Migrating takes longer than most tests: one database is migrated, and copied for each portal.</summary>
    private static readonly Lazy<Task<string>> Migrated = new(MigrateAsync);

    private static readonly Lazy<string> Hash = new(() => new PasswordHasher<PortalUser>().HashPassword(new PortalUser("x@example.org", "x", "", DateTimeOffset.UnixEpoch), Password));

    private readonly WebApplication _app;
    private readonly string _folder;

    private PortalHost(WebApplication app, string folder) => (_app, _folder) = (app, folder);

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First() ?? throw new InvalidOperationException("The portal has no address."));

    public IServiceProvider Services => _app.Services;

    public static async Task<PortalHost> StartAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("portal-web-").FullName;
        File.Copy(await Migrated.Value, Path.Combine(folder, "portal.db"));
        return await StartInAsync(folder, settings);
    }

    public string Folder => _folder;

    /// <summary>The same portal, started again on what it left.</summary>
    public async Task<PortalHost> RestartAsync()
    {
        await StopAsync();
        return await StartInAsync(_folder);
    }

    private static async Task<PortalHost> StartInAsync(string folder, params string[] settings)
    {
        var arguments = Arguments.Parse(["--urls", "http://127.0.0.1:0", "--Portal:DataDirectory", folder, .. settings]);
        var app = PortalApp.Build(arguments);
        await Startup.Prepare(app, arguments);
        await app.StartAsync();
        return new PortalHost(app, folder);
    }

    private static async Task<string> MigrateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-web-template-").FullName;
        await using (var app = PortalApp.Build(Arguments.Parse(["--Portal:DataDirectory", folder])))
            await app.Services.GetRequiredService<IDbContextFactory<PortalDb>>().MigrateAsync(CancellationToken.None);
        SqliteConnection.ClearAllPools();
        return Path.Combine(folder, "portal.db");
    }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A person with roles, signed in; the address is the name in lower case at example.org.</summary>
    public async Task<Actor> Person(string name, params Role[] roles)
    {
        var (email, now) = (AddressOf(name), TimeProvider.System.GetUtcNow());
        var user = new PortalUser(email, name, "Retail lending", now) { NormalizedEmail = email.ToUpperInvariant(), NormalizedUserName = email.ToUpperInvariant(), IsDemo = true, PasswordHash = Hash.Value };
        await using var db = await Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        db.Users.Add(user);
        if (!await db.Policies.AnyAsync())
            db.Policies.Add(SmallPolicy.Version(now));
        foreach (var role in roles)
            db.RoleGrants.Add(new RoleGrant(user.Person, role, now));
        var session = new Session(user.Person, SignInMethod.Password, Origin.None, now, TimeSpan.FromHours(12));
        db.Sessions.Add(session);
        await db.SaveChangesAsync();
        return Actor.InPerson(user.Person, name, Roles.PermissionsOf(roles), session.Id);
    }

    /// <summary>A client whose token acts for the person; with every scope when none is named.</summary>
    public Task<HttpClient> Client(Actor person, params Permission[] scopes) => Client(person, scopes.Length > 0 ? scopes : TokenScopes.All, systems: null);

    /// <summary>A client whose token has every scope on this system alone.</summary>
    public Task<HttpClient> BoundClient(Actor person, SystemId system) => Client(person, TokenScopes.All, [system]);

    private async Task<HttpClient> Client(Actor person, IReadOnlyList<Permission> scopes, IReadOnlyList<SystemId>? systems)
    {
        var (secret, now) = (Guid.CreateVersion7().ToString("N") + "0123456789", TimeProvider.System.GetUtcNow());
        await using var db = await Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        db.ApiTokens.Add(new ApiToken(
            person.Person.GetValueOrDefault(), secret, "A test", scopes, systems,
            TokenKind.Pipeline, issuedBy: null, reason: "", now, now.AddDays(1)));
        await db.SaveChangesAsync();
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    public HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    public static string AddressOf(string name) => name.ToLowerInvariant().Replace(' ', '.') + "@example.org";

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }
}
