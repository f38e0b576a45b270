using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>
/// Moves a version to another stage as far as that is not a promotion: it says yes to where the version is, and retires what reaches nobody. Staging
/// and Production are reached by promotions alone.
/// </summary>
public sealed class MoveModelVersion(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string Name, int Number, ClientStage Stage);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotRegister() is { } refusal)
            return refusal;

        var result = await dbs.WriteAsync<SystemId>(db => Move(db, actor, input, ct), ct);
        if (result.Refusal is { } refused)
            return refused;

        feed.Publish(result.Value);
        return new Done();
    }

    private async Task<Result<SystemId>> Move(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.ModelNamed(input.Name, ct) is not { } model)
            return ModelAccess.NoModel(input.Name);
        if (await db.VersionNumbered(model, input.Number, ct) is not { } registered)
            return ModelAccess.NoVersion(input.Name, input.Number);
        if (await ModelAccess.WhyNotChange(db, actor, model, ct) is { } forbidden)
            return db.Refused(actor, now, "model.move", model.Name, forbidden);
        if (registered.Sealed is not { } id || await SealedSources.Sealed(db, registered.Id, ct) is not { } named)
            return db.Refused(actor, now, "model.move", model.Name, Gates.Unclaimed(model));

        var version = await db.Versions.SingleAsync(row => row.Id == id, ct);
        var current = ClientStages.Of(version.Stage);
        if (current == input.Stage)
            return named.SystemId;
        if (input.Stage != ClientStage.Archived || current == ClientStage.Production)
            return db.Refused(actor, now, "model.move", $"{named.System}/{named.Label}", Gates.Closed(named, input.Stage, current));
        if (version.MoveTo(Stage.Retired, now) is { } stuck)
            return stuck;

        db.Record(new EntryDraft(actor, now, "version.retired", $"{named.System}/{named.Label}"));
        return named.SystemId;
    }
}
