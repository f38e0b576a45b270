using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Somebody other than who had it has looked at what was done, and closes the finding.</summary>
public sealed class CloseFinding(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Code, string Remarks);

    public Task<Result<FindingId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var remarks = FindingWriting.Tidied(input.Remarks);
        return dbs.ActOn(input.Code, actor, new FindingWriting.Act(
            "finding.close", FindingEvents.Closed,
            _ => FindingAccess.WhyNotJudge(actor),
            (finding, person, now) => FindingWriting.Problem("remarks", remarks, "Say what you looked at.") is { } problem && finding.WhyNotJudge(person) is null ? problem : finding.Close(person, remarks, now))
        { Reason = remarks }, time, ct);
    }
}
