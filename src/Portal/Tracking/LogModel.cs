using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>Begins a logged model: a folder of its own, into which its files are sent.</summary>
public sealed class LogModel(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(int Experiment, string Name, string Type, TrackedId? Run, IReadOnlyList<TextPair> Params, IReadOnlyList<TextPair> Tags);

    public async Task<Result<TrackedId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotTrack() is { } refusal)
            return refusal;
        if (FaultsOf(input).ToList() is { Count: > 0 } faults)
            return new Invalid(faults);

        return await dbs.WriteAsync<TrackedId>(db => Create(db, actor, input, ct), ct);
    }

    private static IEnumerable<Fault> FaultsOf(Input input) =>
    [
        .. input.Name.Length > 0 && PlainText.LineProblem(input.Name, TrackedRun.LongestName) is { } name ? [new Fault("name", name)] : Array.Empty<Fault>(),
        .. input.Type.Length > 0 && PlainText.LineProblem(input.Type, TrackedRun.LongestName) is { } type ? [new Fault("model_type", type)] : Array.Empty<Fault>(),
        .. Texts.Faults(TextKind.Param, input.Params),
        .. Texts.Faults(TextKind.Tag, input.Tags),
    ];

    private async Task<Result<TrackedId>> Create(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.ExperimentNumbered(input.Experiment, ct) is not { } experiment)
            return new NotFound($"Experiment {input.Experiment}");
        if (input.Run is { } id)
        {
            if (await db.RunOf(id, ct) is not { } run)
                return new NotFound($"Run {id}");
            if ((await TrackingAccess.WhyNotWrite(db, actor, run.By, run.System, ct) ?? run.WhyNotLogged()) is { } refusal)
                return refusal;
        }

        var model = LoggedModel.Create(experiment, input.Name, input.Type, input.Run, actor.Person.GetValueOrDefault(), now);
        db.LoggedModels.Add(model);
        await Texts.SetTags(db, model.Id, input.Tags, ct);
        return await Texts.SetParams(db, model.Id, input.Params, ct) is { } twice ? twice : Recorded();

        Result<TrackedId> Recorded()
        {
            db.Record(new EntryDraft(actor, now, "training.model-logged", model.ModelId) { Details = new Dictionary<string, string> { ["experiment"] = experiment.Name } });
            return model.Id;
        }
    }
}
