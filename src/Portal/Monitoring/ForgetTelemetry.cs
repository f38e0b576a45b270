using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>Deletes what nothing needs any more: minutes after 35 days, the keys of counted posts after a day.</summary>
public sealed class ForgetTelemetry(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public static readonly TimeSpan WindowsKept = TimeSpan.FromDays(35);
    public static readonly TimeSpan KeysKept = TimeSpan.FromHours(24);

    public async Task Run(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (oldestMinute, oldestKey) = (now - WindowsKept, now - KeysKept);
        await dbs.WriteAsync<Done>(async db =>
        {
            await db.TelemetryWindows.Where(window => window.Minute < oldestMinute).ExecuteDeleteAsync(ct);
            await db.TelemetryBatches.Where(batch => batch.Folded && batch.ReceivedAt < oldestKey).ExecuteDeleteAsync(ct);
            return new Done();
        }, ct);
    }
}
