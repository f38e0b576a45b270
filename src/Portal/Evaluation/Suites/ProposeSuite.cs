using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Evaluation.Suites;

/// <summary>Says how versions of a system are to be evaluated.</summary>
public sealed class ProposeSuite(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string System, SuiteTerms Terms);

    public async Task<Result<string>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.Person is not { } person)
            return new Forbidden("You may not propose suites.");
        if (input.Terms.Faults() is { Count: > 0 } faults)
            return new Invalid(faults);

        var result = await dbs.WriteAsync<EvaluationSuite>(db => Propose(db, actor, person, input, ct), ct);
        if (!result.Succeeded(out var suite, out var refusal))
            return refusal;

        feed.Publish(suite.System);
        return suite.Code;
    }

    private async Task<Result<EvaluationSuite>> Propose(PortalDb db, Actor actor, PersonId person, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.SystemWithRevisions(input.System, ct) is not { } system)
            return new NotFound(input.System);
        if (actor.RefusalOn(system.Id, input.System) is { } unbound)
            return db.Refused(actor, now, "suite.propose", input.System, unbound);
        if (!actor.MayPropose(system))
            return db.Refused(actor, now, "suite.propose", input.System, new Forbidden($"How {input.System} is evaluated is proposed by its owners or by the validator."));

        var suite = EvaluationSuite.Propose($"{Sequence.Suites}-{await db.NextNumberAsync(Sequence.Suites, ct):0000}", system.Id, input.Terms, person, now);
        db.Suites.Add(suite);
        db.Record(new EntryDraft(actor, now, "suite.proposed", suite.Code)
        {
            After = suite.Subject,
            Made = suite.Code,
            Details = new Dictionary<string, string> { ["system"] = input.System, ["name"] = input.Terms.Name, ["dataset"] = input.Terms.Dataset },
        });
        return suite;
    }
}
