using Portal.Accounts;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>One signature: who, in which step and seat, what it means, why, and the digest of what was on the screen.</summary>
public sealed class Vote
{
    private Vote() { }

    internal Vote(int number, int revision, StepKind step, string? seat, PersonId person, string printedName, Verdict verdict, string meaning, string reason, Digest subject, Authentication authenticated, DateTimeOffset now) =>
        (Number, Revision, Step, Seat, Person, PrintedName, Verdict, Meaning, Reason, Subject, AuthenticatedWith, AuthenticatedAt, At) =
        (number, revision, step, seat, person, printedName, verdict, meaning, reason, subject, authenticated.InWords, authenticated.At, now);

    public PromotionId Promotion { get; private set; }

    /// <summary>1, 2, 3 for the request. A later one of the same person in the same revision takes its place; none is taken away.</summary>
    public int Number { get; private set; }

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

    /// <summary>What the approval asks for; the meaning names their digest.</summary>
    public IReadOnlyList<Condition> Conditions { get; internal init; } = [];

    public Digest Subject { get; private set; } = Digest.Of([]);

    /// <summary>How the signer proved who they are, as "password and TOTP code".</summary>
    public string AuthenticatedWith { get; private set; } = "";

    public DateTimeOffset AuthenticatedAt { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>As its step counts it; absent for who recused.</summary>
    internal StepVote? Counted => Verdict.Ballot() is { } ballot ? new StepVote(Step, Seat, ballot) : null;
}
