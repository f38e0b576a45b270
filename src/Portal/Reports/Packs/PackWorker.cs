using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>Makes the packs that wait, the longest waiting first, one at a time on each node; and once in a while forgets those whose time is over.</summary>
public sealed partial class PackWorker(IDbContextFactory<PortalDb> dbs, MakePack make, ForgetPacks forget, TimeProvider time, ILogger<PackWorker> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tidying = TimeSpan.FromMinutes(5);

    public async Task Turn(CancellationToken ct)
    {
        while (await Due(ct) is { } id)
            await make.Run(id, ct);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Turns.Repeat(Turn, Period, time, fault => TurnFailed(log, fault), stoppingToken),
        Turns.Repeat(forget.Turn, Tidying, time, fault => TurnFailed(log, fault), stoppingToken));

    private async Task<EvidencePackId?> Due(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.EvidencePacks.AsNoTracking().Where(pack => (pack.State == PackState.Queued || pack.State == PackState.Making) && pack.DueAt <= now)
            .OrderBy(pack => pack.DueAt).ThenBy(pack => pack.Code).Select(pack => (EvidencePackId?)pack.Id).FirstOrDefaultAsync(ct);
    }

    [LoggerMessage(1712, LogLevel.Error, "Evidence packs could not be made or forgotten; tried again at the next turn")]
    private static partial void TurnFailed(ILogger log, Exception fault);
}
