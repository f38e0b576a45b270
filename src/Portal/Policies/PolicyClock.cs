using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.Policies;

/// <summary>
/// Announces the last days of checks, 30 and 7 days before: after them new requests fail until somebody renews them. Also adopts policy 1
/// for a portal that was set up before it knew policies.
/// </summary>
public sealed partial class PolicyClock(IDbContextFactory<PortalDb> dbs, AdoptPolicy adopt, Calendar calendar, TimeProvider time, ILogger<PolicyClock> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly int[] Ahead = [30, 7];
    private static readonly Actor Portal = Actor.System("policies");

    public async Task Turn(CancellationToken ct)
    {
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            if (await db.Users.AnyAsync(ct) && !await db.Published().AnyAsync(ct))
                _ = await adopt.Run(Portal, ct);
            if (await Due(db, tracked: false, ct) is null)
                return;
        }

        _ = await dbs.WriteAsync<Done>(Announce, ct);

        async Task<Result<Done>> Announce(PortalDb db)
        {
            if (await Due(db, tracked: true, ct) is not { } due)
                return new NotAllowed("Somebody was quicker.");

            var now = time.GetUtcNow();
            due.Policy.Told(due.Notice);
            db.Record(new EntryDraft(Portal, now, PolicyEvents.ChecksExpire, PolicyEvents.SubjectOf(due.Rules.Number))
            {
                Policy = due.Rules.Number,
                Details = due.Checks.ToDictionary(check => check.Key, check => Calendar.Text(check.ValidUntil)),
            });
            var managers = (await db.WhoMay(Permission.ManagePolicies, ct)).Select(manager => manager.Person).OfType<PersonId>();
            await db.EnqueueMails(managers, Portal, MailText.ChecksExpire(due.Rules.Number, [.. due.Checks.Select(check => check.Name)], due.Checks.Min(check => check.ValidUntil)), now, ct);
            return default(Done);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Repeat(Turn, Period, time, fault => Log.TurnFailed(log, fault), stoppingToken);

    /// <summary>The notice whose time has come: the last of those that were missed.</summary>
    private async Task<DueChecks?> Due(PortalDb db, bool tracked, CancellationToken ct)
    {
        var published = db.Policies.Where(policy => policy.State == PolicyState.Published).OrderByDescending(policy => policy.Number);
        if (await (tracked ? published : published.AsNoTracking()).FirstOrDefaultAsync(ct) is not { } policy)
            return null;

        var (rules, today) = (policy.Rules().Value, calendar.Today);
        var notice = Array.FindLastIndex(Ahead, days => rules.Checks.Any(check => check.ValidUntil <= today.AddDays(days))) + 1;
        return notice > policy.Notices ? new DueChecks(policy, rules, notice, [.. rules.Checks.Where(check => check.ValidUntil <= today.AddDays(Ahead[notice - 1]))]) : null;
    }

    private sealed record DueChecks(PolicyVersion Policy, Policy Rules, int Notice, IReadOnlyList<GateCheck> Checks);

    private static partial class Log
    {
        [LoggerMessage(1271, LogLevel.Error, "The policy could not be looked after; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
