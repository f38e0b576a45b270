using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Writes the draft beside what is published. Drafts are no governed change, so the ledger hears of them when they are submitted.</summary>
public sealed class EditEntry(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    /// <summary>With an expected version the edit is refused when somebody changed the entry since.</summary>
    public sealed record Input(string Code, EntryContent Content, int? ExpectedVersion);

    public async Task<Result<SystemId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var content = input.Content.Tidied();
        var result = await dbs.WriteAsync<SystemId>(async db =>
        {
            var now = time.GetUtcNow();
            if (await EntryDrafts.ToChange(input.Code, db, ct) is not { } system)
                return new NotFound(input.Code);
            if (EntryAccess.WhyNotWrite(actor, system) is { } unfit)
                return db.Refused(actor, now, "system.edit", system.Code, unfit);
            if (input.ExpectedVersion is { } expected && expected != system.Version)
                return new Changed($"Somebody changed {system.Code} since you read it.");
            if (await EntryDrafts.FaultsOf(content, system, db, ct) is { Count: > 0 } faults)
                return new Invalid(faults);
            if (system.Edit(content, actor.Person.GetValueOrDefault(), now) is { } refusal)
                return refusal;

            return system.Id;
        }, ct);

        if (result.Succeeded(out var id, out _))
            feed.Publish(id);
        return result;
    }
}
