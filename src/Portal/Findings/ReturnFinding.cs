using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>What was shown is not enough: the finding is open again, with what is lacking.</summary>
public sealed class ReturnFinding(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Code, string Remarks);

    public Task<Result<FindingId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var remarks = FindingWriting.Tidied(input.Remarks);
        return dbs.ActOn(input.Code, actor, new FindingWriting.Act(
            "finding.return", FindingEvents.Returned,
            _ => FindingAccess.WhyNotJudge(actor),
            (finding, person, now) => FindingWriting.Problem("remarks", remarks, "Say what is lacking.") is { } problem && finding.WhyNotJudge(person) is null ? problem : finding.Return(person, remarks, now))
        {
            Reason = remarks,
            Then = (db, finding, now) => FindingMails.Returned(db, actor, finding, now, ct),
        }, time, ct);
    }
}
