using Portal.Policies;
using Portal.Policies.Yaml;
using Portal.Shared;

namespace Portal.Tests.Policies;

public sealed class PolicyYamlTests
{
    private static readonly string Shipped = ShippedPolicy.YamlOf(new DateOnly(2026, 11, 2));

    [Fact]
    public void The_shipped_policy_reads_and_its_checks_hold_for_twelve_months()
    {
        var policy = PolicyYaml.Read(Shipped, 1).Value;

        Assert.Equal(10, policy.Checks.Select(check => check.GetType()).Append(typeof(object)).Distinct().Count());
        Assert.Equal(["accuracy", "recall", "model-card"], policy.ChecksTo(Stage.Staging, RiskTier.Low).Select(check => check.Key));
        Assert.All(policy.Checks, check => Assert.Equal(new DateOnly(2027, 11, 2), check.ValidUntil));
        Assert.Equal([StepKind.Technical, StepKind.Validator, StepKind.Risk, StepKind.Board], policy.FlowTo(Stage.Production, RiskTier.High).Steps.Select(step => step.Kind));
        Assert.Equal((4, 3), (policy.FlowTo(Stage.Production, RiskTier.Critical).Steps[^1].Board?.LeastVotes, policy.FlowTo(Stage.Production, RiskTier.High).Steps[^1].Board?.LeastVotes));
        Assert.Equal([StepKind.Peer], policy.FlowTo(Stage.Staging, RiskTier.Low).Steps.Select(step => step.Kind));
        Assert.Contains(policy.Statements, statement => statement.IsUnlinked);
    }

    [Fact]
    public void What_a_tier_demands_includes_what_the_tiers_below_it_do()
    {
        var policy = PolicyYaml.Read(Shipped, 1).Value;

        Assert.Equal(["Model card", "Basic monitoring, live"], policy.DemandsOf(RiskTier.Low));
        Assert.Equal(policy.DemandsOf(RiskTier.High), policy.DemandsOf(RiskTier.Critical).Take(policy.DemandsOf(RiskTier.High).Count));
    }

    [Theory]
    [InlineData("atLeast: 0.60", "atLeast: 60 %", "checks.recall.atLeast", "write a number from 0 to 1, with a point.")]
    [InlineData("atLeast: 0.60", "atLeast: 1.01", "checks.recall.atLeast", "write a number from 0 to 1, with a point.")]
    [InlineData("atLeast: 0.60", "atLeast: .nan", "checks.recall.atLeast", "write a number from 0 to 1, with a point.")]
    [InlineData("atLeast: 0.60", "atleast: 0.60", "checks.recall.atLeast", "this is missing: write a number from 0 to 1, with a point.")]
    [InlineData("metric: Recall", "metric: Recal", "checks.recall.metric", "ReviewedShare, OverriddenShare.")]
    [InlineData("metric: Recall", "metric: 2", "checks.recall.metric", "ReviewedShare, OverriddenShare.")]
    [InlineData("minimumSample: 50", "minimumSample: [50]", "checks.recall.minimumSample", "write a whole number from 1 to 100000000.")]
    [InlineData("owner: Risk", "owner: \"\"", "checks.recall.owner", "write a text of at most 80 characters.")]
    [InlineData("participation: 60,", "participation: 0,", "flows.board.steps.Board.participation", "write a whole number from 1 to 100.")]
    [InlineData("roles: [ProductReviewer]", "roles: [Administrator]", "flows.product.steps.Product.roles", "choose from SystemOwner, Developer, TechnicalReviewer, ProductReviewer, IndependentValidator, RiskManager, AccountableExecutive: nobody else signs.")]
    [InlineData("Product: {", "Sales: {", "flows.product.steps", "'Sales' is none of Peer, Technical, Product, Validator, Risk, Board.")]
    [InlineData("graceHours: 72", "graceHours: 721", "admission.graceHours", "write a whole number from 0 to 720.")]
    [InlineData("psiSerious: 0.25", "psiSerious: 0.05", "alerts.psiSerious", "serious begins above the warning.")]
    [InlineData("errorsSerious: 5", "errorsSerious: 2", "alerts.errorsSerious", "serious begins above the warning.")]
    [InlineData("safetyWarning: 1", "safetyWarning: 0", "alerts.safetyWarning", "write a number from 0.01 to 100, with a point.")]
    [InlineData("countsBefore: \"12:00\"", "countsBefore: noon", "calendar.countsBefore", "write an hour as \"17:00\".")]
    [InlineData("freezes: {}", "freezes: { december: { from: 2026-12-31, to: 2026-12-01, why: Year end } }", "freezes.december.to", "it ends before it begins.")]
    [InlineData("  Critical: [Caveats]", "  Critical: [Caveat]", "cards.Critical", "choose from Overview, IntendedUse, OutOfScopeUse, BusinessProblem, Training, Evaluation, Fairness, Limitations, EthicalConsiderations, Caveats, Contacts.")]
    [InlineData("  Critical: [Caveats]", "  Critical: Caveats", "cards.Critical", "write a list, as [one, two].")]
    [InlineData("  Critical: [Caveats]", "  Critical: [7]", "cards.Critical", "choose from Overview, IntendedUse, OutOfScopeUse, BusinessProblem, Training, Evaluation, Fairness, Limitations, EthicalConsiderations, Caveats, Contacts.")]
    [InlineData("  Critical: [Caveats]", "  Severe: [Caveats]", "cards.Severe", "there is no such field here; these are: Low, Medium, High, Critical.")]
    [InlineData("measure: OverdueReviews", "measure: Everything", "limits.overdue-reviews.measure", "choose from LargestProviderShare, LargestBaseModelShare, LargestDataSourceShare, LiveCriticalSystems, OverdueReviews, OpenSevereFindings, ExceptionsInForce, BelowMaturityTarget.")]
    public void A_bad_value_is_named_by_its_line_and_its_field(string good, string bad, string field, string message)
    {
        var at = Shipped.IndexOf(good, Shipped.IndexOf(good.StartsWith("owner", StringComparison.Ordinal) ? "  recall:" : "title", StringComparison.Ordinal), StringComparison.Ordinal);
        var yaml = Shipped[..at] + bad + Shipped[(at + good.Length)..];

        var fault = FaultsOf(yaml).First(fault => fault.Field == field);

        Assert.Matches("^line [0-9]+: ", fault.Message);
        Assert.EndsWith(message, fault.Message, StringComparison.Ordinal);
        if (!bad.StartsWith("atleast", StringComparison.Ordinal))
            Assert.StartsWith($"line {yaml[..at].Count(sign => sign == '\n') + 1}:", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_says_nothing_of_rates_has_the_shipped_levels()
    {
        var silent = string.Join('\n', Shipped.Split('\n').Where(line => !line.StartsWith("  errors", StringComparison.Ordinal) && !line.StartsWith("  safety", StringComparison.Ordinal)));

        Assert.NotEqual(Shipped, silent);
        Assert.Equal(RateLevels.UnlessTold, PolicyYaml.Read(silent, 1).Value.Alerts.Rates);
        Assert.Equal(RateLevels.UnlessTold, PolicyYaml.Read(Shipped, 1).Value.Alerts.Rates);
    }

    [Fact]
    public void A_misspelt_field_is_not_ignored()
    {
        var fault = FaultsOf(Shipped + "titel: Again\n").Single();

        Assert.Equal("titel", fault.Field);
        Assert.Contains("there is no such field here; these are: title, questionnaire", fault.Message);
    }

    [Theory]
    [InlineData("Production: board,", "Production: council,", "approvals.High.Production", "There is no flow 'council'.")]
    [InlineData("oneOf: [Risk, Legal]", "oneOf: [Weather]", "flows.board.steps.Board.oneOf", "'Weather' is none of its seats.")]
    [InlineData("approvals: 2,", "approvals: 6,", "flows.board.steps.Board.approvals", "There are 5 seats.")]
    [InlineData("[checks.accuracy, checks.recall, checks.agreed-suite, checks.must-pass]", "[checks.precision]", "statements.evidence.enforcedBy", "'checks.precision' is nothing in this policy; a check is named as checks.accuracy.")]
    [InlineData("questionnaire: 1", "questionnaire: 9", "questionnaire", "There is no questionnaire 9.")]
    [InlineData("legalClass: Transparency", "question: colour\n    answer: red", "floors.transparency.question", "Questionnaire 1 does not ask 'colour'.")]
    [InlineData("legalClass: Transparency", "question: autonomy\n    answer: red", "floors.transparency.answer", "'autonomy' has the answers advises, approved, alone.")]
    public void What_the_sections_say_of_each_other_must_fit(string good, string bad, string field, string message)
    {
        var at = Shipped.IndexOf(good, StringComparison.Ordinal);

        var fault = FaultsOf(Shipped[..at] + bad + Shipped[(at + good.Length)..])[0];

        Assert.Equal(field, fault.Field);
        Assert.Matches("^line [0-9]+: ", fault.Message);
        Assert.EndsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sections_of_a_card_that_a_tier_asks_for_include_those_of_the_tiers_below_it()
    {
        var policy = PolicyYaml.Read(Shipped, 1).Value;

        Assert.Equal([CardSection.Overview, CardSection.IntendedUse, CardSection.Limitations, CardSection.Contacts], policy.CardSectionsOf(RiskTier.Low));
        Assert.Equal(CardSections.All.Except([CardSection.Caveats]), policy.CardSectionsOf(RiskTier.High));
        Assert.Equal(CardSections.All, policy.CardSectionsOf(RiskTier.Critical));
    }

    [Fact]
    public void A_policy_that_was_written_before_there_were_cards_asks_for_no_section_and_may_not_say_that_it_does()
    {
        var (from, to) = (Shipped.IndexOf("cards:\n", StringComparison.Ordinal), Shipped.IndexOf("# A check holds", StringComparison.Ordinal));
        var older = Shipped[..from] + Shipped[to..];

        Assert.Equal("statements.described.enforcedBy", FaultsOf(older).Single().Field);
        Assert.Empty(PolicyYaml.Read(older.Replace("enforcedBy: [cards]", "enforcedBy: []", StringComparison.Ordinal), 1).Value.CardSectionsOf(RiskTier.Critical));
    }

    [Fact]
    public void A_gate_that_nothing_blocks_is_refused()
    {
        var faults = FaultsOf(Shipped.Replace("from: Low\n", "from: Medium\n", StringComparison.Ordinal));

        Assert.Equal(3, faults.Count);
        Assert.Contains("No check blocks the way of Tier Low to Staging", faults[0].Message);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var yaml = Shipped.Replace("atLeast: 0.60", "atLeast: much", StringComparison.Ordinal).Replace("mostDays: 180", "mostDays: 0", StringComparison.Ordinal);

        Assert.Equal(["checks.recall.atLeast", "exceptions.mostDays"], FaultsOf(yaml).Select(fault => fault.Field));
    }

    [Theory]
    [InlineData("", "a policy is one document of fields")]
    [InlineData("- one\n- two\n", "a policy is one document of fields")]
    [InlineData("title: [", "this is no YAML")]
    [InlineData("title: one\ntitle: two\n", "this is no YAML")]
    [InlineData("title: &a one\nother: *a\n", "anchors and references are not taken")]
    [InlineData("title: !!binary aGk=\n", "tags are not taken")]
    [InlineData("a: 1\n---\nb: 2\n", "a policy is one document of fields")]
    public void What_is_no_policy_at_all_is_refused_with_its_line(string yaml, string message)
    {
        var fault = FaultsOf(yaml).Single();

        Assert.Equal("yaml", fault.Field);
        Assert.Contains(message, fault.Message);
    }

    [Fact]
    public void Nesting_that_would_exhaust_the_stack_is_refused()
    {
        Assert.Contains("nested more than 12 deep", FaultsOf("a: " + new string('[', 90_000)).Single().Message);
        Assert.Contains("nested more than 12 deep", FaultsOf("a: " + string.Concat(Enumerable.Repeat("{a: ", 40_000))).Single().Message);
    }

    [Fact]
    public void A_text_that_is_too_long_is_not_read() =>
        Assert.Equal("yaml", FaultsOf(new string('#', PolicyYaml.LongestText + 1)).Single().Field);

    [Theory]
    [InlineData("checks.recall.atLeast", "0.65")]
    [InlineData("checks.recall.owner", "Risk: the \"new\" team")]
    [InlineData("checks.recall.why", "Two\nlines, # and no remark")]
    [InlineData("calendar.endsAt", "16:30")]
    [InlineData("flows.board.steps.Board.approvals", "3")]
    public void One_value_is_changed_in_the_text_and_nothing_else(string path, string value)
    {
        var changed = PolicyYaml.With(Shipped, path, value).Value;

        var (before, after) = (PolicyYaml.Values(Shipped), PolicyYaml.Values(changed));
        Assert.Equal(value, after[path]);
        Assert.Equal(before.Where(pair => pair.Key != path), after.Where(pair => pair.Key != path));
        Assert.Equal(Shipped.Count(sign => sign == '#'), changed.Count(sign => sign == '#') - value.Count(sign => sign == '#'));
    }

    [Fact]
    public void A_value_that_is_not_there_is_not_made_up() =>
        Assert.IsType<Invalid>(PolicyYaml.With(Shipped, "checks.nothing.atLeast", "1").Refusal);

    private static IReadOnlyList<Fault> FaultsOf(string yaml) => Assert.IsType<Invalid>(PolicyYaml.Read(yaml, 2).Refusal).Faults;
}
