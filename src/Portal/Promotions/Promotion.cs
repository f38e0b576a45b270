using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>A request to bring one version to a stage, from its gate to its application.</summary>
public sealed class Promotion : IVersioned
{
    private readonly List<Vote> _votes = [];

    private Promotion() { }

    public PromotionId Id { get; private set; }

    /// <summary>PR-0001, always from the sequence.</summary>
    public string Code { get; private set; } = "";

    public SystemId System { get; private set; }

    public VersionId ModelVersion { get; private set; }

    public Stage Target { get; private set; }

    public ReasonForChange Reason { get; private set; }

    /// <summary>Why it should go ahead, in the requester's words.</summary>
    public string Case { get; private set; } = "";

    public PersonId Requester { get; private set; }

    /// <summary>The policy that the request started with, and keeps.</summary>
    public int PolicyNumber { get; private set; }

    /// <summary>Who decides on it, by that policy: the flow of the tier that was published when it was last submitted.</summary>
    public Flow Flow { get; private set; } = new("", "", []);

    /// <summary>When it was first submitted: a check that ends later holds on for it.</summary>
    public DateTimeOffset BegunAt { get; private set; }

    /// <summary>By when it should be decided.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Counts submissions; a next one voids all votes.</summary>
    public int Revision { get; private set; }

    public PromotionState State { get; private set; }

    public DateTimeOffset SubmittedAt { get; private set; }

    /// <summary>The gate's verdict as it was at the gate check; what was decided on stays what it was.</summary>
    public GateVerdict Gate { get; private set; } = new(0, GateOutcome.Fail, []);

    public Subject Subject { get; private set; } = new([]);

    public Digest SubjectDigest { get; private set; } = Digest.Of([]);

    /// <summary>What made the request stale, and who published it.</summary>
    public IReadOnlyList<Difference> StaleFields { get; private set; } = [];

    public PersonId? StaleBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public DateTimeOffset? AppliedAt { get; private set; }

    public PersonId? AppliedBy { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Every signature ever given, those of earlier revisions too.</summary>
    public IReadOnlyList<Vote> Votes => _votes;

    public IEnumerable<Vote> CurrentVotes => _votes.Where(vote => vote.Revision == Revision);

    public FlowStep? OpenStep => State == PromotionState.InReview ? Flow.Steps.FirstOrDefault(step => !IsDone(step)) : null;

    public static Promotion Request(string code, ModelVersion version, Stage target, ReasonForChange reason, string words, PersonId requester, Policy policy, DateTimeOffset now) => new()
    {
        Id = PromotionId.New(now),
        Code = code,
        System = version.System,
        ModelVersion = version.Id,
        Target = target,
        Reason = reason,
        Case = words,
        Requester = requester,
        PolicyNumber = policy.Number,
        Revision = 1,
        State = PromotionState.Submitted,
        BegunAt = now,
        SubmittedAt = now,
        ChangedAt = now,
    };

    /// <summary>Freezes the verdict, the subject and who decides by when; a blocking check ends the way here.</summary>
    public void CheckGate(GateVerdict gate, Subject subject, Flow flow, DateTimeOffset due, DateTimeOffset now)
    {
        Move(PromotionState.GateCheck, now);
        (Gate, Subject, SubjectDigest, Flow, DueAt) = (gate, subject, subject.Digest, flow, due);
        Move(gate.Outcome == GateOutcome.Pass ? PromotionState.InReview : PromotionState.GateFailed, now);
    }

    /// <summary>A stale or failed request goes round again as its next revision, computed afresh; votes of the old one are void. It keeps its policy, unless a newer one asked for open requests to be gated again.</summary>
    public Refusal? Resubmit(PersonId person, string words, int policy, DateTimeOffset now)
    {
        if (person != Requester)
            return new Forbidden("Who requested the promotion submits it again.");
        if (!PromotionMoves.CanMove(State, PromotionState.Submitted))
            return new NotAllowed($"{Code} is {State}: there is nothing to submit again.");

        Move(PromotionState.Submitted, now);
        (Revision, SubmittedAt, StaleFields, StaleBy, DecidedAt, Case, PolicyNumber) = (Revision + 1, now, [], null, null, words, policy);
        return null;
    }

    /// <summary>Why this signature is not taken: what is signed is what was shown, by who may sign.</summary>
    public Refusal? WhyNot(Eligibility eligible, Digest displayed, Verdict verdict, string reason) =>
        State != PromotionState.InReview ? new NotAllowed($"{Code} is {State}: nothing is to be signed now.")
        : displayed != SubjectDigest ? new Changed("What you read is not what stands here now. Read the difference and sign again.")
        : eligible.Step is null ? new Forbidden(eligible.Why)
        : verdict == Verdict.Reject && string.IsNullOrWhiteSpace(reason) ? new Invalid("reason", "A rejection needs a reason.")
        : null;

    /// <summary>One signature, with how its signer proved who they are.</summary>
    public Refusal? Decide(Actor actor, Eligibility eligible, Digest displayed, Verdict verdict, string meaning, string reason, Authentication authenticated, DateTimeOffset now)
    {
        if (WhyNot(eligible, displayed, verdict, reason) is { } refusal)
            return refusal;
        if (eligible is not { Step: { } step } || actor.Person is not { } person)
            return new Forbidden(eligible.Why);

        _votes.Add(new Vote(Revision, step.Kind, eligible.Seat, person, actor.Name, verdict, meaning, reason, displayed, authenticated, now)
        {
            InPlaceOf = eligible.InPlaceOf?.Person,
            InPlaceOfName = eligible.InPlaceOf?.Name,
        });
        ChangedAt = now;
        if (verdict == Verdict.Reject)
            Close(PromotionState.Rejected, now);
        else if (Flow.Steps.All(IsDone))
            Close(PromotionState.Approved, now);
        return null;
    }

    /// <summary>Compares with the subject as it is now; true when that made the request stale.</summary>
    public bool GoesStale(Subject current, PersonId? by, DateTimeOffset now)
    {
        if (!PromotionMoves.CanGoStale.Contains(State) || current.Digest == SubjectDigest)
            return false;

        (StaleFields, StaleBy) = (Subject.Against(current), by);
        Move(PromotionState.Stale, now);
        return true;
    }

    /// <summary>A newer policy asked for open requests to be gated again.</summary>
    public bool GoesUnder(int policy, PersonId? by, DateTimeOffset now)
    {
        if (!PromotionMoves.CanGoStale.Contains(State) || policy <= PolicyNumber)
            return false;

        (StaleFields, StaleBy) = ([new Difference("Policy", PolicyNumber.ToString(), policy.ToString())], by);
        Move(PromotionState.Stale, now);
        return true;
    }

    public Refusal? Withdraw(PersonId person, DateTimeOffset now)
    {
        if (person != Requester)
            return new Forbidden("Who requested the promotion withdraws it.");
        if (!PromotionMoves.CanMove(State, PromotionState.Withdrawn))
            return new NotAllowed($"{Code} is {State} and cannot be withdrawn.");

        Move(PromotionState.Withdrawn, now);
        return null;
    }

    /// <summary>The gate is computed once more before this; a check that blocks now stops the application, not the decision.</summary>
    public Refusal? Apply(GateVerdict gateNow, PersonId? by, DateTimeOffset now)
    {
        if (State != PromotionState.Approved)
            return new NotAllowed($"{Code} is {State}: only an approved request is applied.");
        if (gateNow.Outcome != GateOutcome.Pass)
            return new NotAllowed($"The gate fails now: {string.Join(", ", gateNow.Checks.Where(check => check.Blocks).Select(check => check.Name))}.");

        Move(PromotionState.Applied, now);
        (AppliedAt, AppliedBy) = (now, by);
        return null;
    }

    internal void Supersede(DateTimeOffset now) => Move(PromotionState.Superseded, now);

    internal bool IsDone(FlowStep step) => step.IsComplete(CurrentVotes.Select(vote => new StepVote(vote.Step, vote.Seat, vote.Verdict == Verdict.Approve)));

    private void Close(PromotionState outcome, DateTimeOffset now)
    {
        Move(outcome, now);
        DecidedAt = now;
    }

    private void Move(PromotionState to, DateTimeOffset now)
    {
        if (!PromotionMoves.CanMove(State, to))
            throw new InvalidOperationException($"A request does not go from {State} to {to}.");

        (State, ChangedAt) = (to, now);
    }
}
