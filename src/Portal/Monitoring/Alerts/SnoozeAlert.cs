using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Alerts;

/// <summary>Leaves an alert alone until an instant; it comes back by itself then, and at once when it becomes graver.</summary>
public sealed class SnoozeAlert(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Code, DateTimeOffset? Until, string Reason);

    public Task<Result<AlertId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var reason = AlertActs.Tidied(input.Reason);
        return dbs.ActOn(input.Code, actor, new AlertActs.Act(
            "alert.snooze", AlertEvents.Snoozed,
            (alert, person, now) => AlertActs.Problem("reason", reason, "Say why it can wait.") is { } problem ? problem
                : input.Until is { } until ? alert.Snooze(person, until, reason, now)
                : new Invalid("until", "Say until when."))
        { Reason = reason }, time, ct);
    }
}
