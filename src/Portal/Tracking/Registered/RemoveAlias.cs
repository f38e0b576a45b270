using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>Takes a name away; it then points nowhere, so that takes nothing past the gate.</summary>
public sealed class RemoveAlias(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Name, string Alias);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => actor.WhyNotRegister() is { } refusal
        ? refusal
        : await dbs.WriteAsync<Done>(db => Remove(db, actor, input, ct), ct);

    private async Task<Result<Done>> Remove(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.ModelNamed(input.Name, ct) is not { } model)
            return ModelAccess.NoModel(input.Name);
        if (await ModelAccess.WhyNotChange(db, actor, model, ct) is { } forbidden)
            return db.Refused(actor, now, "model.set-alias", model.Name, forbidden);
        if (await db.ModelAliases.SingleOrDefaultAsync(row => row.Model == model.Id && row.Alias == input.Alias, ct) is not { } alias)
            return new NotFound($"Registered model alias {input.Alias}");

        db.ModelAliases.Remove(alias);
        db.Record(new EntryDraft(actor, now, "model.alias-removed", model.Name) { Details = new Dictionary<string, string> { ["alias"] = alias.Alias } });
        return new Done();
    }
}
