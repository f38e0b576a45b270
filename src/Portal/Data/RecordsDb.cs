using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Monitoring.Records;

namespace Portal.Data;

/// <summary>
/// The store of decision records, apart from everything that is decided on: on SQLite a file of its own with a gate of its own, on
/// PostgreSQL two tables that are written without the lock under which decisions are made (src/decisions/0022-a-store-for-decision-records.md).
/// </summary>
public abstract class RecordsDb(DbContextOptions options, WriteGate gate) : DbContext(options)
{
    public DbSet<DecisionRecord> Records => Set<DecisionRecord>();
    public DbSet<RecordReaction> Reactions => Set<RecordReaction>();

    /// <summary>A time as a parameter of plain SQL.</summary>
    internal abstract object Stored(DateTimeOffset time);

    /// <summary>Writes in one transaction, which is on disk when this returns.</summary>
    internal async Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken ct)
    {
        using var pass = await gate.EnterAsync(ct);
        await using var transaction = await Database.BeginTransactionAsync(ct);
        var result = await write();
        await SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await CheckpointAsync(pass, ct);
        return result;
    }

    /// <summary>Leaves nothing of what was deleted in the store's own file.</summary>
    internal async Task ScrubAsync(CancellationToken ct)
    {
        using var pass = await gate.EnterAsync(ct);
        await ScrubFileAsync(ct);
    }

    private protected abstract Task CheckpointAsync(WriteGate.Pass pass, CancellationToken ct);

    private protected abstract Task ScrubFileAsync(CancellationToken ct);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfiguration(new DecisionRecordMapping()).ApplyConfiguration(new RecordReactionMapping());
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder builder)
    {
        base.ConfigureConventions(builder);
        builder.UsePortalConventions();
    }
}

public sealed class SqliteRecordsDb(DbContextOptions<SqliteRecordsDb> options, WriteGate gate) : RecordsDb(options, gate)
{
    private const int Form = 1;

    /// <summary>A chunk of rows fills the log as many small writes do.</summary>
    private const int RowsOfAWrite = 500;

    internal override object Stored(DateTimeOffset time) => time.UtcTicks;

    /// <summary>Once a process; the number says by which build's form the file was made.</summary>
    internal void MakeFile()
    {
        if (Database.SqlQuery<int>($"""SELECT "user_version" AS "Value" FROM pragma_user_version""").Single() == Form)
            return;

        this.GetService<IRelationalDatabaseCreator>().CreateTables();
        Database.ExecuteSql($"PRAGMA user_version = 1");
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder builder)
    {
        base.ConfigureConventions(builder);
        builder.StoreTimesAsTicks();
    }

    private protected override async Task CheckpointAsync(WriteGate.Pass pass, CancellationToken ct)
    {
        if (pass.CountWrite(RowsOfAWrite))
            await Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(PASSIVE)", ct);
    }

    private protected override async Task ScrubFileAsync(CancellationToken ct)
    {
        await Database.ExecuteSqlRawAsync("VACUUM", ct);
        await Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", ct);
    }
}

public sealed class PostgresRecordsDb(DbContextOptions<PostgresRecordsDb> options, WriteGate gate) : RecordsDb(options, gate)
{
    internal override object Stored(DateTimeOffset time) => time.ToUniversalTime();

    protected override void ConfigureConventions(ModelConfigurationBuilder builder)
    {
        base.ConfigureConventions(builder);
        builder.StoreTimesAsUtc();
    }

    private protected override Task CheckpointAsync(WriteGate.Pass pass, CancellationToken ct) => Task.CompletedTask;

    private protected override Task ScrubFileAsync(CancellationToken ct) => Task.CompletedTask;
}
