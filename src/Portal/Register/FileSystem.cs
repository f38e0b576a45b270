using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Gives a system its code and its first draft.</summary>
public sealed class FileSystem(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(EntryContent Content);

    public async Task<Result<Filed>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var content = input.Content.Tidied();
        var result = await dbs.WriteAsync<Filed>(async db =>
        {
            var now = time.GetUtcNow();
            if (actor.Person is not { } person || !actor.May(Permission.FileSystems))
                return db.Refused(actor, now, "system.file", "register", new Forbidden("Filing a system takes the role of a system owner."));
            if (actor.Reach?.Systems is not null)
                return db.Refused(actor, now, "system.file", "register", new Forbidden("This token is bound to the systems that it names: it files no other one."));
            if (await EntryDrafts.FaultsOf(content, null, db, ct) is { Count: > 0 } faults)
                return new Invalid(faults);

            var system = AiSystem.File(AiSystem.CodeOf(await db.NextNumberAsync(Sequence.Systems, ct)), content, person, now);
            db.Systems.Add(system);
            db.Record(new EntryDraft(actor, now, "system.filed", system.Code) { After = EntryDigest.Of(content), Details = EntryDrafts.Details(1) });
            return new Filed(system.Id, system.Code);
        }, ct);

        if (result.Succeeded(out var filed, out _))
            feed.Publish(filed.Id);
        return result;
    }
}

public sealed record Filed(SystemId Id, string Code);
