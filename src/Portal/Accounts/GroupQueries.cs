using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

public sealed record GroupLine(GroupId Id, string Name, IReadOnlyList<Role> Roles, IReadOnlyList<PersonLine> Members, DateTimeOffset? RetiredAt);

/// <summary>Reads groups: there are as many as an organisation has teams.</summary>
public sealed class GroupQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    public async Task<IReadOnlyList<GroupLine>> All(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Lines(await Groups(db).ToListAsync(ct), ct);
    }

    public async Task<IReadOnlyList<GroupLine>> Of(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Lines(await Groups(db).Where(group => group.Members.Any(member => member.Person == person && member.ValidTo == null)).ToListAsync(ct), ct);
    }

    private static IQueryable<Group> Groups(PortalDb db) =>
        db.Groups.AsNoTracking().Include(group => group.Roles).Include(group => group.Members).OrderBy(group => group.RetiredAt != null).ThenBy(group => group.Name).ThenBy(group => group.Id).AsSplitQuery();

    private async Task<IReadOnlyList<GroupLine>> Lines(IReadOnlyList<Group> groups, CancellationToken ct)
    {
        var names = await people.ById(groups.SelectMany(group => group.MembersNow), ct);
        return [.. groups.Select(group => new GroupLine(
            group.Id, group.Name, [.. group.RolesNow.Order()], [.. group.MembersNow.Select(member => names[member]).OrderBy(member => member.Name).ThenBy(member => member.Id.Value)], group.RetiredAt))];
    }
}
