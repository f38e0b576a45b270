using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>Finds registered models, and says who may work on them.</summary>
internal static class ModelAccess
{
    public static Refusal? WhyNotRegister(this Actor actor) =>
        actor.May(Permission.DeclareVersions) && actor.Person is not null ? null : new Forbidden("You may not register models.");

    /// <summary>The owners of its system and pipelines with a token for it; while it belongs to none, whoever registered it.</summary>
    public static async Task<Refusal?> WhyNotChange(PortalDb db, Actor actor, RegisteredModel model, CancellationToken ct)
    {
        if (model.System is not { } named)
            return actor.Is(model.By) ? null : new Forbidden($"'{model.Name}' belongs to no system yet: only who registered it changes it.");
        if (await TrackingAccess.SystemOf(db, named, ct) is not { } system)
            return new NotFound("Its system");

        return actor.RefusalOn(system.Id, system.Code)
            ?? (actor.IsOf(system) ? null : new Forbidden($"'{model.Name}' is a model of {system.Code}: its owners change it, or a pipeline with a token of its own."));
    }

    public static Task<RegisteredModel?> ModelNamed(this PortalDb db, string name, CancellationToken ct) =>
        db.RegisteredModels.SingleOrDefaultAsync(row => row.Name == name && !row.IsHidden, ct);

    public static Task<RegisteredVersion?> VersionNumbered(this PortalDb db, RegisteredModel model, int number, CancellationToken ct) =>
        db.RegisteredVersions.SingleOrDefaultAsync(row => row.Model == model.Id && row.Number == number && !row.IsHidden, ct);

    public static NotFound NoModel(string name) => new($"Registered Model with name={name}");

    public static NotFound NoVersion(string name, int number) => new($"Model Version (name={name}, version={number})");
}
