using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>Says who is meant by a name under which somebody worked on a version.</summary>
public sealed class AssignContributor(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string System, string Label, string Name, string Email);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.DeclareVersions) || actor.Person is not { } person)
            return new Forbidden("You may not say who made a version.");

        var result = await dbs.WriteAsync<SystemId>(db => Assign(db, actor, person, input, ct), ct);
        if (!result.Succeeded(out var system, out var refusal))
            return refusal;

        feed.Publish(system);
        return new Done();
    }

    private async Task<Result<SystemId>> Assign(PortalDb db, Actor actor, PersonId by, Input input, CancellationToken ct)
    {
        var (now, subject, email) = (time.GetUtcNow(), VersionAccess.SubjectOf(input.System, input.Label), input.Email.Trim().ToUpperInvariant());
        if (await db.SystemWithRevisions(input.System, ct) is not { } system || await db.WholeVersion(system.Id, input.Label, ct) is not { } version)
            return new NotFound($"Version {subject}");
        if ((actor.RefusalOn(system.Id, input.System) ?? (actor.IsOf(system) ? null : new Forbidden($"Who made versions of {input.System} is said by its owners."))) is { } forbidden)
            return db.Refused(actor, now, "version.assign-contributor", subject, forbidden);
        if (await db.Users.Where(user => user.NormalizedEmail == email).Select(user => (Guid?)user.Id).SingleOrDefaultAsync(ct) is not { } person)
            return new Invalid("person", "Nobody here has this address.");
        if (version.Assign(input.Name, new PersonId(person), by, now) is { } refusal)
            return refusal;

        db.Record(new EntryDraft(actor, now, "version.contributor-assigned", subject) { Details = new Dictionary<string, string> { ["person"] = person.ToString() } });
        return system.Id;
    }
}
