using FsCheck;
using FsCheck.Fluent;
using Portal.Policies.Classification;

namespace Portal.Tests.Policies.Classification;

public sealed class ScoringPropertyTests
{
    private static readonly Questionnaire Questions = Questionnaires.Of(1).Questions;
    private static readonly HashSet<(string, string)> Reliefs =
    [
        .. Questionnaires.Of(1).Scorer.Rules.Lifts.Select(rule => (rule.Question, rule.Value)),
        .. Questionnaires.Of(1).Scorer.Rules.Exempts.Select(rule => (rule.Question, rule.Value)),
    ];

    /// <summary>Any answers at all, also to questions that are not asked: a seed says which choices are ticked.</summary>
    private static Arbitrary<Answers> AnyAnswers { get; } = Gen.CollectToArray(Questions.Questions, AnyAnswer)
        .Select(given => Questions.Read(given.Where(answer => answer.Value.Count > 0)).Value)
        .ToArbitrary();

    [Fact]
    public void Adding_a_risk_never_lowers_the_class_the_tier_or_a_level() => Prop.ForAll(AnyAnswers, answers =>
    {
        var before = Questionnaires.Classify(answers);

        return WithOneRiskMore(answers).All(riskier =>
        {
            var after = Questionnaires.Classify(riskier);
            return after.LegalClass >= before.LegalClass
                && (after.Tier ?? 0) >= (before.Tier ?? 0)
                && (after.OwnTier ?? 0) >= (before.OwnTier ?? 0)
                && (after.Floor ?? 0) >= (before.Floor ?? 0)
                && before.Findings.Select(finding => finding.Article).All(after.Findings.Select(finding => finding.Article).Contains);
        });
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Giving_up_an_exception_never_lowers_the_tier() => Prop.ForAll(AnyAnswers, answers =>
    {
        var before = Questionnaires.Classify(answers);

        return WithOneReliefLess(answers).All(stricter => Questionnaires.Classify(stricter) is var after
            && after.LegalClass >= before.LegalClass && (after.Tier ?? 0) >= (before.Tier ?? 0));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Any_answers_however_partial_are_scored() => Prop.ForAll(AnyAnswers, answers =>
    {
        var result = Questionnaires.Classify(answers);

        return result.Reasons.Count > 0 && result.Reasons.All(reason => reason.Length > 0)
            && result.IsComplete == Questions.Asked(answers).All(asked => !asked.IsMissing)
            && (result.Tier ?? 0) == new[] { result.OwnTier ?? 0, result.Floor ?? 0 }.Max();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Stored_answers_are_read_back_and_scored_the_same() => Prop.ForAll(AnyAnswers, answers =>
    {
        var stored = Answers.FromBytes(answers.ToBytes());
        var relevant = Questions.Relevant(answers);

        return stored == answers
            && Questionnaires.Classify(stored).Reasons.SequenceEqual(Questionnaires.Classify(answers).Reasons)
            && Questionnaires.Classify(relevant).Reasons.SequenceEqual(Questionnaires.Classify(answers).Reasons)
            && Questions.Relevant(relevant) == relevant;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Who_profiles_people_is_never_exempted() => Prop.ForAll(AnyAnswers, answers =>
        Questionnaires.Classify(Questions.Change(answers, "profiling", ["yes"]).Value).Exemption is null).QuickCheckThrowOnFailure();

    private static Gen<KeyValuePair<string, IReadOnlyList<string>>> AnyAnswer(Question question)
    {
        var open = question.Choices.Where(choice => !choice.Exclusive).Select(choice => choice.Value).ToArray();
        var one = Gen.Elements(question.Choices.Select(choice => choice.Value)).Select(value => (string[])[value]);
        var values = question.Kind == QuestionKind.One ? one : Gen.OneOf(one, Gen.SubListOf(open).Select(list => list.ToArray()));
        return Gen.OneOf(Gen.Constant<string[]>([]), values, values).Select(chosen => KeyValuePair.Create<string, IReadOnlyList<string>>(question.Key, chosen));
    }

    /// <summary>
    /// Each choice that is no relief ticked in addition, and each weighed answer one step up. That nobody independent assesses a
    /// product, and that something permits a decision, are reliefs.
    /// </summary>
    private static IEnumerable<Answers> WithOneRiskMore(Answers answers)
    {
        foreach (var question in Questions.Questions.Where(question => question.Key is not ("assessment" or "automatedBasis")))
        {
            var chosen = answers[question.Key];
            if (question.Kind == QuestionKind.One)
            {
                var next = chosen.Count == 0 ? 0 : question.Choices.ToList().FindIndex(choice => choice.Value == chosen[0]) + 1;
                // To say at last that it profiles nobody is no risk; goods and transport are two laws, not two degrees.
                var isRisk = question.Key switch { "profiling" => next == 1, "product" => next <= 1, _ => next < question.Choices.Count };
                if (isRisk)
                    yield return Questions.Change(answers, question.Key, [question.Choices[next].Value]).Value;
                continue;
            }

            foreach (var risk in question.Choices.Where(choice => !choice.Exclusive && !Reliefs.Contains((question.Key, choice.Value))))
                yield return Questions.Change(answers, question.Key, [.. chosen.Where(value => !question.Find(value)!.Exclusive), risk.Value]).Value;
        }
    }

    private static IEnumerable<Answers> WithOneReliefLess(Answers answers) =>
        from key in answers.Keys
        from value in answers[key]
        where Reliefs.Contains((key, value))
        select Questions.Change(answers, key, [.. answers[key].Where(other => other != value)]).Value;
}
