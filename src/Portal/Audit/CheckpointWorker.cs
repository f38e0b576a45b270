using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Integrations.Webhooks;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>
/// Has a checkpoint signed within seconds of a change and carried to the sinks outside, and says loudly when one of the two does not
/// happen: in the log, in the metrics, in /health/ready, and by mail to the administrators.
/// </summary>
public sealed partial class CheckpointWorker(
    IDbContextFactory<PortalDb> dbs, MakeCheckpoint make, PushCheckpoints push, LedgerState state, LedgerSeal seal, TimeProvider time, ILogger<CheckpointWorker> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MostLag = TimeSpan.FromMinutes(15);

    /// <summary>Why nothing is signed any more, or which sink does not get what was; null while all is well.</summary>
    public string? Alarm { get; private set; }

    /// <summary>Asks at every turn, though most have nothing to sign: a ledger that was put back from an old copy is noticed by it.</summary>
    public async Task Turn(CancellationToken ct)
    {
        var refused = (await make.Run(ct)).Refusal?.Message;
        var standing = await state.Read(ct);
        var now = time.GetUtcNow();
        Instruments.LedgerStands(Seconds(standing.UnsignedSince, now), standing.Sinks.GroupBy(sink => sink.Kind).ToDictionary(
            sinks => sinks.Key, sinks => sinks.Max(sink => Seconds(sink.BehindSince, now))));
        await Raise(refused ?? seal.Fault ?? Lagging(standing, now), ct);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        // A sink that is slow must not keep the ledger from being signed.
        Repeat(Turn, stoppingToken), Repeat(push.Turn, stoppingToken));

    private static string? Lagging(LedgerStanding standing, DateTimeOffset now) =>
        standing.Sinks.FirstOrDefault(sink => now - sink.BehindSince > MostLag) is { } late
            ? $"The {late.Kind} {late.Name} has the checkpoints up to {late.LastSize} entries; those since {late.BehindSince:yyyy-MM-dd HH:mm} UTC do not get there."
            : null;

    private static double Seconds(DateTimeOffset? since, DateTimeOffset now) => since is { } began && began < now ? (now - began).TotalSeconds : 0;

    /// <summary>The log hears of it at every turn, the administrators once.</summary>
    private async Task Raise(string? alarm, CancellationToken ct)
    {
        var isNew = alarm is not null && Alarm is null;
        Alarm = alarm;
        if (alarm is null)
            return;

        Log.Alarm(log, alarm);
        if (isNew)
            _ = await dbs.WriteAsync<Done>(db => Tell(db, alarm, ct), ct);
    }

    private async Task<Result<Done>> Tell(PortalDb db, string alarm, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var administrators = await db.WhoMay(Permission.ManageLedger, ct);
        await db.EnqueueMails(administrators.Select(person => person.Person).OfType<PersonId>(), Actor.System("ledger"), MailText.LedgerAlarm(alarm), now, ct);
        return new Done();
    }

    private Task Repeat(Func<CancellationToken, Task> turn, CancellationToken stopping) => Turns.Repeat(turn, Period, time, fault => Log.TurnFailed(log, fault), stopping);

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Critical, "The ledger's alarm: {Why}")]
        public static partial void Alarm(ILogger log, string why);

        [LoggerMessage(1302, LogLevel.Error, "The ledger could not be signed or its checkpoints not carried out; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
