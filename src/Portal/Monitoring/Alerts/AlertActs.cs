using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Findings;
using Portal.Shared;

namespace Portal.Monitoring.Alerts;

/// <summary>What the acts of people on an alert share: who may, finding it, and writing what was done.</summary>
internal static class AlertActs
{
    public sealed record Act(string Tried, string Done, Func<Alert, PersonId, DateTimeOffset, Refusal?> Decide)
    {
        public string? Reason { get; init; }
    }

    public static Task<Result<AlertId>> ActOn(this IDbContextFactory<PortalDb> dbs, string code, Actor actor, Act act, TimeProvider time, CancellationToken ct) => dbs.WriteAsync<AlertId>(async db =>
    {
        var now = time.GetUtcNow();
        if (await db.Alerts.Include(row => row.Steps).SingleOrDefaultAsync(row => row.Code == code, ct) is not { } alert)
            return new NotFound(code);
        if (await WhyNot(db, actor, alert, ct) is { } forbidden)
            return db.Refused(actor, now, act.Tried, code, forbidden);
        if (actor.Person is not { } person)
            return new Forbidden("That is done by a person.");
        if (act.Decide(alert, person, now) is { } refusal)
            return refusal;

        db.Record(new EntryDraft(actor, now, act.Done, code)
        {
            Reason = act.Reason,
            Details = new Dictionary<string, string>
            {
                ["state"] = alert.State.ToString(),
                ["severity"] = alert.Severity.ToString(),
                ["cause"] = $"{alert.Cause}",
                ["snoozedUntil"] = alert.SnoozedUntil?.UtcDateTime.ToString("O") ?? "",
            },
        });
        return alert.Id;
    }, ct);

    public static string Tidied(string words) => words.ReplaceLineEndings("\n").Trim();

    public static Invalid? Problem(string field, string words, string whenMissing) =>
        words.Length == 0 ? new Invalid(field, whenMissing)
        : PlainText.RemarkProblem(words, Alert.LongestWords) is { } problem ? new Invalid(field, problem)
        : null;

    /// <summary>Whoever may raise findings on the system looks after its alerts.</summary>
    private static async Task<Refusal?> WhyNot(PortalDb db, Actor actor, Alert alert, CancellationToken ct)
    {
        if (!actor.May(Permission.RaiseFindings))
            return new Forbidden("Alerts are looked after by system owners, on-call, risk and validators.");

        var system = await NamedSystems.Find(db, alert.System, ct);
        return await FindingAccess.WhyNotRaise(db, actor, system, ct) is { } refusal
            ? refusal is Forbidden && actor.RefusalOn(alert.System, system?.Code ?? "") is null ? new Forbidden("A system owner looks after the alerts of their own systems.") : refusal
            : null;
    }
}
