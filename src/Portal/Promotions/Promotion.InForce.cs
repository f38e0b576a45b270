using Portal.Evaluation;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>What becomes of it once it is decided for: applied, suspended, revoked, retired, superseded.</summary>
public sealed partial class Promotion
{
    /// <summary>The gate is computed once more before this; a check that blocks now stops the application, not the decision.</summary>
    public Refusal? Apply(GateVerdict gateNow, PersonId? by, DateTimeOffset now)
    {
        if (Terms is not null)
            return new NotAllowed($"{Code} is a standing approval: releases use it, and nothing is applied by it.");
        if (!PromotionMoves.Approvals.Contains(State))
            return new NotAllowed($"{Code} is {State}: only an approved request is applied.");
        if (gateNow.Outcome != GateOutcome.Pass)
            return new NotAllowed($"The gate fails now: {string.Join(", ", gateNow.Checks.Where(check => check.Blocks).Select(check => check.Name))}.");

        Move(PromotionState.Applied, now);
        (AppliedAt, AppliedBy) = (now, by);
        Stand(now);
        return null;
    }

    internal Refusal? Suspend(Suspension suspension, DateTimeOffset now)
    {
        if (!Standing.Holds.Contains(State))
            return new NotAllowed($"{Code} is {State}: only what is applied is suspended.");

        Move(PromotionState.Suspended, now);
        Suspension = suspension;
        Stand(now);
        return null;
    }

    internal Refusal? Resume(DateTimeOffset now)
    {
        if (State != PromotionState.Suspended)
            return new NotAllowed($"{Code} is {State}: there is nothing to resume.");
        if (IsUnderReview)
            return new NotAllowed($"{Code} was applied in an emergency: the steps that were skipped ratify it first.");

        Move(PromotionState.Applied, now);
        Suspension = null;
        Stand(now);
        return null;
    }

    /// <summary>Takes back what was decided, be it applied or not.</summary>
    internal Refusal? Revoke(Removal removal, DateTimeOffset now) => Remove(PromotionState.Revoked, removal, "only what is approved or applied is revoked", now);

    /// <summary>Ends what was applied, with nothing in its place.</summary>
    internal Refusal? Retire(Removal removal, DateTimeOffset now) => IsUnderReview
        ? new NotAllowed($"{Code} was applied in an emergency: the steps that were skipped review it first.")
        : Remove(PromotionState.Retired, removal, "only what is applied is retired", now);

    /// <summary>Its system has ended, and with it what was applied and what was asked for; true when that changed something.</summary>
    internal bool EndWithItsSystem(Removal removal, DateTimeOffset now)
    {
        if ((IsUnderReview ? Revoke(removal, now) : Retire(removal, now)) is null)
            return true;
        if (!PromotionMoves.CanMove(State, PromotionState.Withdrawn))
            return false;

        Move(PromotionState.Withdrawn, now);
        Stand(now);
        return true;
    }

    /// <summary>The findings that its conditions became.</summary>
    internal void Became(IReadOnlyList<Condition> findings, DateTimeOffset now)
    {
        Conditions = findings;
        Stand(now);
    }

    internal void Supersede(DateTimeOffset now)
    {
        Move(PromotionState.Superseded, now);
        Stand(now);
    }

    private NotAllowed? Remove(PromotionState to, Removal removal, string rule, DateTimeOffset now)
    {
        if (!PromotionMoves.CanMove(State, to))
            return new NotAllowed($"{Code} is {State}: {rule}.");

        Move(to, now);
        Removal = removal;
        Stand(now);
        return null;
    }
}
