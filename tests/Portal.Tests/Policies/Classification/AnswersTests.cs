using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Tests.Policies.Classification;

public sealed class AnswersTests
{
    private static readonly Questionnaire Questions = Questionnaires.Of(1).Questions;

    [Fact]
    public void Answers_that_say_the_same_are_equal_whatever_their_order()
    {
        var one = Read(("areas", ["services", "employment"]), ("money", ["little"]));
        var other = Read(("money", ["little", "little"]), ("areas", ["employment", "services", "employment"]), ("contact", []));

        Assert.Equal(one, other);
        Assert.Equal(one.Digest, other.Digest);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, Read(("areas", ["services"]), ("money", ["little"])));
    }

    [Fact]
    public void Answers_are_read_back_from_their_bytes()
    {
        var answers = Read(("areas", ["services"]), ("services", ["credit", "fraud"]), ("profiling", ["yes"]));

        Assert.Equal(answers, Answers.FromBytes(answers.ToBytes()));
        Assert.Equal(Answers.None(1), Answers.FromBytes(Answers.None(1).ToBytes()));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""{"answers":{},"questionnaire":2}""")]
    [InlineData("""{"answers":{},"questionnaire":4294967297}""")]
    [InlineData("""{"answers":{"money":"little"},"questionnaire":1}""")]
    [InlineData("""{"answers":{"money":[1]},"questionnaire":1}""")]
    [InlineData("""{"answers":{"money":["gold"]},"questionnaire":1}""")]
    [InlineData("""{"answers":{"weather":["fine"]},"questionnaire":1}""")]
    public void Bytes_that_nobody_wrote_are_no_answers(string stored) =>
        Assert.Throws<FormatException>(() => Answers.FromBytes(System.Text.Encoding.UTF8.GetBytes(stored)));

    [Fact]
    public void Every_fault_is_told_by_its_field()
    {
        var refusal = Questions.Read(new Dictionary<string, IReadOnlyList<string>>
        {
            ["weather"] = ["fine"],
            ["money"] = ["little", "existence"],
            ["areas"] = ["none", "services"],
            ["people"] = ["Life"],
            ["role"] = ["deployer"],
        }).Refusal;

        Assert.Equal(
            [
                new Fault("answers.weather", "Questionnaire 1 has no such question."),
                new Fault("answers.money", "Choose one."),
                new Fault("answers.areas", "'None of these' excludes the other choices."),
                new Fault("answers.people", "'Life' is not one of the choices."),
            ],
            Assert.IsType<Invalid>(refusal).Faults);
    }

    [Theory]
    [InlineData("", "answers")]
    [InlineData("a\u202Eb", "answers")]
    [InlineData("Money", "answers.Money")]
    public void A_key_that_cannot_be_shown_is_not_repeated(string key, string field) =>
        Assert.Equal(field, Assert.Single(Assert.IsType<Invalid>(Questions.Read([new(key, ["little"])]).Refusal).Faults).Field);

    [Fact]
    public void Thousands_of_unknown_keys_are_answered_with_a_screen_of_faults() =>
        Assert.Equal(50, Assert.IsType<Invalid>(Questions.Read(Enumerable.Range(0, 10_000).Select(at => KeyValuePair.Create<string, IReadOnlyList<string>>($"k{at}", ["x"]))).Refusal).Faults.Count);

    [Fact]
    public void Nobody_is_asked_more_than_a_dozen_questions_who_answers_with_the_least()
    {
        var answers = Answers.None(1);
        while (Questions.Asked(answers).FirstOrDefault(asked => asked.IsMissing) is { } open)
            answers = Questions.Change(answers, open.Question.Key, [(open.Offered.FirstOrDefault(choice => choice.Exclusive) ?? open.Offered[0]).Value]).Value;

        Assert.Equal(12, Questions.Asked(answers).Count);
        Assert.InRange(Questions.Questions.Count, 20, 28);
    }

    [Fact]
    public void Only_what_matters_is_asked()
    {
        Assert.DoesNotContain("services", Keys(Read(("areas", ["employment"]))));
        Assert.Contains("employment", Keys(Read(("areas", ["employment"]))));
        Assert.DoesNotContain("profiling", Keys(Read(("areas", ["services"]), ("services", ["fraud"]))));
        Assert.Contains("profiling", Keys(Read(("areas", ["services"]), ("services", ["fraud", "credit"]))));
        Assert.DoesNotContain("exemption", Keys(Read(("areas", ["services"]), ("services", ["credit"]), ("profiling", ["yes"]))));
        Assert.Equal(
            ["medicalOrSafety", "none"],
            Questions.Asked(Read(("practices", ["readsEmotions"]))).Single(asked => asked.Question.Key == "practiceExceptions").Offered.Select(choice => choice.Value));
    }

    [Fact]
    public void An_answer_that_is_not_asked_counts_for_nothing_and_is_gone_from_what_is_relevant()
    {
        var answers = Read(("areas", ["none"]), ("services", ["credit"]), ("profiling", ["yes"]));

        Assert.Empty(Questionnaires.Classify(answers).Findings);
        Assert.Equal(Read(("areas", ["none"])), Questions.Relevant(answers));
        Assert.Equal(["credit"], answers["services"]);
    }

    [Fact]
    public void What_is_asked_and_not_answered_is_missing()
    {
        var result = Questionnaires.Classify(Read(("areas", ["services"])));

        Assert.Contains("services", result.Missing);
        Assert.Contains("money", result.Missing);
        Assert.DoesNotContain("areas", result.Missing);
        Assert.DoesNotContain("profiling", result.Missing);
        Assert.False(result.IsComplete);
    }

    [Fact]
    public void An_answer_is_taken_back_by_no_values()
    {
        var answers = Questions.Change(Read(("money", ["little"])), "money", []).Value;

        Assert.Equal(Answers.None(1), answers);
        Assert.True(answers.IsEmpty);
    }

    [Fact]
    public void There_is_no_questionnaire_but_those_published()
    {
        Assert.Same(Questionnaires.Current, Questionnaires.Of(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Questionnaires.Of(2));
    }

    private static Answers Read(params (string Key, string[] Values)[] given) =>
        Questions.Read(given.Select(answer => KeyValuePair.Create<string, IReadOnlyList<string>>(answer.Key, answer.Values))).Value;

    private static IEnumerable<string> Keys(Answers answers) => Questions.Asked(answers).Select(asked => asked.Question.Key);
}
