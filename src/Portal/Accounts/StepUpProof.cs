using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// A credential that was just shown again, good for one signature: of this person, on this digest, with this meaning, once,
/// within two minutes.
/// </summary>
public sealed class StepUpProof : IVersioned
{
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(2);

    private StepUpProof() { }

    internal StepUpProof(string hash, PersonId person, Digest digest, string meaning, DateTimeOffset now) =>
        (Hash, Person, Subject, Meaning, At, ExpiresAt) = (hash, person, digest, meaning, now, now + Validity);

    public string Hash { get; private set; } = "";

    public PersonId Person { get; private set; }

    public Digest Subject { get; private set; } = Digest.Of([]);

    public string Meaning { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? RedeemedAt { get; private set; }

    public int Version { get; private set; }

    internal Refusal? Redeem(PersonId? person, Digest digest, string meaning, DateTimeOffset now)
    {
        if (Person != person || Subject != digest || Meaning != meaning)
            return new Forbidden("The credential was given for another signature. Sign again.");
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
