using Portal.Accounts;
using Portal.Policies;
using Portal.Promotions;
using Portal.Web.Ui;

namespace Portal.Web.Promotions;

/// <summary>What the rule says and what an act leads to, in the words that a board member reads before signing.</summary>
internal static class DecisionWords
{
    /// <summary>The flow as one sentence.</summary>
    public static string Rule(IReadOnlyList<StepView> steps) =>
        $"Closes when {string.Join(", then ", steps.Select(step => Signers(step.Step)))} {(steps is [{ Step: { Board: null, Signatures: 1 } }] ? "has" : "have")} approved; one rejection ends it.";

    /// <summary>What one more approval in the open step does; null when there is no open step.</summary>
    public static ApprovalEffect? Approval(ReviewRoom room)
    {
        if (room.Steps.FirstOrDefault(step => step.Open) is not { } open)
            return null;

        List<string> approving = [.. open.Votes.Where(vote => vote.Verdict == Verdict.Approve).Select(vote => vote.Seat ?? vote.PrintedName), room.Eligibility.Seat ?? room.Eligibility.Why];
        var done = open.Step.Board is { } board ? board.IsMet(approving, approving) : approving.Count >= open.Step.Signatures;
        return new(open, approving.Count, done, room.Steps.SkipWhile(step => step != open).Skip(1).FirstOrDefault());
    }

    public static string IfRejected(ReviewRoom room) =>
        room.Incumbent is { } incumbent ? $"ends the request; {incumbent} stays" : $"ends the request; nothing goes to {room.Target}";

    public static string IfApplied(ReviewRoom room) =>
        room.Incumbent is { } incumbent ? $"{room.Version.Line.Label} goes to {room.Target}; {incumbent} is retired" : $"{room.Version.Line.Label} goes to {room.Target}";

    /// <summary>"step 2 of 2, Board", while a step is open.</summary>
    public static string? Where(ReviewRoom room)
    {
        var at = room.Steps.ToList().FindIndex(step => step.Open);
        return at < 0 ? null : $"step {at + 1} of {room.Steps.Count}, {room.Steps[at].Step.Name}";
    }

    /// <summary>How a request stands for a reader who has nothing to sign, and what happens next.</summary>
    public static (StatusKind Kind, string Headline, string Next) Standing(ReviewRoom room) => room.State switch
    {
        PromotionState.InReview when room.Eligibility.MaySign => (StatusKind.Info, "You may sign.", room.Eligibility.Why),
        PromotionState.InReview => (StatusKind.Neutral, "You may not sign.", room.Eligibility.Why),
        PromotionState.GateFailed => (StatusKind.Fail, "Nothing is to be signed.", $"The gate stopped revision {room.Revision}. {room.Requester.Name} brings the evidence and submits it again, or withdraws it."),
        PromotionState.Stale => (StatusKind.Warn, "Nothing is to be signed.", $"What was shown is not what stands now. {room.Requester.Name} submits it again as revision {room.Revision + 1}, on which all sign anew, or withdraws it."),
        PromotionState.Approved => (StatusKind.Pass, "Approved.", "It takes effect when the owner, on-call or a pipeline applies it; the gate is computed once more before that."),
        PromotionState.Applied => (StatusKind.Pass, "Applied.", $"{room.Version.Line.Label} is in {room.Target}."),
        PromotionState.Superseded => (StatusKind.Neutral, "Superseded.", room.Incumbent is { } incumbent ? $"{incumbent} took its place in {room.Target}." : $"Another version took its place in {room.Target}."),
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

/// <summary>The open step after one more approval: how many there are then, whether that completes it, and which step would follow.</summary>
internal sealed record ApprovalEffect(StepView Step, int Approvals, bool Completes, StepView? Next)
{
    private string Count => $"{Approvals} of at least {Step.Step.LeastApprovals} approvals";

    /// <summary>Under the button.</summary>
    public string Consequence => this switch
    {
        { Completes: false } => Count,
        { Next: { } next } => $"opens the next step, {next.Step.Name}",
        _ => "meets the rule: approved",
    };

    /// <summary>Beside the rule.</summary>
    public string Sentence => this switch
    {
        { Completes: false } => $"With your signature there are {Count}.",
        { Next: not null } => "Your signature opens the next step.",
        _ => "Your signature decides.",
    };
}
