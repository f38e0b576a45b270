using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>
/// Ends a system: its entry stays as it was, and nothing can be declared or requested for it any more. An experiment ends with what
/// was found and what was learned.
/// </summary>
public sealed class RetireEntry(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string Code, string Reason, ExperimentOutcome? Outcome = null, string Learning = "");

    public async Task<Result<SystemId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var ending = new Ending(EntryContent.TidiedText(input.Reason), input.Outcome, EntryContent.TidiedText(input.Learning));
        var result = await dbs.WriteAsync<SystemId>(async db =>
        {
            var now = time.GetUtcNow();
            if (await EntryDrafts.ToChange(input.Code, db, ct) is not { } system)
                return new NotFound(input.Code);
            if (EntryAccess.WhyNotAnswer(actor, system, RaciActivity.Retire) is { } refusal)
                return db.Refused(actor, now, "system.retire", system.Code, refusal);
            if (await VersionStages.Running(db, system.Id, ct) is { } running)
                return new NotAllowed($"Version {running} of {system.Code} still runs: what is in Pilot or Production is ended first.");
            if (system.Retire(ending, actor.Person.GetValueOrDefault(), now) is { } unfit)
                return unfit;

            db.Record(new EntryDraft(actor, now, "system.retired", system.Code)
            {
                Before = system.Published is { } published ? EntryDigest.Of(published.Content) : null,
                Reason = ending.Reason,
                Details = ending.Outcome is { } outcome ? new Dictionary<string, string> { ["outcome"] = outcome.ToString(), ["learning"] = ending.Learning } : [],
            });
            db.Raise(new SystemRetired(system.Id, ending.Reason), now);
            return system.Id;
        }, ct);
        if (result.Succeeded(out var id, out _))
            feed.Publish(id);
        return result;
    }
}
