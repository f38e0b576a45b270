using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Findings;
using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>A person other than the one who took the case down has looked at the contested decision, and says whether it stands and why.</summary>
public sealed class ReviewContest(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string System, CaseId Case, ContestOutcome Outcome, string Reason);

    public async Task<Result<CaseId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var reason = input.Reason.ReplaceLineEndings("\n").Trim();
        if (!Enum.IsDefined(input.Outcome))
            return new Invalid("outcome", "This is upheld or overridden.");
        if (reason.Length == 0)
            return new Invalid("reason", "Say what you looked at and why you decide so.");
        if (PlainText.RemarkProblem(reason, ContestCase.LongestWords) is { } problem)
            return new Invalid("reason", problem);

        return await dbs.WriteAsync(db => Review(db, actor, input, reason, ct), ct);
    }

    private async Task<Result<CaseId>> Review(PortalDb db, Actor actor, Input input, string reason, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!(await RecordAccess.ActOn(db, actor, input.System, ct)).Succeeded(out var system, out var refusal))
            return refusal is Forbidden ? db.Refused(actor, now, "record.review", input.System, refusal) : refusal;
        if (await db.ContestCases.SingleOrDefaultAsync(row => row.Id == input.Case && row.System == system, ct) is not { } contested)
            return new NotFound("This case");
        if (contested.Review(actor.Person.GetValueOrDefault(), input.Outcome, reason, now) is { } fault)
            return fault is Forbidden ? db.Refused(actor, now, "record.review", input.System, fault) : fault;

        await Raised.Answer(
            db, actor, FindingSource.Review, ContestDecision.KeyOf(contested.Id), $"A person reviewed the decision: it is {input.Outcome.ToString().ToLowerInvariant()}. The reason is beside the decision; tell it to the person who contested it.", now, ct);
        db.Record(new EntryDraft(actor, now, "record.reviewed", input.System)
        {
            Details = new Dictionary<string, string> { ["record"] = contested.Record.ToString(), ["case"] = contested.Id.ToString(), ["outcome"] = input.Outcome.ToString() },
            Made = contested.Id.ToString(),
        });
        return contested.Id;
    }
}
