using Portal.Policies.Classification;

namespace Portal.Tests.Policies.Classification;

public sealed class CaseTests
{
    public static TheoryData<string> Names => [.. Cases.All.Select(one => one.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_case_of_the_law_comes_out_as_the_law_says(string name)
    {
        var one = Cases.All.Single(one => one.Name == name);

        var result = Questionnaires.Classify(Cases.AnswersOf(one));

        Assert.Equal((one.LegalClass, one.Tier), (result.LegalClass, result.Tier));
        Assert.Equal(one.Articles.Order(), result.Findings.Select(finding => finding.Article).Order());
        Assert.Equal(one.Exemption, Grounds(result.Exemption));
        Assert.Equal(one.Automated, result.SolelyAutomated);
        Assert.True(result.IsComplete);
    }

    [Fact]
    public void The_cases_cover_every_provision_of_the_rules()
    {
        var rules = Questionnaires.Of(1).Scorer.Rules;
        var told = Cases.All.SelectMany(one => one.Articles).ToHashSet();
        var answered = Cases.All.SelectMany(one => Cases.AnswersOf(one) is var answers ? answers.Keys.SelectMany(key => answers[key].Select(value => (key, value))) : []).ToHashSet();

        Assert.True(Cases.All.Count >= 60);
        Assert.All(Cases.All, one => Assert.NotEmpty(one.Source));
        Assert.Empty(rules.Raises.Select(rule => rule.Finding.Article).Except(told));
        Assert.Empty(rules.Lifts.Select(rule => (rule.Question, rule.Value)).Except(answered));
        Assert.Empty(rules.Exempts.Select(rule => (rule.Question, rule.Value)).Except(answered));
        Assert.Empty(rules.Notes.Select(rule => (rule.Question, rule.Value)).Except(answered));
    }

    [Fact]
    public void Every_rule_speaks_of_a_choice_that_exists()
    {
        var rules = Questionnaires.Of(1).Scorer.Rules;
        var named = rules.Raises.Select(rule => (rule.Question, rule.Value))
            .Concat(rules.Lifts.Select(rule => (rule.Question, rule.Value)))
            .Concat(rules.Exempts.Select(rule => (rule.Question, rule.Value)))
            .Concat(rules.Notes.Select(rule => (rule.Question, rule.Value)));

        Assert.All(named, rule => Assert.NotNull(Cases.Questions.Find(rule.Question)?.Find(rule.Value)));
        Assert.All(rules.Lifts, lift => Assert.Contains(rules.Raises, raise => lift.Takes(raise.Finding)));
    }

    [Fact]
    public void Every_point_of_annex_three_has_its_rule() =>
        Assert.Equal(
            ["1a", "1b", "1c", "2", "3a", "3b", "3c", "3d", "4a", "4b", "5a", "5b", "5c", "5d", "6a", "6b", "6c", "6d", "6e", "7a", "7b", "7c", "7d", "8a", "8b"],
            Questionnaires.Of(1).Scorer.Rules.Raises.Select(rule => rule.Finding).Where(finding => finding.IsUnder("Annex III"))
                .Select(finding => finding.Article["Annex III ".Length..]).Distinct().Order());

    /// <summary>"only does a narrow procedural task (Art. 6(3)(a))": the article.</summary>
    private static IEnumerable<string> Grounds(Exemption? exemption) =>
        (exemption?.Grounds ?? []).Select(ground => ground[(ground.IndexOf("(Art.", StringComparison.Ordinal) + 1)..^1]);
}
