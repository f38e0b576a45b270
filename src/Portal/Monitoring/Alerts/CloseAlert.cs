using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Alerts;

/// <summary>Somebody knows why it moved, and says so.</summary>
public sealed class CloseAlert(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Code, string Cause);

    public Task<Result<AlertId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var cause = AlertActs.Tidied(input.Cause);
        return dbs.ActOn(input.Code, actor, new AlertActs.Act(
            "alert.close", AlertEvents.Closed, (alert, person, now) => AlertActs.Problem("cause", cause, "Say why it moved, and what follows.") is { } problem ? problem : alert.Close(person, cause, now))
        { Reason = cause }, time, ct);
    }
}
