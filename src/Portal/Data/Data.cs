using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Data;

public static class Data
{
    public static IServiceCollection AddData(this IServiceCollection services, DatabaseOptions database, string dataDirectory) =>
        services
            .AddSingleton(new BlobStore(Path.Combine(dataDirectory, "blobs")))
            .AddSingleton(new SealingKey(Path.Combine(dataDirectory, "keys", "ring.key")))
            .AddSingleton<IDbContextFactory<PortalDb>>(provider => new PortalDbFactory(database, dataDirectory, provider));

    /// <summary>Brings the schema to the one this build knows.</summary>
    public static async Task MigrateAsync(this IDbContextFactory<PortalDb> dbs, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Database.MigrateAsync(ct);
    }
}
