using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

public sealed class SqlitePortalDb(DbContextOptions<SqlitePortalDb> options, WriteGate gate) : PortalDb(options, gate)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder builder)
    {
        base.ConfigureConventions(builder);
        builder.StoreTimesAsTicks();
    }

    internal override async Task CheckpointAsync(WriteGate.Pass pass, CancellationToken ct)
    {
        if (pass.CountWrite())
            await Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(PASSIVE)", ct);
    }
}
