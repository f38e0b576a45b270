using Portal.Policies;
using Portal.Promotions;
using Portal.Web.Ui;

namespace Portal.Web.Promotions;

/// <summary>What the rule says and what an act leads to, in the words that a board member reads before signing.</summary>
internal static class DecisionWords
{
    /// <summary>The flow as one sentence.</summary>
    public static string Rule(IReadOnlyList<StepView> steps) =>
        $"Closes when {string.Join(" and then ", steps.Select(Signers))} {(steps is [{ Step.Seats.Count: < 2 }] ? "has" : "have")} approved; one rejection ends it.";

    /// <summary>What one more approval in the open step does; null when there is no open step.</summary>
    public static ApprovalEffect? Approval(ReviewRoom room)
    {
        if (room.Steps.FirstOrDefault(step => step.Open) is not { } open)
            return null;

        var missing = open.Seats.Where(seat => seat.Vote is null && seat.Function != room.Eligibility.Seat).Select(seat => seat.Function).ToList();
        var next = room.Steps.SkipWhile(step => step != open).Skip(1).FirstOrDefault();
        return new(open, missing, missing.Count == 0 ? next : null);
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

    private static string Signers(StepView step) => step.Step switch
    {
        { Kind: StepKind.Technical } => "a technical reviewer",
        { Seats: [var seat] } => $"the seat {seat}",
        { Seats: var seats } => $"the seats {PromotionWords.List(seats)}",
    };
}

/// <summary>The open step after one more approval: which seats would still be open, which step would follow.</summary>
internal sealed record ApprovalEffect(StepView Step, IReadOnlyList<string> OpenSeats, StepView? Next)
{
    private int Seats => Step.Seats.Count;

    private string StillOpen => $"{PromotionWords.List(OpenSeats)} {(OpenSeats.Count == 1 ? "is" : "are")} still open";

    /// <summary>Under the button.</summary>
    public string Consequence => this switch
    {
        { OpenSeats.Count: > 0 } => $"{Seats - OpenSeats.Count} of {Seats} seats; {StillOpen}",
        { Next: { } next } => $"opens the next step, {next.Step.Name}",
        _ => "meets the rule: approved",
    };

    /// <summary>Beside the rule.</summary>
    public string Sentence => this switch
    {
        { OpenSeats.Count: > 0 } => $"After your signature {StillOpen}.",
        { Next: not null } => "Your signature opens the next step.",
        _ => "Your signature decides.",
    };
}
