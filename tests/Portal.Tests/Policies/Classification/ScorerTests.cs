using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Tests.Policies.Classification;

public sealed class ScorerTests
{
    private static readonly Questionnaire Questions = Questionnaires.Of(1).Questions;

    [Fact]
    public void The_headline_names_the_provision_that_decides()
    {
        var result = Score(("areas", "services"), ("services", "credit"), ("profiling", "yes"), ("contact", "interacts"));

        Assert.Equal("High so far, because it decides on credit of natural persons (Annex III 5b)", result.Headline);
        Assert.Contains("It talks to people directly (Art. 50(1))", result.Reasons);
        Assert.Equal(result.Headline, result.Reasons[0]);
    }

    [Fact]
    public void Once_all_is_answered_the_headline_is_final()
    {
        var credit = Cases.All.Single(one => one.Name == "A bank scores applicants for consumer loans");

        Assert.Equal("High, because it decides on credit of natural persons (Annex III 5b)", Questionnaires.Classify(Cases.AnswersOf(credit)).Headline);
    }

    [Fact]
    public void The_systems_own_tier_decides_when_it_is_higher()
    {
        var result = Score(("contact", "interacts"), ("people", "life"), ("method", "agentic"), ("autonomy", "alone"), ("reach", "public"));

        Assert.Equal((RiskTier.Critical, RiskTier.Medium, RiskTier.Critical), (result.OwnTier, result.Floor, result.Tier));
        Assert.Equal((MaterialityLevel.Severe, ComplexityLevel.Complex), (result.Materiality, result.Complexity));
        Assert.Equal("Critical so far, because its errors have severe consequences and it is complex to control", result.Headline);
    }

    [Fact]
    public void Nothing_answered_is_no_tier()
    {
        var result = Questionnaires.Classify(Answers.None(1));

        Assert.Null(result.Tier);
        Assert.Equal(LegalClass.Minimal, result.LegalClass);
        Assert.Equal(["No tier yet: nothing that decides it is answered"], result.Reasons);
        Assert.Empty(result.Obligations);
    }

    [Fact]
    public void A_prohibited_system_stays_proposed()
    {
        var result = Score(("practices", "scores"), ("money", "existence"), ("method", "agentic"), ("autonomy", "alone"));

        Assert.False(result.MayLeaveProposed);
        Assert.Equal("Prohibited so far, because it rates people by their social behaviour or character to their disadvantage (Art. 5(1)(c))", result.Headline);
    }

    [Fact]
    public void An_exception_that_nobody_claimed_yet_is_named_as_open()
    {
        var open = Score(("practices", "readsEmotions"));
        var claimed = Score(("practices", "readsEmotions"), ("practiceExceptions", "medicalOrSafety"));

        Assert.Equal("practiceExceptions", open.Findings.Single(finding => finding.Class == LegalClass.Prohibited).Unless);
        Assert.Equal(LegalClass.HighRisk, claimed.LegalClass);
        Assert.Contains("Art. 5(1)(f) does not apply: it reads emotions for medical or safety reasons", claimed.Reasons);
    }

    [Fact]
    public void The_exemption_says_what_it_takes_away_and_what_it_demands()
    {
        var result = Score(("areas", "employment"), ("employment", "hiring"), ("profiling", "no"), ("exemption", "narrow"));

        Assert.Equal(LegalClass.Minimal, result.LegalClass);
        Assert.Equal("Annex III 4a", Assert.Single(result.Exemption!.Exempted).Article);
        Assert.Equal(["only does a narrow procedural task (Art. 6(3)(a))"], result.Exemption.Grounds);
        Assert.Equal(2, result.Exemption.Demands.Count);
        Assert.Contains("Exempt from Annex III 4a, although it recruits or selects people: it only does a narrow procedural task (Art. 6(3)(a))", result.Reasons);
        Assert.Contains(result.Obligations, duty => duty.Id == "exempt-document");
        Assert.DoesNotContain(result.Obligations, duty => duty.Id.StartsWith("deployer-", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_under_a_provision_is_said_as_well() =>
        Assert.Contains("Detecting financial fraud is not credit scoring (Annex III 5b)", Score(("areas", "services"), ("services", "fraud")).Reasons);

    [Theory]
    [InlineData("little", "nothing", "atOnce", MaterialityLevel.Small)]
    [InlineData("little", "nothing", "withEffort", MaterialityLevel.Moderate)]
    [InlineData("little", "nothing", "hardly", MaterialityLevel.Moderate)]
    [InlineData("department", "nothing", "withEffort", MaterialityLevel.Moderate)]
    [InlineData("little", "annoyance", "hardly", MaterialityLevel.Large)]
    [InlineData("department", "livelihood", "atOnce", MaterialityLevel.Large)]
    [InlineData("organisation", "nothing", "hardly", MaterialityLevel.Severe)]
    [InlineData("existence", "nothing", "hardly", MaterialityLevel.Severe)]
    [InlineData("little", "life", "atOnce", MaterialityLevel.Severe)]
    public void Materiality_is_the_graver_of_money_and_people_and_more_when_it_stays(string money, string people, string reversibility, MaterialityLevel level) =>
        Assert.Equal(level, Score(("money", money), ("people", people), ("reversibility", reversibility)).Materiality);

    [Theory]
    [InlineData("transparent", "advises", "team", ComplexityLevel.Simple)]
    [InlineData("learned", "advises", "team", ComplexityLevel.Simple)]
    [InlineData("learned", "approved", "customers", ComplexityLevel.Moderate)]
    [InlineData("opaque", "advises", "customers", ComplexityLevel.Moderate)]
    [InlineData("learned", "alone", "customers", ComplexityLevel.Complex)]
    [InlineData("agentic", "alone", "team", ComplexityLevel.Complex)]
    public void Complexity_adds_up(string method, string autonomy, string reach, ComplexityLevel level) =>
        Assert.Equal(level, Score(("method", method), ("autonomy", autonomy), ("reach", reach)).Complexity);

    [Fact]
    public void Materiality_by_complexity_gives_the_own_tier()
    {
        string[] money = ["little", "department", "organisation", "existence"];
        (string Method, string Autonomy, string Reach)[] working = [("transparent", "advises", "team"), ("learned", "approved", "customers"), ("agentic", "alone", "public")];

        var table = money.Select(amount => string.Join(" ", working.Select(way =>
            Score(("money", amount), ("method", way.Method), ("autonomy", way.Autonomy), ("reach", way.Reach)).OwnTier)));

        Assert.Equal(["Low Low Medium", "Low Medium Medium", "Medium High High", "High High Critical"], table);
    }

    [Fact]
    public void Every_class_level_and_role_has_its_words()
    {
        Assert.Equal(["Minimal risk", "Transparency duties", "EU high-risk", "Prohibited"], Enum.GetValues<LegalClass>().Select(ClassificationWords.Of));
        Assert.Distinct(Enum.GetValues<MaterialityLevel>().Select(ClassificationWords.Of));
        Assert.Distinct(Enum.GetValues<ComplexityLevel>().Select(ClassificationWords.Of));
        Assert.Distinct(Enum.GetValues<OrganisationRole>().Select(ClassificationWords.Of));
    }

    private static Portal.Policies.Classification.Classification Score(params (string Key, string Value)[] given) =>
        Questionnaires.Classify(Questions.Read(given.Select(answer => KeyValuePair.Create<string, IReadOnlyList<string>>(answer.Key, [answer.Value]))).Value);
}
