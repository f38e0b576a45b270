using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Data.Backups;
using Portal.Promotions;

namespace Portal.Data;

public static class Data
{
    public static IServiceCollection AddData(this IServiceCollection services, DatabaseOptions database, string dataDirectory) =>
        services
            .AddSingleton<BackupLog>().AddSingleton<MakeBackup>().AddSingleton<RestoreBackup>()
            .AddSingleton(new BlobStore(Path.Combine(dataDirectory, "blobs")))
            .AddSingleton(provider => new IncomingBlobs(Path.Combine(dataDirectory, "blobs"), provider.GetRequiredService<BlobStore>()))
            .AddSingleton(new SealingKey(Path.Combine(dataDirectory, "keys", "ring.key")))
            .AddSingleton(new RecordsDbFactory(database, dataDirectory)).AddSingleton<IDbContextFactory<RecordsDb>>(provider => provider.GetRequiredService<RecordsDbFactory>())
            .AddSingleton<IDbContextFactory<PortalDb>>(provider => new PortalDbFactory(database, dataDirectory, provider));

    /// <summary>Brings the schema to the one this build knows, and what is in it to what this build keeps.</summary>
    public static async Task MigrateAsync(this IDbContextFactory<PortalDb> dbs, CancellationToken ct)
    {
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
                await db.Database.MigrateAsync(ct);
        }

        await PromotionsFromBefore.Tell(dbs, ct);
    }

    /// <summary>Takes the ledger out of the hands of the role that the portal connects as; null when done, else why it cannot be.</summary>
    public static async Task<string?> SeparateLedgerAsync(this IDbContextFactory<PortalDb> dbs, string portalsConnection, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await LedgerOwner.Separate(db, new NpgsqlConnectionStringBuilder(portalsConnection).Username ?? "", ct);
    }

    /// <summary>Why the role that the portal connects as could rewrite the ledger; null when it cannot.</summary>
    public static async Task<string?> LedgerWeaknessAsync(this IDbContextFactory<PortalDb> dbs, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await LedgerOwner.Weakness(db, ct);
    }
}
