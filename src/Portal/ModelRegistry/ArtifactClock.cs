using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>
/// Once a day reads again the bytes of every version that people are or may soon be exposed to. Several nodes may read the same: what they
/// find is recorded once. Uploads that nobody goes on with are forgotten after a week.
/// </summary>
public sealed partial class ArtifactClock(IDbContextFactory<PortalDb> dbs, VerifyArtifacts verify, IncomingBlobs incoming, TimeProvider time, ILogger<ArtifactClock> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(24);
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);
    private static readonly Actor Portal = Actor.System("artifact-clock");

    public async Task Turn(CancellationToken ct)
    {
        incoming.Forget(time.GetUtcNow() - Patience);
        foreach (var version in await Due(ct))
        {
            try
            {
                _ = await verify.Run(Portal, version, ct);
            }
            catch (IOException fault)
            {
                Log.NotRead(log, version, fault);
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Repeat(Turn, Period, time, fault => Log.TurnFailed(log, fault), stoppingToken);

    private async Task<IReadOnlyList<VersionId>> Due(CancellationToken ct)
    {
        var before = time.GetUtcNow() - Interval;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Versions.AsNoTracking()
            .Where(version => version.Stage == Stage.Staging || version.Stage == Stage.Pilot || version.Stage == Stage.Production)
            .Where(version => version.VerifiedAt == null || version.VerifiedAt <= before)
            .OrderBy(version => version.VerifiedAt).Select(version => version.Id).ToListAsync(ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1281, LogLevel.Error, "The artifacts of version {Version} could not be read; tried again at the next turn")]
        public static partial void NotRead(ILogger log, VersionId version, Exception fault);

        [LoggerMessage(1282, LogLevel.Error, "Stored artifacts could not be looked at; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
