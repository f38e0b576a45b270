using Portal.Policies;

namespace Portal.Promotions;

/// <summary>What becomes of the open step at an instant.</summary>
internal enum StepOutcome { Open = 1, Passed, Rejected, ChangesRequested, Expired }

/// <summary>When the open step was opened, when the chair has it close, and when the whole request ends.</summary>
internal sealed record StepTimes(DateTimeOffset OpenedAt, DateTimeOffset? ClosesAt, DateTimeOffset ExpiresAt);

/// <summary>How a step is decided. Silence never approves: what is not there at the close is missing.</summary>
internal static class StepClosing
{
    public static StepOutcome Of(FlowStep step, IReadOnlyList<Vote> votes, StepTimes times, DateTimeOffset now)
    {
        var own = votes.Where(vote => vote.Step == step.Kind).ToList();
        return step.Board is { } board ? OfBoard(board, own, times, now) : OfRoles(step, own, times, now);
    }

    /// <summary>A board without a no closes when both rules hold and its hours are over.</summary>
    public static DateTimeOffset EarliestClose(BoardRule board, DateTimeOffset openedAt) => openedAt.AddHours(board.OpenHours);

    private static StepOutcome OfRoles(FlowStep step, List<Vote> own, StepTimes times, DateTimeOffset now) =>
        own.Exists(vote => vote.Verdict == Verdict.Reject) ? StepOutcome.Rejected
        : own.Exists(vote => vote.Verdict == Verdict.RequestChanges) ? StepOutcome.ChangesRequested
        : own.Count(vote => vote.Verdict.Ballot() == Ballot.For) >= step.Signatures ? StepOutcome.Passed
        : now >= times.ExpiresAt ? StepOutcome.Expired
        : StepOutcome.Open;

    private static StepOutcome OfBoard(BoardRule board, List<Vote> own, StepTimes times, DateTimeOffset now)
    {
        var tally = board.TallyOf(own.Select(vote => vote.Counted).OfType<StepVote>());
        if (tally is { Against: 0, TookPart: true, IsApproved: true } && now >= EarliestClose(board, times.OpenedAt))
            return StepOutcome.Passed;
        if (now < times.ExpiresAt && !(now >= times.ClosesAt))
            return StepOutcome.Open;

        return tally switch
        {
            { TookPart: false } => StepOutcome.Expired,
            { IsApproved: true } => StepOutcome.Passed,
            _ => own.Count(vote => vote.Verdict == Verdict.RequestChanges) > own.Count(vote => vote.Verdict == Verdict.Reject) ? StepOutcome.ChangesRequested : StepOutcome.Rejected,
        };
    }
}
