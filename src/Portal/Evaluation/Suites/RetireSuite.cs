using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Register;
using Portal.Shared;

namespace Portal.Evaluation.Suites;

/// <summary>Ends a suite: runs on it stay, new ones are not made.</summary>
public sealed class RetireSuite(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string Suite, string Reason);

    public async Task<Result<SuiteState>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.Through != Through.Session)
            return new Forbidden("A suite is retired in the page, by a person.");
        if (string.IsNullOrWhiteSpace(input.Reason) || PlainText.RemarkProblem(input.Reason, 1000) is not null)
            return new Invalid("reason", "Say why, in at most 1,000 characters.");

        var result = await dbs.WriteAsync<EvaluationSuite>(async db =>
        {
            var now = time.GetUtcNow();
            if (await db.SuiteByCode(input.Suite, ct) is not { } suite)
                return new NotFound(input.Suite);

            var owner = (await RegisterQueries.Published(db, suite.System, ct))?.BusinessOwner;
            var refusal = actor.May(Permission.KeepHoldOuts) || actor.Is(owner) || actor.Is(suite.ProposedBy) ? suite.Retire(now) : new Forbidden("A suite is retired by the owner, the validator or who proposed it.");
            if (refusal is not null)
                return db.Refused(actor, now, "suite.retire", suite.Code, refusal);

            db.Record(new EntryDraft(actor, now, "suite.retired", suite.Code) { Before = suite.Subject, Reason = input.Reason.Trim() });
            return suite;
        }, ct);
        if (!result.Succeeded(out var retired, out var refused))
            return refused;

        feed.Publish(retired.System);
        return retired.State;
    }
}
