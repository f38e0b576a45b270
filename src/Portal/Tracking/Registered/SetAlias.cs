using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>Points a name at a version. A protected name points only at what a promotion brought to Pilot or Production.</summary>
public sealed class SetAlias(IDbContextFactory<PortalDb> dbs, MlflowOptions options, TimeProvider time)
{
    public sealed record Input(string Name, string Alias, int Number);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotRegister() is { } refusal)
            return refusal;
        if (ModelNames.AliasProblem(input.Alias) is { } problem)
            return new Invalid("alias", problem);

        return await dbs.WriteAsync<Done>(db => Set(db, actor, input, ct), ct);
    }

    private async Task<Result<Done>> Set(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.ModelNamed(input.Name, ct) is not { } model)
            return ModelAccess.NoModel(input.Name);
        if (await db.VersionNumbered(model, input.Number, ct) is not { } version)
            return ModelAccess.NoVersion(input.Name, input.Number);
        if (await ModelAccess.WhyNotChange(db, actor, model, ct) is { } forbidden)
            return db.Refused(actor, now, "model.set-alias", model.Name, forbidden);
        if (await ProtectedAliases.Include(db, options, input.Alias, ct) && await ProtectedAliases.WhyNot(db, model, version, input.Alias, ct) is { } gated)
            return db.Refused(actor, now, "model.set-alias", model.Name, gated);

        if (await db.ModelAliases.SingleOrDefaultAsync(row => row.Model == model.Id && row.Alias == input.Alias, ct) is { } alias)
            alias.PointAt(version.Number);
        else
            db.ModelAliases.Add(new ModelAlias(model.Id, input.Alias, version.Number));
        db.Record(new EntryDraft(actor, now, "model.alias-set", model.Name) { Details = new Dictionary<string, string> { ["alias"] = input.Alias, ["number"] = version.Number.ToString() } });
        return new Done();
    }
}

/// <summary>Whether a protected alias may point at a version, now: when it is set, and each time that it is followed.</summary>
internal static class ProtectedAliases
{
    /// <summary>Those of the policy in force, and those that the setting adds.</summary>
    public static async Task<bool> Include(PortalDb db, MlflowOptions options, string alias, CancellationToken ct) =>
        options.Protects(alias) || (await db.PolicyInForce(ct)).ProtectedAliases.Contains(alias, StringComparer.OrdinalIgnoreCase);

    public static async Task<Refusal?> WhyNot(PortalDb db, RegisteredModel model, RegisteredVersion version, string alias, CancellationToken ct)
    {
        if (await SealedSources.Sealed(db, version.Id, ct) is not { } named)
            return Gates.Unclaimed(model);

        var stage = await db.Versions.Where(row => row.Id == named.Id).Select(row => row.Stage).SingleAsync(ct);
        if (ClientStages.Of(stage) != ClientStage.Production)
            return Gates.Protected(named, alias);

        return await SuspendedVersions.Has(db, named.Id, ct) ? Gates.Suspended(named, alias) : null;
    }
}
