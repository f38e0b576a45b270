using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Alerts;

/// <summary>Adds a word to an alert's story; of a closed one too.</summary>
public sealed class CommentAlert(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Code, string Words);

    public Task<Result<AlertId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var words = AlertActs.Tidied(input.Words);
        return dbs.ActOn(input.Code, actor, new AlertActs.Act(
            "alert.comment", AlertEvents.Commented, (alert, person, now) => AlertActs.Problem("words", words, "Write the comment.") is { } problem ? problem : alert.Comment(person, words, now))
        { Reason = words }, time, ct);
    }
}
