using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>What is done to an experiment after its creation.</summary>
public abstract record ExperimentChange
{
    private ExperimentChange() { }

    public sealed record Rename(string Name) : ExperimentChange;

    public sealed record Delete : ExperimentChange;

    public sealed record Restore : ExperimentChange;

    public sealed record SetTag(TextPair Tag) : ExperimentChange;
}

/// <summary>Renames an experiment, hides it, shows it again, or tags it.</summary>
public sealed class ChangeExperiment(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(int Number, ExperimentChange Change);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotTrack() is { } refusal)
            return refusal;
        if (input.Change is ExperimentChange.Rename { Name: var name } && CreateExperiment.NameProblem(name) is { } problem)
            return new Invalid("new_name", problem);
        if (input.Change is ExperimentChange.SetTag { Tag: var tag } && Texts.Faults(TextKind.Tag, [tag]).ToList() is { Count: > 0 } faults)
            return new Invalid(faults);

        return await dbs.WriteAsync<Done>(db => Decide(db, actor, input, ct), ct);
    }

    private async Task<Result<Done>> Decide(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.ExperimentNumbered(input.Number, ct) is not { } experiment)
            return new NotFound($"Experiment {input.Number}");
        if (experiment.By is not { } by)
            return new Forbidden($"The experiment '{experiment.Name}' is everybody's: begin one of your own.");
        if (await TrackingAccess.WhyNotWrite(db, actor, by, experiment.System, ct) is { } forbidden)
            return db.Refused(actor, now, "experiment.change", experiment.Name, forbidden);

        switch (input.Change)
        {
            case ExperimentChange.Rename { Name: var name } when await db.Experiments.AnyAsync(other => other.Name == name && other.Number != experiment.Number, ct):
                return new AlreadyExists($"Experiment '{name}'");
            case ExperimentChange.Rename { Name: var name }:
                db.Record(new EntryDraft(actor, now, "experiment.renamed", name) { Details = new Dictionary<string, string> { ["number"] = experiment.Number.ToString(), ["before"] = experiment.Name } });
                experiment.Rename(name, now);
                break;
            case ExperimentChange.Delete when await Registered.Promoted.FromExperiment(db, experiment.Number, ct) is { } gated:
                return db.Refused(actor, now, "experiment.change", experiment.Name, gated);
            case ExperimentChange.Delete:
                db.Record(new EntryDraft(actor, now, "experiment.deleted", experiment.Name));
                experiment.Delete(now);
                break;
            case ExperimentChange.Restore:
                db.Record(new EntryDraft(actor, now, "experiment.restored", experiment.Name));
                experiment.Restore(now);
                break;
            case ExperimentChange.SetTag { Tag: var tag }:
                if (tag.Key == TrackingAccess.SystemTag)
                {
                    if (!(await TrackingAccess.SystemNamed(db, actor, tag.Value, ct)).Succeeded(out var system, out var unfit))
                        return unfit;
                    experiment.BelongTo(system, now);
                }

                await Texts.SetTags(db, experiment.Id, [tag], ct);
                break;
        }

        return new Done();
    }
}
