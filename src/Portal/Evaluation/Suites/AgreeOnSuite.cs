using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Register;
using Portal.Shared;

namespace Portal.Evaluation.Suites;

/// <summary>The business owner's or the validator's word that this is how the system is evaluated.</summary>
public sealed class AgreeOnSuite(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    /// <summary>With the subject of the suite that was on the screen; another one has not been agreed on.</summary>
    public sealed record Input(string Suite, Digest Displayed);

    public async Task<Result<SuiteState>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.Person is not { } person || actor.Through != Through.Session)
            return new Forbidden("Agreeing happens in pages, by a person.");

        var result = await dbs.WriteAsync<EvaluationSuite>(db => Agree(db, actor, person, input, ct), ct);
        if (!result.Succeeded(out var suite, out var refusal))
            return refusal;

        feed.Publish(suite.System);
        return suite.State;
    }

    private async Task<Result<EvaluationSuite>> Agree(PortalDb db, Actor actor, PersonId person, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.SuiteByCode(input.Suite, ct) is not { } suite)
            return new NotFound(input.Suite);

        var owner = (await RegisterQueries.Published(db, suite.System, ct))?.BusinessOwner;
        var isOwner = owner == person;
        var refusal = suite.Subject != input.Displayed ? new NotAllowed($"{suite.Code} has changed since you read it: read it again.")
            : isOwner ? suite.AgreeAsOwner(person, now)
            : actor.May(Permission.KeepHoldOuts) ? suite.AgreeAsValidator(person, now)
            : new Forbidden(owner is null ? "The system is not published: it has no business owner yet." : "The business owner and the validator agree on a suite.");
        if (refusal is not null)
            return db.Refused(actor, now, "suite.agree", suite.Code, refusal);

        db.Record(new EntryDraft(actor, now, "suite.agreed", suite.Code)
        {
            After = suite.Subject,
            Details = new Dictionary<string, string> { ["as"] = isOwner ? "owner" : "validator", ["state"] = suite.State.ToString() },
        });
        return suite;
    }
}
