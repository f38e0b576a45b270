using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>What was closed is not done after all: open again, until another day.</summary>
public sealed class ReopenFinding(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    public sealed record Input(string Code, DateOnly Due, string Reason);

    public Task<Result<FindingId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var reason = FindingWriting.Tidied(input.Reason);
        return dbs.ActOn(input.Code, actor, new FindingWriting.Act(
            "finding.reopen", FindingEvents.Reopened,
            _ => FindingAccess.WhyNotJudge(actor),
            (finding, person, now) => finding.WhyNotJudge(person) is null && Problem(input.Due, reason) is { } problem ? problem : finding.Reopen(person, input.Due, reason, now))
        {
            Reason = reason,
            Then = (db, finding, now) => FindingMails.Reopened(db, actor, finding, now, ct),
        }, time, ct);
    }

    private Invalid? Problem(DateOnly due, string reason) =>
        NewFinding.DueProblem(due, calendar.Today) is { } day ? new Invalid("due", day) : FindingWriting.Problem("reason", reason, "Say why it is open again.");
}
