using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>Begins a run in an experiment.</summary>
public sealed class StartRun(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    private const int LongestUser = 250;

    public sealed record Input(int Experiment, string Name, string UserId, long? StartedAt, IReadOnlyList<TextPair> Tags);

    public async Task<Result<TrackedId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotTrack() is { } refusal)
            return refusal;
        if (FaultsOf(input).ToList() is { Count: > 0 } faults)
            return new Invalid(faults);

        return await dbs.WriteAsync<TrackedId>(db => Start(db, actor, input, ct), ct);
    }

    private static IEnumerable<Fault> FaultsOf(Input input)
    {
        if (input.Name.Length > 0 && PlainText.LineProblem(input.Name, TrackedRun.LongestName) is { } name)
            yield return new Fault("run_name", name);
        if (input.UserId.Length > 0 && PlainText.LineProblem(input.UserId, LongestUser) is { } user)
            yield return new Fault("user_id", user);
        if (input.StartedAt < 0)
            yield return new Fault("start_time", "It is before 1970.");
        if (input.Name.Length > 0 && TagOf(input, TrackingAccess.NameTag) is { } tagged && tagged != input.Name)
            yield return new Fault("run_name", $"The tag {TrackingAccess.NameTag} says '{tagged}'.");
        foreach (var fault in Texts.Faults(TextKind.Tag, input.Tags))
            yield return fault;
    }

    private async Task<Result<TrackedId>> Start(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.ExperimentNumbered(input.Experiment, ct) is not { } experiment)
            return new NotFound($"Experiment {input.Experiment}");
        if (experiment.IsDeleted)
            return new Invalid("experiment_id", $"The experiment '{experiment.Name}' is deleted: restore it first.");

        var id = TrackedId.New(now);
        var name = input.Name.Length > 0 ? input.Name : TagOf(input, TrackingAccess.NameTag) ?? $"run-{id.ToString()[^8..]}";
        var user = input.UserId.Length > 0 ? input.UserId : TagOf(input, TrackingAccess.UserTag) ?? "";
        var run = TrackedRun.Start(id, experiment, name, user, input.StartedAt ?? now.ToUnixTimeMilliseconds(), actor.Person.GetValueOrDefault(), now);
        if (await WhyNotFor(db, actor, run, input, ct) is { } unfit)
            return db.Refused(actor, now, "training.start", experiment.Name, unfit);

        db.TrackedRuns.Add(run);
        await Texts.SetTags(db, id, [.. input.Tags.Where(tag => tag.Key != TrackingAccess.NameTag), new TextPair(TrackingAccess.NameTag, name)], ct);
        db.Record(new EntryDraft(actor, now, "training.started", id.ToString()) { Details = new Dictionary<string, string> { ["experiment"] = experiment.Name } });
        return id;
    }

    /// <summary>A run that names a system goes as far as its token does; one that names none has its experiment's.</summary>
    private static async Task<Refusal?> WhyNotFor(PortalDb db, Actor actor, TrackedRun run, Input input, CancellationToken ct)
    {
        if (TagOf(input, TrackingAccess.SystemTag) is not { } code)
            return run.System is { } inherited && await NamedSystems.Find(db, inherited, ct) is { } of ? actor.RefusalOn(of.Id, of.Code) : null;
        if (!(await TrackingAccess.SystemNamed(db, actor, code, ct)).Succeeded(out var system, out var unfit))
            return unfit;

        run.BelongTo(system);
        return null;
    }

    private static string? TagOf(Input input, string key) => input.Tags.LastOrDefault(tag => tag.Key == key)?.Value;
}
