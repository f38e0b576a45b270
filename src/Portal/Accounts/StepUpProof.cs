using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// Credentials that were just shown again, good for one signature: of this person in this session, on this digest, with this meaning,
/// once, within two minutes.
/// </summary>
public sealed class StepUpProof : IVersioned
{
    internal static readonly TimeSpan Validity = TimeSpan.FromMinutes(2);

    private StepUpProof() { }

    internal StepUpProof(string hash, PersonId person, SessionId session, Digest digest, string meaning, Components with, DateTimeOffset now) =>
        (Hash, Person, Session, Subject, Meaning, With, At, ExpiresAt) = (hash, person, session, digest, meaning, with, now, now + Validity);

    public string Hash { get; private set; } = "";

    public PersonId Person { get; private set; }

    public SessionId Session { get; private set; }

    public Digest Subject { get; private set; } = Digest.Of([]);

    public string Meaning { get; private set; } = "";

    public Components With { get; private set; }

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? RedeemedAt { get; private set; }

    public int Version { get; private set; }

    internal Authentication Authentication => new(With, At);

    internal Refusal? Redeem(Actor actor, Digest digest, string meaning, DateTimeOffset now)
    {
        if (!actor.Is(Person) || Subject != digest || Meaning != meaning)
            return new Forbidden("The credential was given for another signature. Sign again.");
        if (actor.Session != Session)
            return new Forbidden("The credential was given in another session. Sign again.");
        if (RedeemedAt is not null)
            return new Forbidden("The credential was already used. Sign again.");
        if (now > ExpiresAt)
            return new Forbidden("The credential was given more than two minutes ago. Sign again.");

        RedeemedAt = now;
        return null;
    }
}

/// <summary>The secret half of a <see cref="StepUpProof"/>; lives for one call.</summary>
public sealed record StepUpToken(string Secret);
