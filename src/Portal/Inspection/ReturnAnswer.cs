using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>Whoever asked says that the answer is not enough, and until when it is to be answered again.</summary>
public sealed class ReturnAnswer(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    public sealed record Input(string Code, string Words, DateOnly Due);

    public Task<Result<RequestState>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var words = RequestWriting.Tidied(input.Words);
        return dbs.ActOn(input.Code, actor, new RequestWriting.Act(
            "request.return", "request.returned", (db, request, _) => RequestAccess.WhyNotJudge(db, actor, request.AskedBy, ct),
            (request, person, now) => RequestWriting.Problem(words, "Say what is lacking.") ?? DueProblem(input.Due) ?? request.Return(person, words, input.Due, now))
        { Words = words, Then = (db, request, system, now) => RequestMails.Returned(db, actor, request, system, now, ct) }, time, ct);
    }

    private Invalid? DueProblem(DateOnly due) => NewRequest.DueProblem(due, calendar.Today) is { } problem ? new Invalid("due", problem) : null;
}
