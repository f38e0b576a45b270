using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// A named set of people who have the group's roles for as long as they belong to it. Who belonged and what the group held is kept
/// with its dates.
/// </summary>
public sealed class Group : IVersioned
{
    public const int LongestName = 80;

    private Group() { }

    internal Group(string name, DateTimeOffset now) => (Id, Name, CreatedAt) = (GroupId.New(now), name, now);

    public GroupId Id { get; private set; }

    public string Name { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? RetiredAt { get; private set; }

    public List<GroupRole> Roles { get; private set; } = [];

    public List<GroupMember> Members { get; private set; } = [];

    public int Version { get; private set; }

    public IEnumerable<Role> RolesNow => Roles.Where(role => role.ValidTo is null).Select(role => role.Role);

    public IEnumerable<PersonId> MembersNow => Members.Where(member => member.ValidTo is null).Select(member => member.Person);

    internal void Hold(IReadOnlyCollection<Role> wanted, DateTimeOffset now)
    {
        foreach (var gone in Roles.Where(role => role.ValidTo is null && !wanted.Contains(role.Role)))
            gone.End(now);
        Roles.AddRange(wanted.Except(RolesNow).ToList().Select(role => new GroupRole(Id, role, now)));
    }

    internal void Add(PersonId person, PersonId? by, DateTimeOffset now) => Members.Add(new GroupMember(Id, person, by, now));

    internal Refusal? Remove(PersonId person, PersonId? by, DateTimeOffset now)
    {
        if (Members.Find(member => member.Person == person && member.ValidTo is null) is not { } member)
            return new NotAllowed($"This person does not belong to {Name}.");

        member.End(by, now);
        return null;
    }

    internal Refusal? Retire(PersonId? by, DateTimeOffset now)
    {
        if (RetiredAt is not null)
            return new NotAllowed($"{Name} is retired already.");

        foreach (var member in Members.Where(member => member.ValidTo is null))
            member.End(by, now);
        RetiredAt = now;
        return null;
    }
}

/// <summary>A role that a group holds, from when to when.</summary>
public sealed class GroupRole
{
    private GroupRole() { }

    internal GroupRole(GroupId group, Role role, DateTimeOffset now) => (Group, Role, ValidFrom) = (group, role, now);

    public GroupId Group { get; private set; }

    public Role Role { get; private set; }

    public DateTimeOffset ValidFrom { get; private set; }

    public DateTimeOffset? ValidTo { get; private set; }

    internal void End(DateTimeOffset now) => ValidTo = now;
}

/// <summary>Somebody who belongs to a group, from when to when.</summary>
public sealed class GroupMember
{
    private GroupMember() { }

    internal GroupMember(GroupId group, PersonId person, PersonId? by, DateTimeOffset now) => (Group, Person, AddedBy, ValidFrom) = (group, person, by, now);

    public GroupId Group { get; private set; }

    public PersonId Person { get; private set; }

    public PersonId? AddedBy { get; private set; }

    public DateTimeOffset ValidFrom { get; private set; }

    public DateTimeOffset? ValidTo { get; private set; }

    public PersonId? RemovedBy { get; private set; }

    internal void End(PersonId? by, DateTimeOffset now) => (RemovedBy, ValidTo) = (by, now);
}
