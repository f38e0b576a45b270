using Portal.Accounts;
using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Promotions;

/// <summary>What the rule says and what an act leads to, in the words that a board member reads before signing.</summary>
internal static class DecisionWords
{
    /// <summary>The flow as one sentence.</summary>
    public static string Rule(IReadOnlyList<StepView> steps) =>
        $"Closes when {string.Join(", then ", steps.Select(step => Signers(step.Step)))} {(steps is [{ Step: { Board: null, Signatures: 1 } }] ? "has" : "have")} approved; {Against(steps)}.";

    private static string Against(IReadOnlyList<StepView> steps) => (steps.Any(step => step.Step.Board is null), steps.Any(step => step.Step.Board is not null)) switch
    {
        (true, true) => "before the board one rejection ends it, and on the board a no leaves the close to the chair",
        (false, true) => "a no leaves the close to the chair",
        _ => "one rejection ends it",
    };

    /// <summary>When the vote of the open board step closes, and by what.</summary>
    public static BoardClose? Close(ReviewRoom room, DateTimeOffset now)
    {
        if (room.Steps.FirstOrDefault(step => step.Open) is not { Step.Board: { } board } open)
            return null;

        var tally = open.Tally(board);
        var earliest = room.StepOpenedAt.AddHours(board.OpenHours);
        return (room.ClosesAt, tally.Against) switch
        {
            ({ } at, _) => new("The chair has the vote close at", at),
            (null, > 0) => new("Somebody is against it: the chair says when the vote closes, at the latest", room.ExpiresAt),
            _ when tally is { TookPart: true, IsApproved: true } && earliest > now => new("Both rules hold: unless somebody says no, it closes at", earliest),
            _ when earliest > now => new("Without a no it closes when both rules hold, not before", earliest),
            _ => new("Without a no it closes as soon as both rules hold, at the latest", room.ExpiresAt),
        };
    }

    /// <summary>What one more approval in the open step does; null when there is no open step.</summary>
    public static ApprovalEffect? Approval(ReviewRoom room, DateTimeOffset now)
    {
        if (room.Steps.FirstOrDefault(step => step.Step == room.Eligibility.Step) is not { } signed)
            return null;

        var others = signed.Counted.Where(vote => vote.Number != room.Eligibility.Before?.Number).ToList();
        var next = room.Steps.SkipWhile(step => step != signed).Skip(1).FirstOrDefault();
        if (signed.Step.Board is not { } board)
            return others.Count(vote => vote.Verdict.Ballot() == Ballot.For) + 1 is var signatures && signatures >= signed.Step.Signatures
                ? new(signed, signatures, next is null ? ApprovalMeans.Decided : ApprovalMeans.NextStep, next)
                : new(signed, signatures, ApprovalMeans.OneMore, next);

        var tally = board.TallyOf([.. others.Select(StepView.Ballot).OfType<StepVote>(), new StepVote(StepKind.Board, room.Eligibility.Seat, Ballot.For)]);
        var means = tally.Against > 0 ? ApprovalMeans.ForTheChair
            : !tally.TookPart || !tally.IsApproved ? ApprovalMeans.OneMore
            : room.StepOpenedAt.AddHours(board.OpenHours) > now ? ApprovalMeans.WhenItsHoursAreOver
            : next is null ? ApprovalMeans.Decided : ApprovalMeans.NextStep;
        return new(signed, tally.Approving, means, next);
    }

    public static string IfChangesAreAsked(ReviewRoom room) => IsOnBoard(room) ? "a no; the chair says when it closes" : $"sends it back to {room.Requester.Name}";

    public static string IfRecused(ReviewRoom room) => IsOnBoard(room) ? "leaves the seat to its alternate" : "somebody else signs";

    private static bool IsOnBoard(ReviewRoom room) => room.Eligibility.Step?.Board is not null;

    public static string IfRejected(ReviewRoom room) =>
        room.Terms is not null && !IsOnBoard(room) ? "ends the request; the tier's flow decides each release" :
        room.IsUnderReview && !IsOnBoard(room) ? $"revokes it; {room.Version.Line.Label} leaves {room.Target} for good"
        : IsOnBoard(room) ? "a no; the chair says when it closes"
        : room.Incumbent is { } incumbent ? $"ends the request; {incumbent} stays" : $"ends the request; nothing goes to {room.Target}";

    public static string IfApplied(ReviewRoom room) =>
        room.Incumbent is { } incumbent ? room.Target == Stage.Staging ? $"{room.Version.Line.Label} goes to {room.Target} in the place of {incumbent}" : $"{room.Version.Line.Label} goes to {room.Target}; {incumbent} is retired" : $"{room.Version.Line.Label} goes to {room.Target}";

    public static string IfRevoked(ReviewRoom room) =>
        room.Terms is not null ? "no release comes in by it any more" :
        PromotionMoves.Approvals.Contains(room.State) ? $"takes the approval back; nothing goes to {room.Target}" : $"{room.Version.Line.Label} leaves {room.Target} for good";

    /// <summary>"step 2 of 2, Board", while a step is open.</summary>
    public static string? Where(ReviewRoom room)
    {
        var at = room.Steps.ToList().FindIndex(step => step.Open);
        return at < 0 ? null : $"step {at + 1} of {room.Steps.Count}, {room.Steps[at].Step.Name}";
    }

    /// <summary>How a request stands for a reader who has nothing to sign, and what happens next.</summary>
    public static (StatusKind Kind, string Headline, string Next) Standing(ReviewRoom room) => room.State switch
    {
        PromotionState.Approved or PromotionState.ApprovedWithConditions when room.Terms is { } terms => (StatusKind.Pass, "In force.", $"A release that keeps to its terms comes in by its gate and one signature; {room.Used} of {terms.Uses} uses are taken."),
        PromotionState.Expired when room is { Terms: not null, DecidedAt: not null } => (StatusKind.Neutral, "Ended.", "Its days are over: the tier's flow decides each release."),
        PromotionState.Revoked or PromotionState.Rejected when room.Terms is not null => (StatusKind.Fail, $"{room.State}.", "The tier's flow decides each release."),
        _ when room.IsUnderReview && room.Eligibility.MaySign => (StatusKind.Warn, "You may review it.", room.Eligibility.Why),
        PromotionState.AppliedInEmergency => (StatusKind.Warn, "Applied in an emergency.", $"{room.Version.Line.Label} is in {room.Target}. The steps that were skipped ratify it, or it is revoked."),
        PromotionState.Suspended when room.IsUnderReview => (StatusKind.Fail, "Suspended.", "It was applied in an emergency and not reviewed in time. Once it is ratified, risk or the chair lets it run again."),
        PromotionState.InReview when room.Eligibility.MaySign => (StatusKind.Info, "You may sign.", room.Eligibility.Why),
        PromotionState.InReview when room.AsOf.Day is not null => (StatusKind.Neutral, "In review.", room.Eligibility.Why),
        PromotionState.InReview => (StatusKind.Neutral, "You may not sign.", room.Eligibility.Why),
        PromotionState.GateFailed => (StatusKind.Fail, "Nothing is to be signed.", $"The gate stopped revision {room.Revision}. {room.Requester.Name} brings the evidence and submits it again, or withdraws it."),
        PromotionState.Stale => (StatusKind.Warn, "Nothing is to be signed.", $"What was shown is not what stands now. {room.Requester.Name} submits it again, and who signed confirms on the difference; or withdraws it."),
        PromotionState.ChangesRequested => (StatusKind.Warn, "Changes are asked for.", $"{room.Requester.Name} brings it back as revision {room.Revision + 1}, on which all sign anew, or withdraws it."),
        PromotionState.Expired => (StatusKind.Neutral, "Expired.", room.DecidedAt is null || room.Steps.Any(step => !step.Done) ? "It was not decided in time: silence never approves." : "It was approved and not applied in time."),
        PromotionState.Draft => (StatusKind.Neutral, "A draft.", $"{room.Requester.Name} has not submitted it."),
        PromotionState.Approved => (StatusKind.Pass, "Approved.", "It takes effect when the owner, on-call or a pipeline applies it; the gate is computed once more before that."),
        PromotionState.ApprovedWithConditions => (StatusKind.Pass, "Approved with conditions.", "It takes effect when the owner, on-call or a pipeline applies it. Each condition is a finding with its day; a blocking one that is missed suspends it."),
        PromotionState.Suspended => (StatusKind.Fail, "Suspended.", "No certificate says that it may run. Risk or the chair lets it run again."),
        PromotionState.Applied => (StatusKind.Pass, "Applied.", $"{room.Version.Line.Label} is in {room.Target}."),
        PromotionState.Superseded when room.Version.Line.Stage is { } stage && stage != Stage.Retired && stage != room.Target => (StatusKind.Neutral, "Superseded.", $"{room.Version.Line.Label} went on to {stage}."),
        PromotionState.Superseded => (StatusKind.Neutral, "Superseded.", room.Incumbent is { } incumbent ? $"{incumbent} took its place in {room.Target}." : $"Another version took its place in {room.Target}."),
        PromotionState.Revoked => (StatusKind.Fail, "Revoked.", room.AppliedAt is null ? $"The approval was taken back before {room.Version.Line.Label} went to {room.Target}." : $"{room.Version.Line.Label} may not be started in {room.Target} any more."),
        PromotionState.Retired => (StatusKind.Neutral, "Retired.", $"{room.Version.Line.Label} ended in {room.Target}; nothing took its place there."),
        PromotionState.Rejected => (StatusKind.Fail, "Rejected.", room.Incumbent is { } stays ? $"{stays} stays in {room.Target}." : $"Nothing goes to {room.Target}."),
        PromotionState.Withdrawn => (StatusKind.Neutral, "Withdrawn.", $"{room.Requester.Name} took the request back."),
        PromotionState.Submitted or PromotionState.GateCheck => (StatusKind.Neutral, "The gate is being checked.", "Review begins when it passes."),
        _ => throw new ArgumentOutOfRangeException(nameof(room), room.State, null),
    };

    /// <summary>"One signature of a technical reviewer".</summary>
    public static string SignaturesOf(FlowStep step) => step.Signatures == 1 ? $"One signature of {An(RolesOf(step))}" : $"{step.Signatures} signatures of {An(RolesOf(step))}";

    private static string Signers(FlowStep step) => step switch
    {
        { Board: { } board } => $"{board.LeastVotes} of the {board.Seats.Count} seats of the board",
        { Signatures: 1 } => An(RolesOf(step)),
        _ => $"{step.Signatures} of {RolesOf(step)}",
    };

    private static string An(string noun) => $"{(noun[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a")} {noun}";

    private static string RolesOf(FlowStep step) => string.Join(" or ", step.Roles.Select(role => Roles.Title(role).ToLowerInvariant()));
}

/// <summary>When a vote closes, and why then.</summary>
internal sealed record BoardClose(string Words, DateTimeOffset At);

internal enum ApprovalMeans { OneMore = 1, NextStep, Decided, WhenItsHoursAreOver, ForTheChair }

/// <summary>The step after one more approval: how many there are then, what that means for it, and which step would follow.</summary>
internal sealed record ApprovalEffect(StepView Step, int Approvals, ApprovalMeans Means, StepView? Next)
{
    private string Count => $"{Approvals} of at least {Step.Step.LeastApprovals} approvals";

    /// <summary>Under the button.</summary>
    public string Consequence => Means switch
    {
        ApprovalMeans.OneMore => Count,
        ApprovalMeans.NextStep => $"opens the next step, {Next?.Step.Name}",
        ApprovalMeans.WhenItsHoursAreOver => "meets the rule, once the vote's hours are over",
        ApprovalMeans.ForTheChair => $"{Count}; the chair closes it",
        _ => "meets the rule: approved",
    };

    /// <summary>Beside the rule.</summary>
    public string Sentence => Means switch
    {
        ApprovalMeans.OneMore or ApprovalMeans.ForTheChair => $"With your signature there are {Count}.",
        ApprovalMeans.NextStep => "Your signature opens the next step.",
        _ => "Your signature decides.",
    };
}
