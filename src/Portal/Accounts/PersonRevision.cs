using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Who a person was for a time: as long as their name, department, state and last day stayed the same.</summary>
public sealed class PersonRevision
{
    /// <summary>What an erased person is called, on every day.</summary>
    internal const string Erased = "Erased person";

    private PersonRevision() { }

    internal PersonRevision(int number, PortalUser user, DateTimeOffset now) =>
        (UserId, Number, Name, Department, State, EndsAt, ValidFrom) = (user.Id, number, user.Name, user.Department, user.State, user.EndsAt, now);

    /// <summary>The account's key as Identity has it.</summary>
    public Guid UserId { get; private set; }

    public int Number { get; private set; }

    public string Name { get; private set; } = "";

    public string Department { get; private set; } = "";

    public PersonState State { get; private set; }

    public DateTimeOffset? EndsAt { get; private set; }

    public DateTimeOffset ValidFrom { get; private set; }

    public DateTimeOffset? ValidTo { get; private set; }

    public PersonId Person => new(UserId);

    internal void End(DateTimeOffset now) => ValidTo = now;

    internal void Erase() => Name = Erased;
}

internal static class PersonRevisions
{
    /// <summary>Everybody who had an account at that instant, as they were.</summary>
    public static IQueryable<PersonRevision> PeopleAt(this PortalDb db, DateTimeOffset at) =>
        db.PersonRevisions.AsNoTracking().Where(revision => revision.ValidFrom <= at && (revision.ValidTo == null || revision.ValidTo > at));
}
