using Portal.Accounts;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>One signature: who, in which step and seat, what it means, why, and the digest of what was on the screen.</summary>
public sealed class Vote
{
    private Vote() { }

    internal Vote(int revision, StepKind step, string? seat, PersonId person, string printedName, Verdict verdict, string meaning, string reason, Digest subject, Authentication authenticated, DateTimeOffset now) =>
        (Revision, Step, Seat, Person, PrintedName, Verdict, Meaning, Reason, Subject, AuthenticatedWith, AuthenticatedAt, At) =
        (revision, step, seat, person, printedName, verdict, meaning, reason, subject, authenticated.InWords, authenticated.At, now);

    public PromotionId Promotion { get; private set; }

    public int Revision { get; private set; }

    public StepKind Step { get; private set; }

    public string? Seat { get; private set; }

    public PersonId Person { get; private set; }

    public string PrintedName { get; private set; } = "";

    /// <summary>Who delegated the decision to the signer; absent for a signature of their own.</summary>
    public PersonId? InPlaceOf { get; internal init; }

    public string? InPlaceOfName { get; internal init; }

    public Verdict Verdict { get; private set; }

    public string Meaning { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public Digest Subject { get; private set; } = Digest.Of([]);

    /// <summary>How the signer proved who they are, as "password and TOTP code".</summary>
    public string AuthenticatedWith { get; private set; } = "";

    public DateTimeOffset AuthenticatedAt { get; private set; }

    public DateTimeOffset At { get; private set; }
}
