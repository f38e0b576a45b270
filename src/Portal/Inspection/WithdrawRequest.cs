using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>Whoever asked wants nothing any more.</summary>
public sealed class WithdrawRequest(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Code, string Words);

    public Task<Result<RequestState>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var words = RequestWriting.Tidied(input.Words);
        return dbs.ActOn(input.Code, actor, new RequestWriting.Act(
            "request.withdraw", "request.withdrawn", (db, request, _) => RequestAccess.WhyNotJudge(db, actor, request.AskedBy, ct),
            (request, person, now) => RequestWriting.Problem(words, "Say why it is not wanted any more.") ?? request.Withdraw(person, words, now))
        { Words = words }, time, ct);
    }
}
