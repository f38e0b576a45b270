using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Gives an orphaned system an owner. Its accountable executive does, or an administrator.</summary>
public sealed class NameOwner(IDbContextFactory<PortalDb> dbs, PeopleQueries people, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string Code, PersonId Owner);

    public async Task<Result<SystemId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var owners = await people.Holding(Role.SystemOwner, ct);
        var result = await dbs.WriteAsync<SystemId>(async db =>
        {
            var now = time.GetUtcNow();
            if (await EntryDrafts.ToChange(input.Code, db, ct) is not { } system)
                return new NotFound(input.Code);
            if (actor.Person is not { } person || (OwnerLeft.ExecutiveOf(system) != person && !actor.May(Permission.ManagePeople)))
                return db.Refused(actor, now, "system.name-owner", system.Code, new Forbidden("The accountable executive or an administrator names the owner of an orphaned system."));
            if (system.OrphanedAt is null)
                return new NotAllowed($"{system.Code} has an owner.");
            if (!owners.Any(owner => owner.Id == input.Owner))
                return new Invalid("owner", "Who takes over a system is a system owner: an administrator grants that role first.");

            foreach (var gone in await Gone(db, system, ct))
                OwnerLeft.HandOver(db, actor, system, gone, input.Owner, now);
            return system.Id;
        }, ct);
        if (result.Succeeded(out var done, out _))
            feed.Publish(done);
        return result;
    }

    /// <summary>The owners of the entry who are no longer there.</summary>
    private static async Task<IReadOnlyList<PersonId>> Gone(PortalDb db, AiSystem system, CancellationToken ct)
    {
        var named = new[] { system.Published?.Content, system.Open?.Content }.OfType<EntryContent>()
            .SelectMany(content => new[] { content.BusinessOwner, content.TechnicalOwner }).OfType<PersonId>().Distinct().ToList();
        var ids = named.ConvertAll(person => person.Value);
        var left = await db.Users.Where(user => ids.Contains(user.Id) && user.State == PersonState.Left).Select(user => user.Id).ToListAsync(ct);
        return [.. named.Where(person => left.Contains(person.Value))];
    }
}
