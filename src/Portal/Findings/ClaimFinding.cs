using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Whoever has a finding says that it is done, and where that can be seen.</summary>
public sealed class ClaimFinding(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Code, string Evidence);

    public Task<Result<FindingId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var evidence = FindingWriting.Tidied(input.Evidence);
        return dbs.ActOn(input.Code, actor, new FindingWriting.Act(
            "finding.claim", FindingEvents.Claimed,
            _ => null,
            (finding, person, now) => actor.Is(finding.Owner) && FindingWriting.Problem("evidence", evidence, "Say what was done and where it can be seen.") is { } problem ? problem : finding.Claim(person, evidence, now))
        {
            Reason = evidence,
            Then = (db, finding, now) =>
            {
                db.Raise(new FindingClaimed(finding.System, finding.Id), now);
                return Task.CompletedTask;
            },
        }, time, ct);
    }
}
