namespace Portal.Shared;

/// <summary>Who acts, how, and for which request. An argument of every use case, never ambient.</summary>
public sealed record Actor
{
    private Actor(PersonId? person, string name, Through through, IReadOnlySet<Permission> permissions) =>
        (Person, Name, Through, Permissions) = (person, name, through, permissions);

    /// <summary>Absent when the portal itself acts.</summary>
    public PersonId? Person { get; }

    public string Name { get; }

    public Through Through { get; }

    /// <summary>Which token, worker or session; fit for an audit entry.</summary>
    public string? ThroughId { get; private init; }

    /// <summary>The sign-in that the act belongs to; a credential that is shown again counts in it alone.</summary>
    public SessionId? Session { get; private init; }

    public IReadOnlySet<Permission> Permissions { get; }

    /// <summary>The caller's idempotency key; saved by the same transaction as the change.</summary>
    public RequestKey? Request { get; init; }

    public bool May(Permission permission) => Permissions.Contains(permission);

    public bool Is(PersonId? other) => other is not null && Person == other;

    public static Actor InPerson(PersonId person, string name, IReadOnlySet<Permission> permissions, SessionId? session = null) =>
        new(person, name, Through.Session, permissions) { Session = session, ThroughId = session?.ToString() };

    public static Actor ByToken(PersonId person, string name, string token, IReadOnlySet<Permission> scopes) =>
        new(person, name, Through.Token, scopes) { ThroughId = token };

    /// <summary>A worker of the portal: the actor of reactions and of work done on time.</summary>
    public static Actor System(string worker) =>
        new(null, "The portal", Through.System, new HashSet<Permission>()) { ThroughId = worker };
}

public enum Through
{
    Session = 1,
    Token,
    System,
}

/// <summary>An Idempotency-Key and the digest of the body it came with.</summary>
public sealed record RequestKey(string Key, Digest Body);
