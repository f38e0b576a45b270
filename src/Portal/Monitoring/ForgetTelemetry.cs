using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Traces;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>Puts windows of 35 days ago into their days, and deletes what nothing needs any more: the keys of counted posts after a day.</summary>
public sealed class ForgetTelemetry(IDbContextFactory<PortalDb> dbs, RollUpTelemetry rollUp, ForgetTraces traces, TimeProvider time)
{
    public static readonly TimeSpan WindowsKept = TimeSpan.FromDays(35);
    public static readonly TimeSpan KeysKept = TimeSpan.FromHours(24);

    /// <summary>As long as a scoring run may be sent.</summary>
    public static readonly TimeSpan RunKeysKept = TimeSpan.FromDays(RunName.OldestDays);

    public async Task Run(CancellationToken ct)
    {
        await rollUp.Run(ct);
        await traces.Run(ct);
        var now = time.GetUtcNow();
        var (oldestKey, oldestRun) = (now - KeysKept, now - RunKeysKept);
        await dbs.WriteAsync<Done>(async db =>
        {
            await db.TelemetryBatches.Where(batch => batch.Folded && batch.Run == null && batch.ReceivedAt < oldestKey).ExecuteDeleteAsync(ct);
            await db.TelemetryBatches.Where(batch => batch.Folded && batch.ReceivedAt < oldestRun).ExecuteDeleteAsync(ct);
            return new Done();
        }, ct);
    }
}
