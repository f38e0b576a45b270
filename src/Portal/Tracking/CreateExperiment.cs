using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>Begins an experiment; the answer is its number.</summary>
public sealed class CreateExperiment(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Name, string ArtifactLocation, IReadOnlyList<TextPair> Tags);

    public async Task<Result<int>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotTrack() is { } refusal)
            return refusal;
        if (FaultsOf(input).ToList() is { Count: > 0 } faults)
            return new Invalid(faults);

        return await dbs.WriteAsync<int>(db => Create(db, actor, actor.Person.GetValueOrDefault(), input, ct), ct);
    }

    internal static string? NameProblem(string name) => PlainText.LineProblem(name, Experiment.LongestName);

    private static IEnumerable<Fault> FaultsOf(Input input) =>
    [
        .. NameProblem(input.Name) is { } name ? [new Fault("name", name)] : Array.Empty<Fault>(),
        .. input.ArtifactLocation.Length > 0 && PlainText.LineProblem(input.ArtifactLocation, Experiment.LongestLocation) is { } place ? [new Fault("artifact_location", place)] : Array.Empty<Fault>(),
        .. Texts.Faults(TextKind.Tag, input.Tags),
    ];

    private async Task<Result<int>> Create(PortalDb db, Actor actor, PersonId person, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.Experiments.AnyAsync(other => other.Name == input.Name, ct))
            return new AlreadyExists($"Experiment '{input.Name}'");

        var experiment = Experiment.Create(await db.NextNumberAsync(Sequence.Experiments, ct), input.Name, input.ArtifactLocation, person, now);
        if (input.Tags.LastOrDefault(tag => tag.Key == TrackingAccess.SystemTag) is { } named)
        {
            if (!(await TrackingAccess.SystemNamed(db, actor, named.Value, ct)).Succeeded(out var system, out var unfit))
                return db.Refused(actor, now, "experiment.create", input.Name, unfit);
            experiment.BelongTo(system, now);
        }

        db.Experiments.Add(experiment);
        await Texts.SetTags(db, experiment.Id, input.Tags, ct);
        db.Record(new EntryDraft(actor, now, "experiment.created", experiment.Name) { Details = new Dictionary<string, string> { ["number"] = experiment.Number.ToString() } });
        return experiment.Number;
    }
}
