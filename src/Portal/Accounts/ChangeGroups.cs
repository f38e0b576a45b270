using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Makes groups and changes what they hold and who belongs to them. Nobody gives themselves a role by way of one.</summary>
public sealed class ChangeGroups(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public Task<Result<GroupId>> Make(Actor actor, string name, IReadOnlyCollection<Role> roles, CancellationToken ct) => Change(actor, async (db, now) =>
    {
        var faults = PlainText.LineProblem(name.Trim(), Group.LongestName) is { } problem ? new Invalid("name", problem) : null;
        if ((faults ?? GroupRules.Fault(roles)) is { } fault)
            return fault;
        if (roles.Count == 0)
            return new Invalid("roles", "Choose what its members may do.");
        var wanted = name.Trim().ToLowerInvariant();
        if (await db.Groups.AnyAsync(group => group.Name.ToLower() == wanted && group.RetiredAt == null, ct))
            return new Invalid("name", "There is a group of this name.");

        var group = new Group(name.Trim(), now);
        group.Hold(roles, now);
        db.Groups.Add(group);
        Record(db, actor, now, "group.made", group);
        return group.Id;
    }, ct);

    public Task<Result<GroupId>> Hold(Actor actor, GroupId id, IReadOnlyCollection<Role> roles, CancellationToken ct) => Change(actor, id, async (db, group, now) =>
    {
        if (GroupRules.Fault(roles) is { } fault)
            return fault;

        var members = group.MembersNow.ToList();
        if (roles.Except(group.RolesNow).Any() && members.Contains(actor.Person.GetValueOrDefault()))
            return new Forbidden("You belong to this group, and nobody grants a role to themselves.");
        foreach (var member in members)
        {
            if (GroupRules.Fault(await NameOf(db, member, ct), roles, await db.LiveRolesOf(member, ct)) is { } conflict)
                return conflict;
        }

        group.Hold(roles, now);
        Record(db, actor, now, "group.roles-set", group);
        return id;
    }, ct);

    public Task<Result<GroupId>> Add(Actor actor, GroupId id, PersonId person, CancellationToken ct) => Change(actor, id, async (db, group, now) =>
    {
        if (actor.Is(person))
            return new Forbidden("Nobody grants a role to themselves: another administrator adds you.");
        if (!await db.Users.AnyAsync(user => user.Id == person.Value && user.State != PersonState.Left, ct))
            return new NotFound("This person");
        if (group.MembersNow.Contains(person))
            return new NotAllowed($"This person belongs to {group.Name} already.");
        if (GroupRules.Fault(await NameOf(db, person, ct), group.RolesNow, await db.LiveRolesOf(person, ct)) is { } conflict)
            return conflict;

        group.Add(person, actor.Person, now);
        Record(db, actor, now, "group.member-added", group, person);
        return id;
    }, ct);

    public Task<Result<GroupId>> Remove(Actor actor, GroupId id, PersonId person, CancellationToken ct) => Change(actor, id, (db, group, now) =>
    {
        if (group.Remove(person, actor.Person, now) is { } refusal)
            return Task.FromResult<Result<GroupId>>(refusal);

        Record(db, actor, now, "group.member-removed", group, person);
        return Task.FromResult<Result<GroupId>>(id);
    }, ct);

    public Task<Result<GroupId>> Retire(Actor actor, GroupId id, CancellationToken ct) => Change(actor, id, (db, group, now) =>
    {
        if (group.Retire(actor.Person, now) is { } refusal)
            return Task.FromResult<Result<GroupId>>(refusal);

        Record(db, actor, now, "group.retired", group);
        return Task.FromResult<Result<GroupId>>(id);
    }, ct);

    internal static void Record(PortalDb db, Actor actor, DateTimeOffset now, string action, Group group, PersonId? person = null)
    {
        var details = new Dictionary<string, string> { ["group"] = group.Id.ToString(), ["roles"] = string.Join(", ", group.RolesNow.Order()) };
        if (person is { } member)
            details["person"] = member.ToString();
        db.Record(new EntryDraft(actor, now, action, group.Name) { Details = details });
    }

    private static Task<string> NameOf(PortalDb db, PersonId person, CancellationToken ct) =>
        db.Users.Where(user => user.Id == person.Value).Select(user => user.Name).SingleAsync(ct);

    private Task<Result<GroupId>> Change(Actor actor, GroupId id, Func<PortalDb, Group, DateTimeOffset, Task<Result<GroupId>>> change, CancellationToken ct) => Change(actor, async (db, now) =>
    {
        if (await db.Groups.Include(group => group.Roles).Include(group => group.Members).SingleOrDefaultAsync(group => group.Id == id, ct) is not { } group)
            return new NotFound("This group");
        if (group.RetiredAt is not null)
            return new NotAllowed($"{group.Name} is retired.");

        var result = await change(db, group, now);
        return result.Refusal is { } refusal and not Invalid ? db.Refused(actor, now, "group.change", group.Name, refusal) : result;
    }, ct);

    private Task<Result<GroupId>> Change(Actor actor, Func<PortalDb, DateTimeOffset, Task<Result<GroupId>>> change, CancellationToken ct) => dbs.WriteAsync<GroupId>(async db =>
        Administration.RefusalOf(actor) is { } unfit ? db.Refused(actor, time.GetUtcNow(), "group.change", "groups", unfit) : await change(db, time.GetUtcNow()), ct);
}
