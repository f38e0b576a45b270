using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>
/// What somebody who left had to do goes on: to whoever took over the system, else to who raised it, else to one of those who close
/// findings, who gives it to the right person.
/// </summary>
public sealed class OwnerOfFindingsLeft(IDbContextFactory<PortalDb> dbs, TimeProvider time) : IReaction<PersonLeft>
{
    private const string Reason = "Who had it left the organisation.";
    private static readonly Actor Portal = Actor.System("owner-of-findings-left");

    public async Task React(PersonLeft what, CancellationToken ct) => _ = await dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        var findings = await db.Findings.Include(finding => finding.Revisions).Where(finding => finding.Owner == what.Person && finding.State != FindingState.Closed).OrderBy(finding => finding.Code).ToListAsync(ct);
        foreach (var finding in findings)
        {
            if (await SuccessorOf(db, finding, what, ct) is not { } to)
                continue;

            finding.GoTo(to, Reason, now);
            var system = finding.System is { } named ? await NamedSystems.Find(db, named, ct) : null;
            db.Record(new EntryDraft(Portal, now, FindingEvents.Moved, finding.Code) { Reason = Reason, Details = FindingWriting.Details(finding, system?.Code) });
            await FindingMails.Given(db, Portal, finding, now, ct);
        }

        return default(Done);
    }, ct);

    private static async Task<PersonId?> SuccessorOf(PortalDb db, Finding finding, PersonLeft what, CancellationToken ct)
    {
        if (what.Systems.FirstOrDefault(handover => handover.System == finding.System) is { } handover)
            return handover.To;
        if (finding.RaisedBy is { } raiser && raiser != what.Person && await db.Users.AnyAsync(user => user.Id == raiser.Value && user.State != PersonState.Left, ct))
            return raiser;

        return (await db.WhoMay(Permission.CloseFindings, ct)).Select(closer => closer.Person).FirstOrDefault(closer => closer is not null && closer != what.Person);
    }
}
