using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Risk does not accept it: nothing was tolerated, and nothing will be.</summary>
public sealed class DeclineException(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Code, string Reason);

    public Task<Result<ExceptionId>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<ExceptionId>(async db =>
    {
        var (now, reason) = (time.GetUtcNow(), FindingWriting.Tidied(input.Reason));
        if (await db.Exceptions.SingleOrDefaultAsync(row => row.Code == input.Code, ct) is not { } exception)
            return new NotFound(input.Code);
        if (actor.Person is not { } person || ExceptionAccess.WhyNotDecide(actor) is not null)
            return db.Refused(actor, now, "exception.decline", exception.Code, new Forbidden("Risk and compliance managers decide on exceptions."));
        if (FindingWriting.Problem("reason", reason, "Say why it is declined.") is { } problem)
            return problem;
        if (exception.Decline(person, reason, now) is { } refusal)
            return refusal;

        db.Record(new EntryDraft(actor, now, "exception.declined", exception.Code) { Before = exception.Content, Reason = reason });
        await ExceptionMails.Decided(db, actor, exception, (await NamedSystems.Find(db, exception.System, ct))?.Code ?? "", now, ct);
        return exception.Id;
    }, ct);
}
