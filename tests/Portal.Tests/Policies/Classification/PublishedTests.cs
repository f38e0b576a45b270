using System.Text;
using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Tests.Policies.Classification;

/// <summary>
/// Questionnaire 1 is published. Who must mend it publishes questionnaire 2 with its own scorer; these digests are never changed.
/// </summary>
public sealed class PublishedTests
{
    [Fact]
    public void Questionnaire_1_says_what_it_said_when_it_was_published() =>
        Assert.Equal("sha256:12e5025a05e71afe13cd4901de883e6d22c642b8c4af9bc56b863c311b03acb0", Questionnaires.Of(1).Questions.Digest.Text);

    [Fact]
    public void The_rules_of_questionnaire_1_mean_what_they_meant() =>
        Assert.Equal("sha256:4323a525aa9fcb41fe2c40be526b5a488c086048ee61169b3efdf72495428b8b", Questionnaires.Of(1).Scorer.Digest.Text);

    [Fact]
    public void The_cases_are_scored_and_explained_as_they_were() =>
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Policies/Classification/results-1.txt")), string.Concat(Cases.All.Select(Told)));

    [Fact]
    public void Every_combination_of_the_weighed_answers_has_the_own_tier_that_it_had()
    {
        var weighed = Questionnaires.Of(1).Questions.Sections.Where(section => section.Key is "stakes" or "working").SelectMany(section => section.Questions);

        var combinations = weighed.Aggregate(
            (IEnumerable<Answers>)[Answers.None(1)],
            (soFar, question) => [.. soFar.SelectMany(answers => question.Choices.Select(choice => Cases.Questions.Change(answers, question.Key, [choice.Value]).Value))]);
        var scored = combinations.Select(answers => Questionnaires.Classify(answers) is var result ? $"{answers} {result.Materiality} {result.Complexity} {result.OwnTier}\n" : "");

        Assert.Equal("sha256:103c7f9a8f999dbcc3f51cb26d80abc7f3ddc7d15affb09c979c731e41f124b7", Digest.Of(Encoding.UTF8.GetBytes(string.Concat(scored))).Text);
    }

    /// <summary>All of a result but the obligations, which are data that moves.</summary>
    private static string Told(Case one)
    {
        var result = Questionnaires.Classify(Cases.AnswersOf(one));
        return $"""
            {one.Name}
              {result.LegalClass}, floor {result.Floor}, own {result.OwnTier}, tier {result.Tier}, solely automated {result.SolelyAutomated}
              {string.Join("\n  ", result.Reasons)}

            """;
    }
}
