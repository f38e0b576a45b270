using Portal.Policies;
using Portal.Policies.Yaml;

namespace Portal.Tests.Policies;

public sealed class PolicyChangesTests
{
    private static readonly string Shipped = ShippedPolicy.YamlOf(new DateOnly(2026, 11, 2));

    [Theory]
    [InlineData("checks.recall.atLeast", "0.65", Direction.Tighter)]
    [InlineData("checks.recall.atLeast", "0.55", Direction.Looser)]
    [InlineData("checks.recall.minimumSample", "100", Direction.Tighter)]
    [InlineData("checks.recall.minimumSample", "9", Direction.Looser)]
    [InlineData("checks.recall.severity", "Warn", Direction.Looser)]
    [InlineData("checks.recall.boundFrom", "Low", Direction.Tighter)]
    [InlineData("checks.recall.boundFrom", "Critical", Direction.Looser)]
    [InlineData("checks.recall.boundFrom", "Never", Direction.Looser)]
    [InlineData("checks.validation-report.from", "Medium", Direction.Tighter)]
    [InlineData("checks.validation-report.from", "Critical", Direction.Looser)]
    [InlineData("checks.recall.metric", "Accuracy", Direction.Looser)]
    [InlineData("checks.recall.name", "Hit rate", Direction.Neutral)]
    [InlineData("checks.recall.validUntil", "2028-11-02", Direction.Neutral)]
    [InlineData("floors.transparency.tier", "High", Direction.Tighter)]
    [InlineData("floors.transparency.tier", "Low", Direction.Looser)]
    [InlineData("floors.transparency.legalClass", "HighRisk", Direction.Looser)]
    [InlineData("tiers.High.reviewMonths", "6", Direction.Tighter)]
    [InlineData("tiers.High.reviewMonths", "24", Direction.Looser)]
    [InlineData("tiers.High.workingDays", "9", Direction.Neutral)]
    [InlineData("flows.board.steps.Board.approvals", "3", Direction.Tighter)]
    [InlineData("flows.board.steps.Board.participation", "40", Direction.Looser)]
    [InlineData("approvals.Medium.Production", "board", Direction.Looser)]
    [InlineData("approvals.High.minor", "board", Direction.Tighter)]
    [InlineData("approvals.Critical.Production", "technical", Direction.Looser)]
    [InlineData("alerts.psiWarning", "0.05", Direction.Tighter)]
    [InlineData("alerts.qualitySuspends", "20", Direction.Looser)]
    [InlineData("alerts.errorsWarning", "1", Direction.Tighter)]
    [InlineData("alerts.safetySerious", "4", Direction.Looser)]
    [InlineData("exceptions.mostDays", "90", Direction.Tighter)]
    [InlineData("admission.graceHours", "24", Direction.Tighter)]
    [InlineData("admission.graceHours", "96", Direction.Looser)]
    [InlineData("limits.critical.atMost", "9", Direction.Looser)]
    [InlineData("questionnaire", "2", Direction.Looser)]
    public void Each_value_has_a_direction_and_what_is_not_understood_loosens(string path, string value, Direction expected)
    {
        var change = PolicyChanges.Between(Shipped, PolicyYaml.With(Shipped, path, value).Value).Single();

        Assert.Equal((path, value, expected), (change.Path, change.After, change.Direction));
    }

    [Fact]
    public void The_same_number_in_other_words_is_no_change() =>
        Assert.Empty(PolicyChanges.Between(Shipped, PolicyYaml.With(Shipped, "checks.recall.atLeast", "0.6").Value));

    [Fact]
    public void A_check_that_comes_tightens_and_one_that_goes_loosens()
    {
        var at = Shipped.IndexOf("  recall:", StringComparison.Ordinal);
        var without = Shipped[..at] + Shipped[Shipped.IndexOf("  validation-report:", StringComparison.Ordinal)..];

        Assert.All(PolicyChanges.Between(Shipped, without), change => Assert.Equal((Direction.Looser, (string?)null), (change.Direction, change.After)));
        Assert.All(PolicyChanges.Between(without, Shipped), change => Assert.Equal((Direction.Tighter, (string?)null), (change.Direction, change.Before)));
    }

    [Fact]
    public void A_step_that_goes_loosens_and_one_that_comes_tightens()
    {
        const string Step = "      Validator: { roles: [IndependentValidator], signatures: 1 }\n";
        var at = Shipped.IndexOf(Step, StringComparison.Ordinal);
        var without = Shipped.Remove(at, Step.Length);

        Assert.All(PolicyChanges.Between(Shipped, without), change => Assert.Equal(Direction.Looser, change.Direction));
        Assert.All(PolicyChanges.Between(without, Shipped), change => Assert.Equal(Direction.Tighter, change.Direction));
    }

    [Theory]
    [InlineData("Medium: [OutOfScopeUse, Evaluation]", "Medium: [OutOfScopeUse, Evaluation, Caveats]", Direction.Tighter)]
    [InlineData("Medium: [OutOfScopeUse, Evaluation]", "Medium: [Evaluation]", Direction.Looser)]
    [InlineData("Critical: [Caveats]", "Critical: []", Direction.Looser)]
    public void A_section_that_a_card_must_have_tightens(string before, string after, Direction expected) =>
        Assert.Equal(expected, PolicyChanges.Between(Shipped, Shipped.Replace(before, after, StringComparison.Ordinal)).Single().Direction);

    [Fact]
    public void The_first_section_that_a_tier_adds_tightens()
    {
        var none = Shipped.Replace("Critical: [Caveats]", "Critical: []", StringComparison.Ordinal);

        Assert.Equal(Direction.Tighter, PolicyChanges.Between(none, Shipped).Single().Direction);
    }

    [Theory]
    [InlineData("latencySeriousMs: 800")]
    [InlineData("costSerious: 0.05")]
    public void A_level_that_is_judged_only_where_it_is_written_tightens_when_it_comes_and_loosens_when_it_goes(string level)
    {
        var with = Shipped.Replace("  errorsWarning: 2\n", $"  errorsWarning: 2\n  {level}\n", StringComparison.Ordinal);

        Assert.Equal(Direction.Tighter, PolicyChanges.Between(Shipped, with).Single().Direction);
        Assert.Equal(Direction.Looser, PolicyChanges.Between(with, Shipped).Single().Direction);
    }

    [Fact]
    public void A_level_left_out_is_the_shipped_one()
    {
        var without = Shipped.Replace("  errorsWarning: 2\n", "", StringComparison.Ordinal);
        var tighter = PolicyYaml.With(Shipped, "alerts.errorsWarning", "1").Value;

        Assert.Empty(PolicyChanges.Between(Shipped, without));
        Assert.Equal(("1", "2", Direction.Looser), PolicyChanges.Between(tighter, without).Select(change => (change.Before, change.After, change.Direction)).Single());
    }

    [Fact]
    public void A_remark_or_another_order_is_no_change() =>
        Assert.Empty(PolicyChanges.Between(Shipped, "# read by the board\n" + Shipped));
}
