using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Alerts;

/// <summary>Somebody knows why it moved, and says so.</summary>
public sealed class CloseAlert(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    /// <param name="Code">AL-0001.</param>
    /// <param name="Cause">One of those that can be counted.</param>
    /// <param name="Words">What it was, and what follows.</param>
    public sealed record Input(string Code, AlertCause? Cause, string Words);

    public Task<Result<AlertId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var words = AlertActs.Tidied(input.Words);
        return dbs.ActOn(input.Code, actor, new AlertActs.Act(
            "alert.close", AlertEvents.Closed,
            (alert, person, now) => AlertActs.Problem("words", words, "Say why it moved, and what follows.") is { } problem ? problem
                : input.Cause is { } cause && Enum.IsDefined(cause) ? alert.Close(person, cause, words, now)
                : new Invalid("cause", $"Choose one of {string.Join(", ", Enum.GetNames<AlertCause>())}."))
        { Reason = words }, time, ct);
    }
}
