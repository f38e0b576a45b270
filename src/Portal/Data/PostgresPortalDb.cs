using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

public sealed class PostgresPortalDb(DbContextOptions<PostgresPortalDb> options, WriteGate gate) : PortalDb(options, gate)
{
    private const long DecisionLock = 0x506F7274616C;

    protected override void ConfigureConventions(ModelConfigurationBuilder builder)
    {
        base.ConfigureConventions(builder);
        builder.StoreTimesAsUtc();
    }

    // One decision at a time over all nodes, as SQLite has it anyway: with optimistic isolation every decision would conflict with
    // every other on the ledger's head and be made again (src/decisions/0004-one-decision-at-a-time.md).
    private protected override Task LockAsync(CancellationToken ct) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({DecisionLock})", ct);
}
