using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>What is done to a registered version beside moving it.</summary>
public abstract record ModelVersionChange
{
    private ModelVersionChange() { }

    public sealed record Describe(string Description) : ModelVersionChange;

    public sealed record SetTag(TextPair Tag) : ModelVersionChange;

    public sealed record RemoveTag(string Key) : ModelVersionChange;

    public sealed record Hide : ModelVersionChange;
}

/// <summary>Describes, tags or hides a registered version. One that was promoted stays.</summary>
public sealed class ChangeModelVersion(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Name, int Number, ModelVersionChange Change);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotRegister() is { } refusal)
            return refusal;

        var faults = input.Change switch
        {
            ModelVersionChange.Describe { Description: var text } => RegisterModel.DescriptionFaults(text).ToList(),
            ModelVersionChange.SetTag { Tag: var tag } => [.. Texts.Faults(TextKind.Tag, [tag])],
            _ => [],
        };
        return faults.Count > 0 ? new Invalid(faults) : await dbs.WriteAsync<Done>(db => Decide(db, actor, input, ct), ct);
    }

    private async Task<Result<Done>> Decide(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.ModelNamed(input.Name, ct) is not { } model)
            return ModelAccess.NoModel(input.Name);
        if (await db.VersionNumbered(model, input.Number, ct) is not { } version)
            return ModelAccess.NoVersion(input.Name, input.Number);
        if (await ModelAccess.WhyNotChange(db, actor, model, ct) is { } forbidden)
            return db.Refused(actor, now, "model.change", model.Name, forbidden);

        switch (input.Change)
        {
            case ModelVersionChange.Describe { Description: var text }:
                version.Describe(text, now);
                return new Done();
            case ModelVersionChange.SetTag { Tag: var tag }:
                await Texts.SetTags(db, version.Id, [tag], ct);
                return new Done();
            case ModelVersionChange.RemoveTag { Key: var key }:
                return await Texts.RemoveTag(db, version.Id, key, ct) is { } absent ? absent : new Done();
            case ModelVersionChange.Hide when await Promoted.Version(db, version.Id, ct) is { } gated:
                return db.Refused(actor, now, "model.delete", model.Name, gated);
            case ModelVersionChange.Hide:
                version.Hide(now);
                db.ModelAliases.RemoveRange(await db.ModelAliases.Where(row => row.Model == model.Id && row.Number == version.Number).ToListAsync(ct));
                db.Record(new EntryDraft(actor, now, "model.version-deleted", model.Name) { Details = new Dictionary<string, string> { ["number"] = version.Number.ToString() } });
                return new Done();
            default:
                throw new InvalidOperationException($"{input.Change.GetType().Name} is no change of a version.");
        }
    }
}
