using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>Whoever asked says that the answer is enough.</summary>
public sealed class AcceptAnswer(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    /// <param name="Code">RQ-0001.</param>
    /// <param name="Words">May be empty: the answer speaks for itself.</param>
    public sealed record Input(string Code, string Words = "");

    public Task<Result<RequestState>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var words = RequestWriting.Tidied(input.Words);
        return dbs.ActOn(input.Code, actor, new RequestWriting.Act(
            "request.accept", "request.accepted", (db, request, _) => RequestAccess.WhyNotJudge(db, actor, request.AskedBy, ct),
            (request, person, now) => words.Length > 0 && RequestWriting.Problem(words, "") is { } problem ? problem : request.Accept(person, words, now))
        { Words = words, Then = (db, request, _, now) => RequestMails.Accepted(db, actor, request, now, ct) }, time, ct);
    }
}
