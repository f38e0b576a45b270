using Microsoft.EntityFrameworkCore;
using Portal.Monitoring.Records;

namespace Portal.Data;

public sealed class SqlitePortalDb(DbContextOptions<SqlitePortalDb> options, WriteGate gate) : PortalDb(options, gate)
{
    private const int MostTruncations = 5;

    private readonly WriteGate _gate = gate;

    /// <summary>No other process writes, so this one knows without asking.</summary>
    public override ValueTask<long> ActsAsync(CancellationToken ct) => ValueTask.FromResult(_gate.Acts);

    /// <summary>Decision records are in a file of their own.</summary>
    private protected override bool Maps(Type configuration) => configuration != typeof(DecisionRecordMapping) && configuration != typeof(RecordReactionMapping);

    protected override void ConfigureConventions(ModelConfigurationBuilder builder)
    {
        base.ConfigureConventions(builder);
        builder.StoreTimesAsTicks();
    }

    /// <summary>
    /// Written anew, the file has no free pages with what was deleted; emptied, the log has none of the earlier ones. A reader who is at it can
    /// hold the latter up for a moment.
    /// </summary>
    private protected override async Task ScrubFilesAsync(WriteGate.Pass pass, CancellationToken ct)
    {
        await Database.ExecuteSqlRawAsync("VACUUM", ct);
        for (var attempt = 1; !await TruncateLogAsync(ct); attempt++)
            if (attempt == MostTruncations)
                throw new IOException("The write-ahead log could not be emptied: somebody reads from it all the time.");
    }

    private async Task<bool> TruncateLogAsync(CancellationToken ct)
    {
        await Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            return await command.ExecuteScalarAsync(ct) is 0L;
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    internal override async Task CheckpointAsync(WriteGate.Pass pass, int rows, CancellationToken ct)
    {
        if (pass.CountWrite(rows))
            await Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(PASSIVE)", ct);
    }
}
