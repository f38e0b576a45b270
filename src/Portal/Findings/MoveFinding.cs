using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Gives a finding to somebody else, or more or less time. Who has it does not do that themselves.</summary>
public sealed class MoveFinding(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    public sealed record Input(string Code, PersonId Owner, DateOnly Due, string Reason);

    public async Task<Result<FindingId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var reason = FindingWriting.Tidied(input.Reason);
        var nobody = await OwnerProblem(input.Owner, ct);
        PersonId? before = null;
        return await dbs.ActOn(input.Code, actor, new FindingWriting.Act(
            "finding.move", FindingEvents.Moved,
            _ => FindingAccess.WhyNotJudge(actor),
            (finding, person, now) =>
            {
                before = finding.Owner;
                return finding.WhyNotJudge(person) is null && (nobody ?? Problem(finding, input.Due, reason)) is { } problem ? problem : finding.Move(person, input.Owner, input.Due, reason, now);
            })
        {
            Reason = reason,
            Then = (db, finding, now) => finding.Owner == before ? Task.CompletedTask : FindingMails.Given(db, actor, finding, now, ct),
        }, time, ct);
    }

    private async Task<Invalid?> OwnerProblem(PersonId owner, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await FindingWriting.OwnerProblem(db, owner, ct);
    }

    /// <summary>A day that stays may be past.</summary>
    private Invalid? Problem(Finding finding, DateOnly due, string reason) =>
        due != finding.Due && NewFinding.DueProblem(due, calendar.Today) is { } day ? new Invalid("due", day) : FindingWriting.Problem("reason", reason, "Say why.");
}
