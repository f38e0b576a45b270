using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Data.Backups;
using Portal.Shared;

namespace Portal.Web.Hosting;

/// <summary>What can be done to a data directory or database without serving the portal. Exit code 0 only when done.</summary>
internal static class Commands
{
    private const long EntriesBetweenProgress = 20_000;

    public static async Task<int> Run(string command, Arguments arguments)
    {
        var builder = WebApplication.CreateBuilder(arguments.Rest);
        if (command == "health")
            return await Health(Settings.LocalAddress(builder.Configuration));

        var options = Settings.Read(builder, arguments);
        var portals = options.Database;
        if (command is "migrate" or "restore" && portals.MigrationConnectionString is { Length: > 0 } administrator)
            options = options with { Database = portals with { ConnectionString = administrator } };
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddPortal(options);
        await using var services = builder.Services.BuildServiceProvider();
        return command switch
        {
            "migrate" => await Migrate(services, portals),
            "backup" => await Archive(arguments.File, "Backed up", services.GetRequiredService<MakeBackup>().Run),
            "restore" => await Restore(services, arguments.File, portals),
            _ => await Verify(services, options),
        };
    }

    /// <summary>Restored by an administrator's role on PostgreSQL, the tables are made ready for the portal's as by <c>migrate</c>.</summary>
    private static async Task<int> Restore(IServiceProvider services, string? file, DatabaseOptions portals)
    {
        var code = await Archive(file, "Restored", services.GetRequiredService<RestoreBackup>().Run);
        return code < 2 ? Math.Max(code, await Separate(services, portals)) : code;
    }

    /// <summary>0 done, 1 done but the ledger does not verify (every break on a line), 2 not done.</summary>
    private static async Task<int> Archive(string? file, string done, Func<string, Action<string>, CancellationToken, Task<IReadOnlyList<string>>> run)
    {
        if (file is null)
            return await Unusable("Name the backup's file after the command.");

        try
        {
            var breaks = await run(file, Console.Error.WriteLine, CancellationToken.None);
            foreach (var broken in breaks)
                await Say(broken);
            await Say(breaks.Count == 0 ? $"{done}: {file}. The ledger verifies." : $"{done}: {file}. The ledger does not verify: {Plural.Of(breaks.Count, "fault")}.");
            return breaks.Count == 0 ? 0 : 1;
        }
        catch (Exception fault) when (fault is BackupException or DbException or IOException or UnauthorizedAccessException)
        {
            return await Unusable(fault.Message);
        }
    }

    /// <summary>Given an administrator's role on PostgreSQL, it also gives the ledger an owner that the portal cannot become.</summary>
    private static async Task<int> Migrate(IServiceProvider services, DatabaseOptions portals)
    {
        var dbs = services.GetRequiredService<IDbContextFactory<PortalDb>>();
        await using var db = await dbs.CreateDbContextAsync();
        var pending = (await db.Database.GetPendingMigrationsAsync()).ToList();
        await dbs.MigrateAsync(CancellationToken.None);
        await Say(pending.Count == 0 ? "The schema is up to date." : $"Applied {string.Join(", ", pending)}.");
        return await Separate(services, portals);
    }

    private static async Task<int> Separate(IServiceProvider services, DatabaseOptions portals)
    {
        if (portals is not { Provider: DatabaseProvider.Postgres, MigrationConnectionString.Length: > 0 })
            return 0;

        var dbs = services.GetRequiredService<IDbContextFactory<PortalDb>>();
        if (await dbs.SeparateLedgerAsync(portals.ConnectionString, CancellationToken.None) is { } fault)
            return await Unusable(fault);

        await Say("The portal's role may read the ledger and add to it, and nothing else.");
        return 0;
    }

    /// <summary>0 verified, 1 not (every break on a line), 2 when there is no ledger to verify.</summary>
    private static async Task<int> Verify(IServiceProvider services, PortalOptions options)
    {
        try
        {
            if (!await HasLedger(services.GetRequiredService<IDbContextFactory<PortalDb>>(), options.Database.Provider))
                return await Unusable("There is no portal's database where the settings point.");

            var verdict = await services.GetRequiredService<VerifyLedger>().Run(Progress(), CancellationToken.None);
            foreach (var broken in verdict.Breaks)
                await Say(broken);
            await Say(verdict.Holds
                ? $"Verified {verdict.Checked} ledger entries and {verdict.Checkpoints} checkpoints: every digest fits its bytes, none is missing, every root is the one that was signed."
                : $"Not verified: {Plural.Of(verdict.Breaks.Count, "fault")} in {verdict.Checked} ledger entries.");
            return verdict.Holds ? 0 : 1;
        }
        catch (DbException fault)
        {
            return await Unusable($"The database cannot be read: {fault.Message}");
        }
    }

    /// <summary>Asked first, since opening an SQLite file that is not there would make it.</summary>
    private static async Task<bool> HasLedger(IDbContextFactory<PortalDb> dbs, DatabaseProvider provider)
    {
        await using var db = await dbs.CreateDbContextAsync();
        var connection = db.Database.GetDbConnection();
        return (provider != DatabaseProvider.Sqlite || File.Exists(connection.DataSource)) && (await db.Database.GetAppliedMigrationsAsync()).Any();
    }

    /// <summary>On the error stream, so that the output holds the verdict alone.</summary>
    private static Action<long> Progress()
    {
        var next = EntriesBetweenProgress;
        return entries =>
        {
            if (entries < next)
                return;

            next = entries + EntriesBetweenProgress;
            Console.Error.WriteLine($"{entries} entries checked");
        };
    }

    private static async Task<int> Unusable(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 2;
    }

    private static async Task<int> Health(string address)
    {
        await using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.Timeout = TimeSpan.FromSeconds(5);
        try
        {
            using var answer = await client.GetAsync(new Uri(new Uri(address), "/health/live"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            await Say($"No answer from {address}: {fault.Message}");
            return 1;
        }
    }

    private static Task Say(string line) => Console.Out.WriteLineAsync(line);
}
