using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Monitoring.Records;
using Portal.Web.Demo;

namespace Portal.Web.Hosting;

/// <summary>What happens before the portal listens: the demo is made, the schema is brought up or checked.</summary>
internal static partial class Startup
{
    public static async Task Prepare(WebApplication app, Arguments arguments)
    {
        app.Services.GetRequiredService<Metrics>();
        app.Services.GetRequiredService<OpenCircuits>();
        if (arguments.Demo)
            await ActivatorUtilities.CreateInstance<DemoSeeder>(app.Services).Run(arguments, CancellationToken.None);

        var options = app.Services.GetRequiredService<PortalOptions>();
        var dbs = app.Services.GetRequiredService<IDbContextFactory<PortalDb>>();
        if (options.Database.Provider == DatabaseProvider.Sqlite)
        {
            Log.Sqlite(app.Logger, SqliteEngine.Description);
            await dbs.MigrateAsync(CancellationToken.None);
        }
        else
        {
            await RefuseAnotherSchema(dbs);
            if (await dbs.LedgerWeaknessAsync(CancellationToken.None) is { } weakness)
                Log.Weakness(app.Logger, weakness);
        }

        await app.Services.GetRequiredService<ErasePerson>().Again(CancellationToken.None);
        await app.Services.GetRequiredService<EraseSubject>().Again(CancellationToken.None);
        await OfferSetUp(app);
    }

    /// <summary>Whoever can read the log may make the first administrator; written at each start until somebody did.</summary>
    private static async Task OfferSetUp(WebApplication app)
    {
        if (await app.Services.GetRequiredService<SetUpPortal>().MakeCode(CancellationToken.None) is { } code)
            Log.SetUp(app.Logger, code);
    }

    private static async Task RefuseAnotherSchema(IDbContextFactory<PortalDb> dbs)
    {
        await using var db = await dbs.CreateDbContextAsync();
        var known = db.Database.GetMigrations().ToHashSet();
        var applied = (await db.Database.GetAppliedMigrationsAsync()).ToHashSet();
        if (!known.SetEquals(applied))
            throw new SettingsException([applied.IsSubsetOf(known)
                ? "The database has an older schema than this portal: run the command 'migrate' first."
                : "The database has a newer schema than this portal: start a newer portal."]);
    }

    private static partial class Log
    {
        [LoggerMessage(1002, LogLevel.Warning, "Nobody can sign in yet. Make the first administrator at /account/setup with the set-up code {Code}")]
        public static partial void SetUp(ILogger log, string code);

        [LoggerMessage(1003, LogLevel.Warning, "{Weakness}")]
        public static partial void Weakness(ILogger log, string weakness);

        [LoggerMessage(1001, LogLevel.Information, "{Engine}: one writer at a time, checkpoints only while nobody writes")]
        public static partial void Sqlite(ILogger log, string engine);
    }
}
