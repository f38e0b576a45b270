using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

/// <summary>Has outputs judged that wait for it, the longest waiting first; of several nodes, one takes each batch.</summary>
public sealed partial class JudgeWorker(IDbContextFactory<PortalDb> dbs, AdvanceJudgement advance, TimeProvider time, ILogger<JudgeWorker> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private const int MostRuns = 10;

    /// <summary>Then the next run has its turn, so that a long one keeps nobody waiting.</summary>
    private const int MostBatches = 5;

    public async Task Turn(CancellationToken ct)
    {
        foreach (var id in await Due(ct))
        {
            for (var batch = 0; batch < MostBatches && await advance.Run(id, ct); batch++)
                ct.ThrowIfCancellationRequested();
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Turns.Repeat(Turn, Period, time, fault => TurnFailed(log, fault), stoppingToken);

    private async Task<IReadOnlyList<JudgeRunId>> Due(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.JudgeRuns.AsNoTracking().Where(run => (run.State == JudgeRunState.Queued || run.State == JudgeRunState.Running) && run.DueAt <= now)
            .OrderBy(run => run.DueAt).Take(MostRuns).Select(run => run.Id).ToListAsync(ct);
    }

    [LoggerMessage(1301, LogLevel.Error, "Outputs could not be had judged; tried again at the next turn")]
    private static partial void TurnFailed(ILogger log, Exception fault);
}
