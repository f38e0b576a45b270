using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Intake;
using Portal.Monitoring.Traces;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>Puts windows of 35 days ago into their days, and deletes what nothing needs any more: the keys of counted posts after a day.</summary>
public sealed class ForgetTelemetry
{
    public static readonly TimeSpan WindowsKept = TimeSpan.FromDays(35);
    public static readonly TimeSpan KeysKept = TimeSpan.FromHours(24);

    /// <summary>As long as a scoring run may be sent.</summary>
    public static readonly TimeSpan RunKeysKept = TimeSpan.FromDays(RunName.OldestDays);

    private readonly IDbContextFactory<PortalDb> _dbs;
    private readonly IPostStore _posts;
    private readonly RollUpTelemetry _rollUp;
    private readonly ForgetTraces _traces;
    private readonly TimeProvider _time;

    internal ForgetTelemetry(IDbContextFactory<PortalDb> dbs, IPostStore posts, RollUpTelemetry rollUp, ForgetTraces traces, TimeProvider time) =>
        (_dbs, _posts, _rollUp, _traces, _time) = (dbs, posts, rollUp, traces, time);

    public async Task Run(CancellationToken ct)
    {
        // A post that lies in the log and has no row would be counted again at the next start.
        var asked = _posts.Tidy();
        await _rollUp.Run(ct);
        await _traces.Run(ct);
        var now = _time.GetUtcNow();
        var (oldestKey, oldestRun) = (Earlier(now - KeysKept, asked), now - RunKeysKept);
        await _dbs.WriteAsync<Done>(async db =>
        {
            await db.TelemetryBatches.Where(batch => batch.Folded && batch.Run == null && batch.ReceivedAt < oldestKey).ExecuteDeleteAsync(ct);
            await db.TelemetryBatches.Where(batch => batch.Folded && batch.ReceivedAt < oldestRun).ExecuteDeleteAsync(ct);
            return new Done();
        }, ct);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
