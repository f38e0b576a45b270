using Portal.Evaluation;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>How it is applied before it is decided, and what its review makes of that.</summary>
public sealed partial class Promotion
{
    /// <summary>Absent unless two people began to apply it before it was decided.</summary>
    public Emergency? Emergency { get; private set; }

    /// <summary>It was applied in an emergency, and the steps that were skipped have not spoken.</summary>
    public bool IsUnderReview => State is PromotionState.AppliedInEmergency or PromotionState.Suspended && Emergency is { IsUnreviewed: true };

    /// <summary>The steps that two people skipped.</summary>
    public IReadOnlyList<FlowStep> SkippedSteps => Emergency is { Confirmed: not null } emergency ? [.. Flow.Steps.Skip(emergency.StepsPassed)] : [];

    /// <summary>Why it cannot be applied in an emergency as it stands.</summary>
    internal Refusal? WhyNoEmergency(Digest displayed) =>
        !PromotionMoves.CanMove(State, PromotionState.AppliedInEmergency) ? new NotAllowed($"{Code} is {State}: an emergency applies what is not decided yet, and nothing else.")
        : Terms is not null ? new NotAllowed($"{Code} is a standing approval: there is nothing to apply.")
        : displayed != SubjectDigest ? new Changed("What you read is not what stands here now. Read the difference and sign again.")
        : null;

    /// <summary>Freezes what is there now, where what was frozen is not what would be applied: after a failed gate, and of what is stale.</summary>
    internal void FreezeForEmergency(GateVerdict gate, Subject subject, Flow flow)
    {
        (Gate, Subject, SubjectDigest, Flow, StepsDone) = (gate, subject, subject.Digest, flow, 0);
        BeginRound();
    }

    internal void StartEmergency(EmergencySignature signature)
    {
        Emergency = new Emergency(signature);
        Stand(signature.At);
    }

    /// <summary>The second signature applies it; from here on the skipped steps have until then.</summary>
    internal Refusal? ConfirmEmergency(EmergencySignature signature, DateTimeOffset reviewBy, DateTimeOffset now)
    {
        if (WhyNoEmergency(signature.Subject) is { } refusal)
            return refusal;
        if (Emergency is not { } emergency || !emergency.IsWaiting(now))
            return new NotAllowed($"Nobody has started an emergency with {Code} in the last {Emergency.ToConfirm.TotalMinutes:0} minutes.");
        if (emergency.Started.Person == signature.Person)
            return new Forbidden("An emergency takes two people.");

        Move(PromotionState.AppliedInEmergency, now);
        Emergency = emergency with { Confirmed = signature, StepsPassed = StepsDone, ReviewBy = reviewBy };
        (AppliedAt, AppliedBy, DecidedAt) = (now, signature.Person, now);
        (StepOpenedAt, ClosesAt, DueAt, ExpiresAt, Noticed) = (now, null, reviewBy, reviewBy, PromotionNotice.None);
        Stand(now);
        return null;
    }

    /// <summary>What takes over after a review that did not ratify it.</summary>
    internal void FallBackTo(string fallback, DateTimeOffset now)
    {
        Removal = Removal is null ? null : Removal with { Fallback = fallback };
        Stand(now);
    }

    private void Ratify(DateTimeOffset now)
    {
        Emergency = Emergency is null ? null : Emergency with { RatifiedAt = now };
        if (State == PromotionState.AppliedInEmergency)
            Move(PromotionState.Applied, now);
    }

    /// <summary>A review that is late goes on; one that says no takes back what was applied.</summary>
    private void CloseReview(FlowStep step, StepOutcome outcome, DateTimeOffset now)
    {
        if (outcome == StepOutcome.Expired)
        {
            // A vote that closed without its participation has reviewed nothing: it is open again.
            ClosesAt = null;
            if (now >= ExpiresAt && Emergency is { MissedAt: null } emergency)
                Emergency = emergency with { MissedAt = now };
            return;
        }

        var no = CountedVotes.Where(vote => vote.Step == step.Kind && vote.Verdict == Verdict.Reject).MaxBy(vote => vote.Number);
        Move(PromotionState.Revoked, now);
        Removal = new Removal(SuspendPromotion.Shortened($"The review of the emergency did not ratify it ({step.Name}). {no?.Reason}".TrimEnd()), "", now, null);
    }
}
