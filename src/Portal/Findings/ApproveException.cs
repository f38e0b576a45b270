using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Risk signs the exception that was on the screen. From then on it holds, and takes the place of an older one of the same.</summary>
public sealed class ApproveException(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Code, Digest Displayed, string Reason, StepUpToken Token);

    public Task<Result<ExceptionId>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<ExceptionId>(db => Decide(db, actor, input, time.GetUtcNow(), ct), ct);

    /// <summary>What the signature says; bound to the credential that is asked for it.</summary>
    public static string Meaning(string code, string system, DateOnly lastDay) => $"I approve {code} of {system} until {lastDay:d MMMM yyyy}, and answer for it.";

    private static async Task<Result<ExceptionId>> Decide(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Exceptions.SingleOrDefaultAsync(row => row.Code == input.Code, ct) is not { } exception)
            return new NotFound(input.Code);
        if (PlainText.RemarkProblem(input.Reason, ExceptionTerms.LongestText) is { } unfit)
            return new Invalid("reason", unfit);
        if (actor.Person is not { } person || ExceptionAccess.WhyNotDecide(actor) is not null)
            return db.Refused(actor, now, "exception.approve", exception.Code, new Forbidden("Risk and compliance managers decide on exceptions."));

        var contributed = exception.ModelVersion is { } version && await NamedVersions.Contributed(db, version, person, ct);
        if (exception.WhyNot(person, contributed, input.Displayed, now) is { } beforehand)
            return beforehand is Forbidden or Changed ? db.Refused(actor, now, "exception.approve", exception.Code, beforehand) : beforehand;

        var system = await NamedSystems.Find(db, exception.System, ct);
        var meaning = Meaning(exception.Code, system?.Code ?? "", exception.LastDay);
        if (!(await StepUp.Redeem(db, input.Token, actor, input.Displayed, meaning, now, ct)).Succeeded(out var authenticated, out var unproven))
            return db.Refused(actor, now, "exception.approve", exception.Code, unproven);
        if (exception.Approve(person, contributed, input.Displayed, now) is { } refusal)
            return refusal;

        await ReplaceOthers(db, actor, exception, now, ct);
        db.Record(new EntryDraft(actor, now, "exception.approved", exception.Code)
        {
            After = input.Displayed,
            Reason = input.Reason.Trim() is { Length: > 0 } reason ? reason : null,
            Details = new Dictionary<string, string>(Tolerated.Details(exception, system?.Code ?? "", await Label(db, exception, ct)))
            {
                ["meaning"] = meaning,
                ["authenticated"] = authenticated.InWords,
                ["authenticatedAt"] = EntryDraft.Timestamp(authenticated.At),
            },
        });
        await ExceptionMails.Decided(db, actor, exception, system?.Code ?? "", now, ct);
        return exception.Id;
    }

    private static async Task ReplaceOthers(PortalDb db, Actor actor, RuleException exception, DateTimeOffset now, CancellationToken ct)
    {
        var others = await db.Exceptions.Where(row => row.Id != exception.Id && row.System == exception.System && row.Rule == exception.Rule && row.Subject == exception.Subject
            && row.ModelVersion == exception.ModelVersion && row.ApprovedAt != null && row.EndedAt == null).ToListAsync(ct);
        foreach (var other in others)
            Tolerated.Replace(db, actor, other, now);
    }

    private static async Task<string?> Label(PortalDb db, RuleException exception, CancellationToken ct) =>
        exception.ModelVersion is { } version ? (await NamedVersions.Labels(db, [version], ct)).GetValueOrDefault(version) : null;
}
