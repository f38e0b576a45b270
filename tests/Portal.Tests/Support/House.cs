using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tests.Support;

/// <summary>A whole portal without its web face, on a database of its own, with people in it and a clock that stands still.</summary>
public sealed class House : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    public static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A hash is slow on purpose, and most tests sign: here it is quick.</summary>
    private static readonly PasswordHasherOptions QuickHash = new() { IterationCount = 1000 };

    private static readonly Lazy<string> PasswordHash = new(() => new PasswordHasher<PortalUser>(Options.Create(QuickHash)).HashPassword(new PortalUser("x@example.org", "x", "", Noon), Password));
    private static readonly SemaphoreSlim TemplateLock = new(1, 1);
    private static readonly Dictionary<DatabaseProvider, string> Templates = [];

    private readonly ServiceProvider _services;

    private House(ServiceProvider services, FakeTime time, string folder) => (_services, Time, Folder) = (services, time, folder);

    /// <summary>Of PostgreSQL's databases the one that the house took.</summary>
    private string? Taken { get; init; }

    public FakeTime Time { get; }

    public string Folder { get; }

    public IDbContextFactory<PortalDb> Dbs => Get<IDbContextFactory<PortalDb>>();

    public static Task<House> On(DatabaseProvider provider) => On(provider, options => options);

    public static async Task<House> On(DatabaseProvider provider, Func<PortalOptions, PortalOptions> set)
    {
        var folder = Directory.CreateTempSubdirectory("portal-test-").FullName;
        var (database, taken) = await DatabaseAsync(provider, folder);
        return Open(set(new PortalOptions { DataDirectory = folder, Database = database }), folder, taken);
    }

    /// <summary>Another portal on the same database, with the same keys and clock; to be disposed before the house.</summary>
    public ServiceProvider AnotherNode() => AnotherNode(options => options);

    public ServiceProvider AnotherNode(Func<PortalOptions, PortalOptions> set) => Services(set(Get<PortalOptions>()), Time);

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public IEnumerable<T> All<T>() => _services.GetServices<T>();

    /// <summary>The passkeys that the people of this house have at hand.</summary>
    public FakePasskeys Passkeys => Get<FakePasskeys>();

    /// <summary>A person with roles, signed in, as an actor in a page; like a demo's account, they sign by the password alone.</summary>
    public Task<Actor> Person(string name, params Role[] roles) => Enrol(name, isDemo: true, roles);

    /// <summary>A person who needs a second factor before they decide or administer.</summary>
    public Task<Actor> RealPerson(string name, params Role[] roles) => Enrol(name, isDemo: false, roles);

    private async Task<Actor> Enrol(string name, bool isDemo, Role[] roles)
    {
        await using var db = await Dbs.CreateDbContextAsync();
        var user = new PortalUser(AddressOf(name), name, "Retail lending", Time.GetUtcNow()) { PasswordHash = PasswordHash.Value, IsDemo = isDemo };
        (user.NormalizedEmail, user.NormalizedUserName) = (AddressOf(name).ToUpperInvariant(), AddressOf(name).ToUpperInvariant());
        db.Users.Add(user);
        foreach (var role in roles)
            db.RoleGrants.Add(new RoleGrant(user.Person, role, Time.GetUtcNow()));
        var session = new Session(user.Person, SignInMethod.Password, Origin.None, Time.GetUtcNow(), TimeSpan.FromHours(12));
        db.Sessions.Add(session);
        await db.SaveChangesAsync();
        return Actor.InPerson(user.Person, name, Roles.PermissionsOf(roles), session.Id);
    }

    public async Task Seat(string function, Actor holder)
    {
        await using var db = await Dbs.CreateDbContextAsync();
        db.Seats.Add(new Seat(function, holder.Person.GetValueOrDefault(), Time.GetUtcNow()));
        await db.SaveChangesAsync();
    }

    public static string AddressOf(string name) => name.ToLowerInvariant().Replace(' ', '.') + "@example.org";

    /// <summary>What the ledger says, oldest first: action and subject.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> Entries()
    {
        await using var db = await Dbs.CreateDbContextAsync();
        return await db.Entries.AsNoTracking().OrderBy(entry => entry.Index).ToListAsync();
    }

    /// <summary>Delivers the events that wait, as the worker would.</summary>
    public Task DeliverEvents() => Get<Portal.Integrations.EventDelivery>().Turn(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        if (Taken is { } database)
            (await PostgresCluster.SharedAsync()).GiveBack(database);
    }

    private static House Open(PortalOptions options, string folder, string? taken = null)
    {
        var time = new FakeTime(Noon);
        return new House(Services(options, time), time, folder) { Taken = taken };
    }

    private static ServiceProvider Services(PortalOptions options, FakeTime time)
    {
        var services = new ServiceCollection();
        var passkeys = new FakePasskeys();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)).AddSingleton<TimeProvider>(time).AddSingleton(passkeys).AddSingleton(passkeys.Protocol).AddPortal(options)
            .AddSingleton(Options.Create(QuickHash));
        return services.BuildServiceProvider();
    }

    /// <summary>Migrating takes a second, copying a migrated template a few milliseconds.</summary>
    private static async Task<(DatabaseOptions Database, string? Taken)> DatabaseAsync(DatabaseProvider provider, string folder)
    {
        PostgresCluster cluster;
        string? template;
        await TemplateLock.WaitAsync();
        try
        {
            if (provider == DatabaseProvider.Sqlite)
            {
                if (!Templates.TryGetValue(provider, out var file))
                    Templates[provider] = file = await MigratedFileAsync();
                File.Copy(file, Path.Combine(folder, "portal.db"));
                return (new DatabaseOptions(), null);
            }

            cluster = await PostgresCluster.SharedAsync();
            if (!Templates.TryGetValue(provider, out template))
            {
                template = Templates[provider] = "template_portal";
                await cluster.CreateAsync(template);
                await Migrate(new DatabaseOptions { Provider = provider, ConnectionString = cluster.ConnectionString(template) + ";Pooling=false" });
                await cluster.RememberAsync(template);
            }
        }
        finally
        {
            TemplateLock.Release();
        }

        var database = await cluster.TakeAsync(template);
        return (new DatabaseOptions { Provider = provider, ConnectionString = cluster.ConnectionString(database) }, database);
    }

    private static async Task<string> MigratedFileAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-template-").FullName;
        await Migrate(new DatabaseOptions(), folder);
        SqliteConnection.ClearAllPools();
        return Path.Combine(folder, "portal.db");
    }

    private static async Task Migrate(DatabaseOptions database, string folder = "")
    {
        await using var house = Open(new PortalOptions { DataDirectory = folder, Database = database }, Directory.CreateTempSubdirectory("portal-migrate-").FullName);
        await house.Dbs.MigrateAsync(CancellationToken.None);
        await using var db = await house.Dbs.CreateDbContextAsync();
        db.Policies.Add(SmallPolicy.Version(Noon));
        await db.SaveChangesAsync();
    }
}
