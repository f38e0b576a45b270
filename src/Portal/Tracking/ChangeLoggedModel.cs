using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>What is done to a logged model after its creation.</summary>
public abstract record LoggedModelChange
{
    private LoggedModelChange() { }

    public sealed record Finish(LoggedModelStatus Status) : LoggedModelChange;

    public sealed record Delete : LoggedModelChange;

    public sealed record SetTags(IReadOnlyList<TextPair> Tags) : LoggedModelChange;

    public sealed record RemoveTag(string Key) : LoggedModelChange;

    public sealed record SetParams(IReadOnlyList<TextPair> Params) : LoggedModelChange;
}

/// <summary>Finishes a logged model, tags it, or hides it while no version that was promoted came from it.</summary>
public sealed class ChangeLoggedModel(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(TrackedId Model, LoggedModelChange Change);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotTrack() is { } refusal)
            return refusal;

        var faults = input.Change switch
        {
            LoggedModelChange.SetTags { Tags: var tags } => Texts.Faults(TextKind.Tag, tags).ToList(),
            LoggedModelChange.SetParams { Params: var values } => [.. Texts.Faults(TextKind.Param, values)],
            LoggedModelChange.Finish { Status: var status } when status is not (LoggedModelStatus.Ready or LoggedModelStatus.UploadFailed) => [new Fault("status", "It ends as LOGGED_MODEL_READY or LOGGED_MODEL_UPLOAD_FAILED.")],
            _ => [],
        };
        return faults.Count > 0 ? new Invalid(faults) : await dbs.WriteAsync<Done>(db => Decide(db, actor, input, ct), ct);
    }

    private async Task<Result<Done>> Decide(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.LoggedModels.SingleOrDefaultAsync(row => row.Id == input.Model && !row.IsDeleted, ct) is not { } model)
            return new NotFound($"Logged model {LoggedModel.Prefix}{input.Model}");
        if (await TrackingAccess.WhyNotWrite(db, actor, model.By, await SystemOf(db, model, ct), ct) is { } forbidden)
            return forbidden;

        switch (input.Change)
        {
            case LoggedModelChange.Finish { Status: var status }:
                model.Finish(status, now);
                return new Done();
            case LoggedModelChange.Delete when await Registered.Promoted.FromFolder(db, model.Id, ct) is { } gated:
                return db.Refused(actor, now, "training.delete", model.ModelId, gated);
            case LoggedModelChange.Delete:
                model.Delete(now);
                db.Record(new Audit.EntryDraft(actor, now, "training.deleted", model.ModelId));
                return new Done();
            case LoggedModelChange.SetTags { Tags: var tags }:
                await Texts.SetTags(db, model.Id, tags, ct);
                return new Done();
            case LoggedModelChange.RemoveTag { Key: var key }:
                return await Texts.RemoveTag(db, model.Id, key, ct) is { } absent ? absent : new Done();
            case LoggedModelChange.SetParams { Params: var values }:
                return await Texts.SetParams(db, model.Id, values, ct) is { } other ? other : new Done();
            default:
                throw new InvalidOperationException($"{input.Change.GetType().Name} is no change of a logged model.");
        }
    }

    internal static async Task<SystemId?> SystemOf(PortalDb db, LoggedModel model, CancellationToken ct) =>
        model.Run is { } run ? await db.TrackedRuns.Where(row => row.Id == run).Select(row => row.System).SingleOrDefaultAsync(ct) : null;
}
