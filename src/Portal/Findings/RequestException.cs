using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Asks that a check of the gate need not pass for a time. Nothing is tolerated until risk has signed it.</summary>
public sealed class RequestException(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    /// <summary>The check by its key, and what it is called; for one version by its label, or for every version of the system.</summary>
    public sealed record Input(string System, string? Version, string Check, string What, string Reason, ExceptionTerms Terms);

    public async Task<Result<string>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var tidied = input with
        {
            Check = input.Check.Trim(),
            What = input.What.Trim(),
            Reason = FindingWriting.Tidied(input.Reason),
            Terms = input.Terms.Tidied(),
        };
        return await dbs.WriteAsync<string>(db => Decide(db, actor, tidied, time.GetUtcNow(), ct), ct);
    }

    private static async Task<Result<string>> Decide(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await NamedSystems.Find(db, input.System, ct) is not { } system)
            return new Invalid("system", $"There is no system {input.System}.");
        if (await ExceptionAccess.WhyNotRequest(db, actor, system, ct) is { } forbidden)
            return db.Refused(actor, now, "exception.request", system.Code, forbidden);
        if (FaultsOf(input, await db.PolicyInForce(ct), now) is { Count: > 0 } faults)
            return new Invalid(faults);

        var version = input.Version is { } label ? await NamedVersions.Find(db, system.Id, label, ct) : null;
        if (input.Version is not null && version is null)
            return new Invalid("version", $"{system.Code} has no version {input.Version}.");
        if (await db.Exceptions.Where(row => row.System == system.Id && row.Rule == ExceptionRule.Check && row.Subject == input.Check && row.ModelVersion == version && row.ApprovedAt == null && row.EndedAt == null)
            .Select(row => row.Code).FirstOrDefaultAsync(ct) is { } waiting)
            return new NotAllowed($"{waiting} asks for the same already.");

        var toleration = new Toleration(system.Id, system.Code, ExceptionRule.Check, input.What, input.Reason, input.Terms) { Subject = input.Check, ModelVersion = version };
        var exception = RuleException.Request(await Tolerated.NextCode(db, ct), toleration, actor.Person.GetValueOrDefault(), now);
        db.Exceptions.Add(exception);
        db.Record(new EntryDraft(actor, now, "exception.requested", exception.Code)
        {
            After = exception.Content,
            Reason = exception.Reason,
            Details = Tolerated.Details(exception, system.Code, input.Version),
        });
        await ExceptionMails.Requested(db, actor, exception, system.Code, now, ct);
        return exception.Code;
    }

    private static IReadOnlyList<Fault> FaultsOf(Input input, Policy policy, DateTimeOffset now) =>
    [
        .. FaultIn("check", input.Check.Length == 0 ? "Say which check." : PlainText.LineProblem(input.Check, RuleException.LongestSubject)),
        .. FaultIn("what", PlainText.LineProblem(input.What, RuleException.LongestWhat)),
        .. FaultIn("reason", input.Reason.Length == 0 ? "Say why it should be tolerated." : PlainText.RemarkProblem(input.Reason, ExceptionTerms.LongestText)),
        .. input.Terms.Faults(now, policy.ExceptionDays),
    ];

    private static IEnumerable<Fault> FaultIn(string field, string? problem) => problem is null ? [] : [new Fault(field, problem)];
}
