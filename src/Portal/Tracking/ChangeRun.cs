using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>What is done to a run beside logging to it.</summary>
public abstract record RunChange
{
    private RunChange() { }

    /// <summary>How far it is, and its name; what is absent stays.</summary>
    public sealed record Update(RunStatus? Status, long? EndedAt, string? Name) : RunChange;

    public sealed record Delete : RunChange;

    public sealed record Restore : RunChange;

    public sealed record RemoveTag(string Key) : RunChange;
}

/// <summary>Ends a run, renames it, hides it or shows it again. A run from which a version was promoted is not hidden.</summary>
public sealed class ChangeRun(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(TrackedId Run, RunChange Change);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotTrack() is { } refusal)
            return refusal;
        if (input.Change is RunChange.Update { Name: { } name } && PlainText.LineProblem(name, TrackedRun.LongestName) is { } problem)
            return new Invalid("run_name", problem);
        if (input.Change is RunChange.Update { Status: { } status } && !Enum.IsDefined(status))
            return new Invalid("status", "It is none of RUNNING, SCHEDULED, FINISHED, FAILED and KILLED.");

        return await dbs.WriteAsync<Done>(db => Decide(db, actor, input, ct), ct);
    }

    private async Task<Result<Done>> Decide(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.RunOf(input.Run, ct) is not { } run)
            return new NotFound($"Run {input.Run}");
        if (await TrackingAccess.WhyNotWrite(db, actor, run.By, run.System, ct) is { } forbidden)
            return db.Refused(actor, now, "training.change", run.Id.ToString(), forbidden);

        switch (input.Change)
        {
            case RunChange.Update when run.WhyNotLogged() is { } deleted:
                return deleted;
            case RunChange.Update update:
                await Update(db, actor, run, update, now, ct);
                break;
            case RunChange.RemoveTag { Key: TrackingAccess.SystemTag } when run.System is not null:
                return new Gated($"The run {run.Id} belongs to its system: {TrackingAccess.SystemTag} stays.", "models/experiments");
            case RunChange.RemoveTag { Key: var key }:
                return await Texts.RemoveTag(db, run.Id, key, ct) is { } absent ? absent : new Done();
            case RunChange.Delete when await Registered.Promoted.FromRun(db, run.Id, ct) is { } gated:
                return db.Refused(actor, now, "training.delete", run.Id.ToString(), gated);
            case RunChange.Delete:
                run.Delete();
                db.Record(new EntryDraft(actor, now, "training.deleted", run.Id.ToString()));
                break;
            case RunChange.Restore:
                run.Restore();
                db.Record(new EntryDraft(actor, now, "training.restored", run.Id.ToString()));
                break;
        }

        return new Done();
    }

    private static async Task Update(PortalDb db, Actor actor, TrackedRun run, RunChange.Update update, DateTimeOffset now, CancellationToken ct)
    {
        var wasOver = run.IsOver;
        if (update.Status is { } status)
            run.Go(status, update.EndedAt);
        if (update.Name is { } name)
        {
            run.Rename(name);
            await Texts.SetTags(db, run.Id, [new(TrackingAccess.NameTag, name)], ct);
        }

        if (run.IsOver && !wasOver)
            db.Record(new EntryDraft(actor, now, "training.ended", run.Id.ToString()) { Details = new Dictionary<string, string> { ["status"] = run.Status.ToString() } });
    }
}
