using Portal.Policies;
using Portal.Promotions;
using Portal.Web.Promotions;

namespace Portal.Web.Tests.Promotions;

public sealed class DecisionWordsTests
{
    [Fact]
    public void A_rule_names_every_step_in_its_order()
    {
        var words = DecisionWords.Rule([Step("Technical", StepKind.Technical), Step("Board", StepKind.Board, "Risk", "Legal", "Data")]);

        Assert.Equal("Closes when a technical reviewer and then the seats Risk, Legal and Data have approved; one rejection ends it.", words);
    }

    [Fact]
    public void A_rule_of_one_signature_speaks_of_one()
    {
        var words = DecisionWords.Rule([Step("Technical", StepKind.Technical)]);

        Assert.Equal("Closes when a technical reviewer has approved; one rejection ends it.", words);
    }

    [Theory]
    [InlineData(new[] { "Legal" }, "1 of 2 seats; Legal is still open")]
    [InlineData(new string[0], "meets the rule: approved")]
    public void What_an_approval_leads_to_is_said_under_its_button(string[] open, string words)
    {
        var effect = new ApprovalEffect(Step("Board", StepKind.Board, "Risk", "Legal"), open, null);

        Assert.Equal(words, effect.Consequence);
    }

    [Fact]
    public void Every_state_has_a_word_of_its_own()
    {
        var words = Enum.GetValues<PromotionState>().Select(state => PromotionWords.Look(state).Word).ToList();

        Assert.Equal(words.Count, words.Distinct().Count());
    }

    private static StepView Step(string name, StepKind kind, params string[] seats) =>
        new(new FlowStep(name, kind, seats), false, false, [], [.. seats.Select(seat => new SeatView(seat, null, null))]);
}
