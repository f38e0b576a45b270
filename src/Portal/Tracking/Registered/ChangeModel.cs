using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>What is done to a registered model after its registration.</summary>
public abstract record ModelChange
{
    private ModelChange() { }

    public sealed record Rename(string Name) : ModelChange;

    public sealed record Describe(string Description) : ModelChange;

    /// <summary>The tag that names a system claims the model for it.</summary>
    public sealed record SetTag(TextPair Tag) : ModelChange;

    public sealed record RemoveTag(string Key) : ModelChange;

    public sealed record Hide : ModelChange;
}

/// <summary>Renames, describes, tags or hides a registered model. One of which a version was promoted stays.</summary>
public sealed class ChangeModel(IDbContextFactory<PortalDb> dbs, BlobStore blobs, LiveFeed<SystemId> feed, TimeProvider time)
{
    private readonly Sealing _sealing = new(blobs);

    public sealed record Input(string Name, ModelChange Change);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotRegister() is { } refusal)
            return refusal;
        if (FaultsOf(input.Change).ToList() is { Count: > 0 } faults)
            return new Invalid(faults);

        var result = await dbs.WriteAsync<RegisteredModel>(db => Decide(db, actor, input, ct), ct);
        if (!result.Succeeded(out var model, out var refused))
            return refused;
        if (model.System is { } system)
            feed.Publish(system);
        return new Done();
    }

    private static IEnumerable<Fault> FaultsOf(ModelChange change) => change switch
    {
        ModelChange.Rename { Name: var name } when ModelNames.NameProblem(name) is { } problem => [new Fault("new_name", problem)],
        ModelChange.Describe { Description: var text } => RegisterModel.DescriptionFaults(text),
        ModelChange.SetTag { Tag: var tag } => Texts.Faults(TextKind.Tag, [tag]),
        _ => [],
    };

    private async Task<Result<RegisteredModel>> Decide(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.ModelNamed(input.Name, ct) is not { } model)
            return ModelAccess.NoModel(input.Name);

        // Whoever claims a model need not have registered it: the system's owners say what is theirs.
        if (input.Change is ModelChange.SetTag { Tag: { Key: TrackingAccess.SystemTag } named })
        {
            if (await Claiming.Claim(db, _sealing, actor, model, named.Value, now, ct) is { } unfit)
                return db.Refused(actor, now, "model.claim", model.Name, unfit);
            await Texts.SetTags(db, model.Id, [named], ct);
            return model;
        }

        if (await ModelAccess.WhyNotChange(db, actor, model, ct) is { } forbidden)
            return db.Refused(actor, now, "model.change", model.Name, forbidden);

        return await Apply(db, actor, model, input.Change, now, ct) is { } refusal ? refusal : model;
    }

    private static async Task<Refusal?> Apply(PortalDb db, Actor actor, RegisteredModel model, ModelChange change, DateTimeOffset now, CancellationToken ct)
    {
        switch (change)
        {
            case ModelChange.Rename { Name: var name } when name != model.Name:
                return await Rename(db, actor, model, name, now, ct);
            case ModelChange.Describe { Description: var text }:
                model.Describe(text, now);
                return null;
            case ModelChange.SetTag { Tag: var tag }:
                await Texts.SetTags(db, model.Id, [tag], ct);
                return null;
            case ModelChange.RemoveTag { Key: TrackingAccess.SystemTag } when model.System is not null:
                return new Gated($"'{model.Name}' belongs to its system: {TrackingAccess.SystemTag} stays.", "models/registered");
            case ModelChange.RemoveTag { Key: var key }:
                return await Texts.RemoveTag(db, model.Id, key, ct);
            case ModelChange.Hide when await Promoted.OfModel(db, model.Id, ct) is { } gated:
                return db.Refused(actor, now, "model.delete", model.Name, gated);
            case ModelChange.Hide:
                await Hide(db, actor, model, now, ct);
                return null;
            default:
                return null;
        }
    }

    private static async Task<Refusal?> Rename(PortalDb db, Actor actor, RegisteredModel model, string name, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.RegisteredModels.AnyAsync(other => other.Name == name, ct))
            return new AlreadyExists($"Registered Model (name={name})");

        var stem = ModelNames.Stem(name);
        var others = await db.RegisteredModels.Where(row => model.System != null && row.System == model.System && row.Id != model.Id && row.Name.StartsWith(stem)).Select(row => row.Name).ToListAsync(ct);
        if (others.Exists(other => ModelNames.Stem(other) == stem))
            return new Invalid("new_name", "Another model of the system begins with the same 30 characters, and its versions would have the same labels.");

        db.Record(new EntryDraft(actor, now, "model.renamed", name) { Details = new Dictionary<string, string> { ["before"] = model.Name } });
        model.Rename(name, now);
        return null;
    }

    private static async Task Hide(PortalDb db, Actor actor, RegisteredModel model, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var version in await db.RegisteredVersions.Where(row => row.Model == model.Id && !row.IsHidden).ToListAsync(ct))
            version.Hide(now);
        db.ModelAliases.RemoveRange(await db.ModelAliases.Where(row => row.Model == model.Id).ToListAsync(ct));
        model.Hide(now);
        db.Record(new EntryDraft(actor, now, "model.deleted", model.Name));
    }
}
