using Portal.Data;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// One person's hold of one role, from its proposal to its end. Rows are never deleted and a role that is granted again is a new
/// row, so that they say who held what on any date.
/// </summary>
public sealed class RoleGrant : IVersioned
{
    public const int LongestReason = 1000;

    private RoleGrant() { }

    /// <summary>A role that is simply held since then: how the portal itself sets people up.</summary>
    public RoleGrant(PersonId person, Role role, DateTimeOffset since)
    {
        (Id, Person, Role, ProposedAt) = (RoleGrantId.New(since), person, role, since);
        (State, DecidedAt, ValidFrom) = (GrantState.Held, since, since);
    }

    public RoleGrantId Id { get; private set; }

    public PersonId Person { get; private set; }

    public Role Role { get; private set; }

    public GrantState State { get; private set; }

    /// <summary>The administrator who proposed it, or granted it alone; nobody when the portal set it up.</summary>
    public PersonId? ProposedBy { get; private set; }

    public DateTimeOffset ProposedAt { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>The second administrator, where the role takes two.</summary>
    public PersonId? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public DateTimeOffset? ValidFrom { get; private set; }

    public DateTimeOffset? ValidTo { get; private set; }

    public PersonId? EndedBy { get; private set; }

    /// <summary>Why it was declined or taken away.</summary>
    public string EndReason { get; private set; } = "";

    /// <summary>Granted alone, since no second administrator could confirm it.</summary>
    public bool Bootstrap { get; private set; }

    public int Version { get; private set; }

    /// <summary>What a confirmation is signed on.</summary>
    public Digest Digest => Digest.Of(CanonicalJson.Object(
        ("grant", Id.ToString()),
        ("person", Person.ToString()),
        ("role", Role.ToString()),
        ("proposedBy", ProposedBy?.ToString() ?? ""),
        ("reason", Reason)).ToBytes());

    internal static RoleGrant Proposed(PersonId person, Role role, PersonId? by, string reason, DateTimeOffset now) => new()
    {
        Id = RoleGrantId.New(now),
        Person = person,
        Role = role,
        State = GrantState.Proposed,
        ProposedBy = by,
        ProposedAt = now,
        Reason = reason,
    };

    /// <summary>By one administrator: the role takes no second one, or there is none.</summary>
    internal void HoldAlone(bool bootstrap, DateTimeOffset now)
    {
        Move(GrantState.Held);
        (DecidedAt, ValidFrom, Bootstrap) = (now, now, bootstrap);
    }

    /// <summary>The second administrator's word; never the first one's, and never that of who gets the role.</summary>
    internal Refusal? Confirm(PersonId by, DateTimeOffset now)
    {
        if (!GrantMoves.CanMove(State, GrantState.Held))
            return new NotAllowed("This grant does not wait for a confirmation any more.");
        if (by == ProposedBy)
            return new Forbidden("You proposed this grant: another administrator confirms it.");
        if (by == Person)
            return new Forbidden("Nobody confirms a grant to themselves.");

        Move(GrantState.Held);
        (DecidedBy, DecidedAt, ValidFrom) = (by, now, now);
        return null;
    }

    internal Refusal? Decline(PersonId by, string reason, DateTimeOffset now)
    {
        if (!GrantMoves.CanMove(State, GrantState.Declined))
            return new NotAllowed("This grant does not wait for a confirmation any more.");

        Move(GrantState.Declined);
        (DecidedBy, DecidedAt, EndReason) = (by, now, reason);
        return null;
    }

    internal Refusal? End(PersonId? by, string reason, DateTimeOffset now)
    {
        if (!GrantMoves.CanMove(State, GrantState.Ended))
            return new NotAllowed("This role is not held any more.");

        Move(GrantState.Ended);
        (EndedBy, ValidTo, EndReason) = (by, now, reason);
        return null;
    }

    private void Move(GrantState to) =>
        State = GrantMoves.CanMove(State, to) ? to : throw new InvalidOperationException($"A grant does not move from {State} to {to}.");
}
