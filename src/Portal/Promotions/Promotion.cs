using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>A request to bring one version to a stage, from its gate to its application.</summary>
public sealed partial class Promotion : IVersioned
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

    /// <summary>What it allows, where it is a standing approval: it is voted on as every request is, and then used by releases instead of being applied.</summary>
    public StandingTerms? Terms { get; private set; }

    /// <summary>The standing approval that let this release in.</summary>
    public PromotionId? UnderApproval { get; private set; }

    /// <summary>What kind of change it is, and why; absent in requests from before that was derived, which went the way of a major one.</summary>
    public Change? Change { get; private set; }

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

    /// <summary>When it ends by itself: not decided by then, or approved and not applied.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>How many of the flow's steps are passed.</summary>
    public int StepsDone { get; private set; }

    /// <summary>When the step that is open was opened.</summary>
    public DateTimeOffset StepOpenedAt { get; private set; }

    /// <summary>When the chair has the open board step close; absent while it closes by its own rule.</summary>
    public DateTimeOffset? ClosesAt { get; private set; }

    /// <summary>Absent while the people there can complete it.</summary>
    public Standstill? Standstill { get; private set; }

    /// <summary>The notice that was sent last of those that its clock sends.</summary>
    public PromotionNotice Noticed { get; private set; }

    /// <summary>A next one voids all votes. A stale request may come back in the same: then earlier signers confirm on the difference.</summary>
    public int Revision { get; private set; }

    public PromotionState State { get; private set; }

    public DateTimeOffset SubmittedAt { get; private set; }

    /// <summary>The gate's verdict as it was at the gate check; what was decided on stays what it was.</summary>
    public GateVerdict Gate { get; private set; } = new(0, GateOutcome.Fail, []);

    public Subject Subject { get; private set; } = new([]);

    public Digest SubjectDigest { get; private set; } = Digest.Of([]);

    /// <summary>The digest of the <see cref="PromotionSeries"/> of this revision; absent where there was nothing to draw.</summary>
    public Digest? Series { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public DateTimeOffset? AppliedAt { get; private set; }

    public PersonId? AppliedBy { get; private set; }

    /// <summary>Of all approvals that carried it; each is a finding from the decision on.</summary>
    public IReadOnlyList<Condition> Conditions { get; private set; } = [];

    /// <summary>Why it is suspended, what takes over, since when and by whom (nobody when the portal did); absent while it is not.</summary>
    public Suspension? Suspension { get; private set; }

    /// <summary>What reviewers asked, and what was answered; an open one holds up every approval.</summary>
    public IReadOnlyList<Question> Questions { get; private set; } = [];

    /// <summary>Why it was revoked or retired, what takes over, when and by whom (nobody when the portal did).</summary>
    public Removal? Removal { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Every signature ever given, those of earlier revisions too.</summary>
    public IReadOnlyList<Vote> Votes => _votes;

    public static Promotion Request(string code, ModelVersion version, Stage target, ReasonForChange reason, string words, PersonId requester, Policy policy, DateTimeOffset now)
    {
        var promotion = new Promotion
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
            State = PromotionState.Draft,
            BegunAt = now,
            SubmittedAt = now,
            ChangedAt = now,
        };
        promotion._revisions.Add(new PromotionRevision(promotion.Id, 1, promotion.StandsNow(), now));
        return promotion;
    }

    /// <summary>A request to let releases in by one signature each, as long as they keep to the terms.</summary>
    internal static Promotion RequestStanding(string code, ModelVersion version, StandingTerms terms, string words, PersonId requester, Policy policy, DateTimeOffset now)
    {
        var request = Request(code, version, version.Stage ?? Stage.Development, ReasonForChange.Patch, words, requester, policy, now);
        request.Terms = terms;
        return request;
    }

    /// <summary>The version whose documents count for this one while they are valid; absent where the change is major.</summary>
    public Predecessor? CountsEarlier => Change is { Class: not ChangeClass.Major, Against: { } before } ? before : null;

    /// <summary>Before its gate is checked: what was raised once stays raised.</summary>
    internal void Classify(Change change)
    {
        Change = change with { Raised = change.Raised ?? Change?.Raised };
        UnderApproval = change.Standing is { IsInside: true } standing ? standing.Approval : null;
    }

    /// <summary>Freezes the verdict, the subject and who decides by when; a blocking check ends the way here.</summary>
    internal void CheckGate(GateVerdict gate, Subject subject, Flow flow, Deadlines deadlines, DateTimeOffset now)
    {
        // Who confirms on the difference reads what the new gate check made different too.
        if (StaleFields.Count > 0)
            StaleFields = SinceFirst(Subject.Against(subject));
        if (State == PromotionState.Draft)
            Move(PromotionState.Submitted, now);
        Move(PromotionState.GateCheck, now);
        (Gate, Subject, SubjectDigest, Flow) = (gate, subject, subject.Digest, flow);
        (DueAt, ExpiresAt, StepsDone, StepOpenedAt, ClosesAt, Noticed) = (deadlines.Due, deadlines.Expires, 0, now, null, PromotionNotice.None);
        Move(gate.Outcome == GateOutcome.Pass ? PromotionState.InReview : PromotionState.GateFailed, now);
        BeginRound();
        Stand(now);
    }

    /// <summary>
    /// Goes round again, computed afresh: as its next revision, for which votes of the old one are void; or, if it only went stale, in the
    /// same. It keeps its policy, unless a newer one asked for open requests to be gated again.
    /// </summary>
    public Refusal? Resubmit(PersonId person, string words, Again again, int policy, DateTimeOffset now)
    {
        if (person != Requester)
            return new Forbidden("Who requested the promotion submits it again.");
        var to = again == Again.SameRevision ? PromotionState.Submitted : PromotionState.Draft;
        if (!PromotionMoves.CanMove(State, to))
            return new NotAllowed(PromotionMoves.CanMove(State, PromotionState.Draft) ? $"{Code} is {State}: it comes back as its next revision." : $"{Code} is {State}: there is nothing to submit again.");

        Move(to, now);
        if (again == Again.NextRevision)
            (Revision, StaleFields, StaleBy, Series) = (Revision + 1, [], null, null);
        (SubmittedAt, DecidedAt, Case, PolicyNumber) = (now, null, words, policy);
        Stand(now);
        return null;
    }

    public Refusal? Withdraw(PersonId person, DateTimeOffset now)
    {
        if (person != Requester)
            return new Forbidden("Who requested the promotion withdraws it.");
        if (!PromotionMoves.CanMove(State, PromotionState.Withdrawn))
            return new NotAllowed($"{Code} is {State} and cannot be withdrawn.");

        Move(PromotionState.Withdrawn, now);
        Stand(now);
        return null;
    }

    /// <summary>What was frozen with this revision; a request that comes back in its revision keeps it.</summary>
    internal void Freeze(TrafficDrift series) => Series = series.Digest;

    private void Move(PromotionState to, DateTimeOffset now)
    {
        if (!PromotionMoves.CanMove(State, to))
            throw new InvalidOperationException($"A request does not go from {State} to {to}.");

        // An emergency that waits for its second signature is over once something else becomes of the request.
        if (to != PromotionState.AppliedInEmergency && Emergency is { Confirmed: null })
            Emergency = null;
        if (to != PromotionState.InReview)
            Standstill = null;
        (State, ChangedAt) = (to, now);
    }
}

/// <summary>By when a request should be decided, and when it ends without a decision.</summary>
internal sealed record Deadlines(DateTimeOffset Due, DateTimeOffset Expires);

/// <summary>Why something that was applied does not run, and what runs in its place.</summary>
public sealed record Suspension(string Reason, string Fallback, DateTimeOffset At, PersonId? By);

/// <summary>Why something was taken out of its stage, and what takes over; nothing has to where nothing ran.</summary>
public sealed record Removal(string Reason, string Fallback, DateTimeOffset At, PersonId? By);

/// <summary>How a request comes back.</summary>
public enum Again { SameRevision = 1, NextRevision }

/// <summary>What the clock tells of a request in review, in its order.</summary>
public enum PromotionNotice { None = 0, Reminded, Escalated }
