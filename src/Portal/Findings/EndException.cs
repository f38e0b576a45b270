using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Ends before its last day what was tolerated; what rests on it hears of it as if it had run out.</summary>
public sealed class EndException(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Code, string Reason);

    public Task<Result<ExceptionId>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<ExceptionId>(async db =>
    {
        var (now, reason) = (time.GetUtcNow(), FindingWriting.Tidied(input.Reason));
        if (await db.Exceptions.SingleOrDefaultAsync(row => row.Code == input.Code, ct) is not { } exception)
            return new NotFound(input.Code);
        if (actor.Person is not { } person || ExceptionAccess.WhyNotEnd(actor, exception.ApprovedBy) is not null)
            return db.Refused(actor, now, "exception.end", exception.Code, new Forbidden("Risk, or who approved it, ends an exception before its last day."));
        if (FindingWriting.Problem("reason", reason, "Say why it ends early.") is { } problem)
            return problem;
        if (exception.Revoke(person, reason, now) is { } refusal)
            return refusal;

        db.Record(new EntryDraft(actor, now, "exception.revoked", exception.Code) { Before = exception.Content, Reason = reason });
        db.Raise(new ExceptionExpired(exception.System, exception.Id, exception.Rule.ToString()), now);
        await ExceptionMails.Decided(db, actor, exception, (await NamedSystems.Find(db, exception.System, ct))?.Code ?? "", now, ct);
        return exception.Id;
    }, ct);
}
