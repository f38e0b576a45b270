using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Traces;

/// <summary>Deletes tasks with their spans, so many days after the last of them came.</summary>
public sealed class ForgetTraces(IDbContextFactory<PortalDb> dbs, TracesOptions options, TimeProvider time)
{
    public Task Run(CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var oldest = time.GetUtcNow() - TimeSpan.FromDays(options.KeptDays);
        await db.TraceTasks.Where(task => task.ChangedAt < oldest).ExecuteDeleteAsync(ct);
        return new Done();
    }, ct);
}
