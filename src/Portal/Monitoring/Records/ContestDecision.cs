using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Findings;
using Portal.Monitoring.Alerts;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>
/// Takes down that somebody contests what was decided about them: what they say, and a finding for the business owner to have a person look at
/// it and to answer within the time of the policy.
/// </summary>
public sealed class ContestDecision(IDbContextFactory<PortalDb> dbs, IDbContextFactory<RecordsDb> records, Calendar calendar, TimeProvider time)
{
    /// <param name="System">The code, AIS-0001.</param>
    /// <param name="Record">The decision.</param>
    /// <param name="Statement">What the subject says.</param>
    public sealed record Input(string System, RecordId Record, string Statement);

    public async Task<Result<CaseId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var statement = input.Statement.ReplaceLineEndings("\n").Trim();
        if (statement.Length == 0)
            return new Invalid("statement", "Write down what the person says.");
        if (PlainText.RemarkProblem(statement, ContestCase.LongestWords) is { } problem)
            return new Invalid("statement", problem);

        var record = await Find(input.Record, ct);
        return await dbs.WriteAsync(db => Open(db, actor, input, record, statement, ct), ct);
    }

    private async Task<Result<CaseId>> Open(PortalDb db, Actor actor, Input input, DecisionRecord? record, string statement, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!(await RecordAccess.ActOn(db, actor, input.System, ct)).Succeeded(out var id, out var refusal))
            return refusal is Forbidden ? db.Refused(actor, now, "record.contest", input.System, refusal) : refusal;
        if (record is null || record.System != id || await NamedSystems.Find(db, id, ct) is not { } system)
            return new NotFound("A record of this decision");
        if (record.ErasedAt is not null)
            return new NotAllowed("What was decided was erased: nothing is left that a person could review.");
        if (await db.ContestCases.AnyAsync(row => row.Record == input.Record && row.Outcome == null, ct))
            return new NotAllowed("This decision is contested already, and the case is open.");

        var (caseId, due) = (CaseId.New(now), calendar.Today.AddDays((await db.PolicyInForce(ct)).Records.ContestDays));
        var finding = await Raised.Raise(db, actor, FindingOf(system, record, caseId, due), now, ct);
        db.ContestCases.Add(ContestCase.Open(caseId, id, record.Id, finding, statement, actor.Person.GetValueOrDefault(), due, now));
        db.Record(new EntryDraft(actor, now, "record.contested", input.System)
        {
            Details = new Dictionary<string, string> { ["record"] = record.Id.ToString(), ["case"] = caseId.ToString(), ["due"] = Calendar.Text(due) },
            Made = caseId.ToString(),
        });
        return caseId;
    }

    /// <summary>Without what the person says: findings are read by everybody.</summary>
    private static NewFinding FindingOf(NamedSystem system, DecisionRecord record, CaseId id, DateOnly due) => new(
        FindingSource.Review, FindingSeverity.Moderate, system.Id, $"{system.Code}: a decision of {record.Time:yyyy-MM-dd} is contested",
        $"A person contests what {system.Code} decided about them. Have somebody who did not take the case down look at the decision and record whether it stands, then tell the person the outcome and why. "
        + $"The decision and what the person says: /monitoring/{system.Code}/decisions/{record.Id}",
        system.BusinessOwner ?? AlertWriting.OwnerOf(system), due)
    {
        About = system.Code,
        Key = KeyOf(id),
    };

    internal static string KeyOf(CaseId id) => $"contest/{id}";

    private async Task<DecisionRecord?> Find(RecordId id, CancellationToken ct)
    {
        await using var db = await records.CreateDbContextAsync(ct);
        return await db.Records.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
    }
}
