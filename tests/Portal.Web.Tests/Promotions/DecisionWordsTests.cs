using Portal.Accounts;
using Portal.Policies;
using Portal.Promotions;
using Portal.Web.Promotions;

namespace Portal.Web.Tests.Promotions;

public sealed class DecisionWordsTests
{
    private static readonly FlowStep Technical = new(StepKind.Technical, [Role.TechnicalReviewer], 1, null);
    private static readonly FlowStep Board = new(StepKind.Board, [Role.BoardMember], 0, new(["Risk", "Legal", "Data", "Technology", "Architecture"], 60, 2, ["Risk", "Legal"]));

    [Fact]
    public void A_rule_names_every_step_in_its_order() =>
        Assert.Equal("Closes when a technical reviewer, then 3 of the 5 seats of the board have approved; before the board one rejection ends it, and on the board a no leaves the close to the chair.", DecisionWords.Rule([View(Technical), View(Board)]));

    [Fact]
    public void A_rule_of_one_signature_speaks_of_one() =>
        Assert.Equal("Closes when a technical reviewer has approved; one rejection ends it.", DecisionWords.Rule([View(Technical)]));

    [Fact]
    public void What_an_approval_leads_to_is_said_under_its_button()
    {
        Assert.Equal("2 of at least 3 approvals", new ApprovalEffect(View(Board), 2, ApprovalMeans.OneMore, null).Consequence);
        Assert.Equal("opens the next step, Board", new ApprovalEffect(View(Technical), 1, ApprovalMeans.NextStep, View(Board)).Consequence);
        Assert.Equal("meets the rule: approved", new ApprovalEffect(View(Board), 3, ApprovalMeans.Decided, null).Consequence);
    }

    [Fact]
    public void Every_state_has_a_word_of_its_own()
    {
        var words = Enum.GetValues<PromotionState>().Select(state => PromotionWords.Look(state).Word).ToList();

        Assert.Equal(words.Count, words.Distinct().Count());
    }

    private static StepView View(FlowStep step) => new(step, false, false, [], [.. step.Seats.Select(seat => new SeatView(seat, null, null))]);
}
