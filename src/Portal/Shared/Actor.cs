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

    public IReadOnlySet<Permission> Permissions { get; private init; }

    /// <summary>Looks at the past: nothing that this actor does is written.</summary>
    public bool LooksBack { get; private init; }

    /// <summary>How far the token goes that the actor came with; absent in pages and for the portal itself.</summary>
    public TokenReach? Reach { get; private init; }

    /// <summary>The caller's idempotency key; saved by the same transaction as the change.</summary>
    public RequestKey? Request { get; init; }

    /// <summary>The same person in front of a page that shows the past: reads on, and changes nothing.</summary>
    public Actor LookingBack() => this with { LooksBack = true, Permissions = Permissions.Where(permission => permission.OnlyReads()).ToHashSet() };

    public bool May(Permission permission) => Permissions.Contains(permission);

    public bool Is(PersonId? other) => other is not null && Person == other;

    /// <summary>Why the actor may not work on this system whatever the scopes say: the token is bound to others. Null when nothing stands against it.</summary>
    public Refusal? RefusalOn(SystemId system, string code) =>
        Reach?.Systems is { } bound && !bound.Contains(system) ? new Forbidden($"This token is bound to other systems than {code}.") : null;

    public static Actor InPerson(PersonId person, string name, IReadOnlySet<Permission> permissions, SessionId? session = null) =>
        new(person, name, Through.Session, permissions) { Session = session, ThroughId = session?.ToString() };

    public static Actor ByToken(PersonId person, string name, string token, IReadOnlySet<Permission> scopes, TokenReach reach) =>
        new(person, name, Through.Token, scopes) { ThroughId = token, Reach = reach };

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

/// <summary>Which systems a token is for.</summary>
/// <param name="Kind">Whether it works on systems that do not name its person.</param>
/// <param name="Systems">The systems it is bound to; null when it is bound to none in particular.</param>
public sealed record TokenReach(TokenKind Kind, IReadOnlySet<SystemId>? Systems);

public enum TokenKind
{
    /// <summary>Made by its person: works where the person could in a page.</summary>
    Personal = 1,

    /// <summary>Issued by an administrator for a pipeline: works on every system it is bound to.</summary>
    Pipeline,
}
