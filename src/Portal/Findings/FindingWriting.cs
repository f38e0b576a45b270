using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>What the use cases of a finding share: finding it, and writing what was decided on it.</summary>
internal static class FindingWriting
{
    /// <summary>An act on one finding: whether the actor may at all, what the finding says to it, and what follows when it was done.</summary>
    public sealed record Act(string Tried, string Done, Func<Finding, Refusal?> WhyNot, Func<Finding, PersonId, DateTimeOffset, Refusal?> Decide)
    {
        public string? Reason { get; init; }

        public Func<PortalDb, Finding, DateTimeOffset, Task>? Then { get; init; }
    }

    public static Task<Result<FindingId>> ActOn(this IDbContextFactory<PortalDb> dbs, string code, Actor actor, Act act, TimeProvider time, CancellationToken ct) => dbs.WriteAsync<FindingId>(async db =>
    {
        var now = time.GetUtcNow();
        if (await db.Findings.Include(row => row.Revisions).SingleOrDefaultAsync(row => row.Code == code, ct) is not { } finding)
            return new NotFound(code);
        if (actor.Person is not { } person)
            return new Forbidden("That is done by a person.");

        var system = finding.System is { } named ? await NamedSystems.Find(db, named, ct) : null;
        if ((FindingAccess.WhyNotReach(actor, finding.System, system?.Code) ?? act.WhyNot(finding)) is { } forbidden)
            return db.Refused(actor, now, act.Tried, code, forbidden);
        if (act.Decide(finding, person, now) is { } refusal)
            return refusal is Forbidden ? db.Refused(actor, now, act.Tried, code, refusal) : refusal;

        db.Record(new EntryDraft(actor, now, act.Done, code) { Reason = act.Reason, Details = Details(finding, system?.Code) });
        if (act.Then is { } then)
            await then(db, finding, now);
        return finding.Id;
    }, ct);

    public static IReadOnlyDictionary<string, string> Details(Finding finding, string? system) => new Dictionary<string, string>
    {
        ["state"] = finding.State.ToString(),
        ["severity"] = finding.Severity.ToString(),
        ["source"] = finding.Source.ToString(),
        ["system"] = system ?? "",
        ["owner"] = finding.Owner.ToString(),
        ["due"] = Calendar.Text(finding.Due),
    };

    public static string Tidied(string words) => words.ReplaceLineEndings("\n").Trim();

    /// <summary>What is wrong with what somebody writes to an act.</summary>
    public static Invalid? Problem(string field, string words, string whenMissing) =>
        words.Length == 0 ? new Invalid(field, whenMissing)
        : PlainText.RemarkProblem(words, Finding.LongestWords) is { } problem ? new Invalid(field, problem)
        : null;

    public static async Task<Invalid?> OwnerProblem(PortalDb db, PersonId owner, CancellationToken ct) =>
        await db.Users.AnyAsync(user => user.Id == owner.Value && user.State != Accounts.PersonState.Left, ct) ? null : new Invalid("owner", "Nobody here has this account.");
}
