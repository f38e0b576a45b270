using System.Text;
using Portal.Policies.Classification;

namespace Portal.Tests.Policies.Classification;

public sealed class ObligationsTests
{
    private static readonly IReadOnlyList<ObligationLine> Lines = ObligationFile.Read(ObligationFile.Shipped());

    [Fact]
    public void All_are_shipped_unverified_with_a_source_and_a_date()
    {
        Assert.NotEmpty(Obligations.All);
        Assert.All(Obligations.All, duty => Assert.False(duty.Verified));
        Assert.All(Obligations.All, duty => Assert.StartsWith("Regulation (EU) ", duty.Source));
        Assert.Distinct(Obligations.All.Select(duty => duty.Id));
    }

    [Fact]
    public void Dates_that_moved_in_2026_say_that_they_are_reported()
    {
        var moved = Lines.Where(line => line.EffectiveDate >= new DateOnly(2026, 12, 1)).ToList();

        Assert.All(moved, line => Assert.Contains("reported", line.Source));
        Assert.All(moved.Where(line => line.EffectiveDateOfProducts is not null), line =>
            Assert.Equal((new DateOnly(2027, 12, 2), new DateOnly(2028, 8, 2)), (line.EffectiveDate, line.EffectiveDateOfProducts)));
    }

    [Fact]
    public void Every_article_that_a_duty_depends_on_is_one_that_the_rules_find()
    {
        var found = Questionnaires.Of(1).Scorer.Rules.Raises.Select(rule => rule.Finding).ToList();

        Assert.All(Lines.SelectMany(line => line.AppliesTo.Articles.Concat(line.AppliesTo.NotArticles)), article => Assert.Contains(found, finding => finding.IsUnder(article)));
    }

    [Theory]
    [InlineData("provider", "provider-risk-management")]
    [InlineData("deployer", "deployer-oversight")]
    [InlineData("importer", "importer-verify")]
    [InlineData("distributor", "distributor-verify")]
    public void Each_role_has_its_own_duties(string role, string expected)
    {
        var ids = Ids(("role", [role]), ("areas", ["services"]), ("services", ["credit"]), ("profiling", ["yes"]));

        Assert.Contains(expected, ids);
        Assert.All(ids.Where(id => id.Contains('-') && id.Split('-')[0] is "provider" or "deployer" or "importer" or "distributor"), id => Assert.StartsWith(role, id));
    }

    [Fact]
    public void Duties_of_several_findings_and_roles_cumulate()
    {
        var ids = Ids(
            ("role", ["provider", "deployer"]), ("areas", ["services"]), ("services", ["credit"]), ("profiling", ["yes"]),
            ("contact", ["interacts"]), ("automated", ["yes"]), ("automatedBasis", ["contract"]));

        Assert.Superset(
            new HashSet<string> { "literacy", "provider-conformity", "deployer-use", "deployer-impact-credit-insurance", "deployer-explanation", "tell-interaction", "automated-safeguards" },
            ids.ToHashSet());
    }

    [Fact]
    public void Critical_infrastructure_is_registered_nationally_and_owes_no_impact_assessment()
    {
        var ids = Ids(("role", ["provider", "publicService"]), ("areas", ["infrastructure"]), ("infrastructure", ["safety"]), ("profiling", ["no"]), ("exemption", ["none"]));

        Assert.Contains("provider-registration-national", ids);
        Assert.DoesNotContain("provider-registration", ids);
        Assert.DoesNotContain("deployer-impact-public", ids);
        Assert.Contains("deployer-use", ids);
    }

    [Fact]
    public void A_public_service_is_a_deployer_and_assesses_its_impact_on_rights() =>
        Assert.Superset(
            new HashSet<string> { "deployer-use", "deployer-impact-public", "deployer-registration" },
            Ids(("role", ["publicService"]), ("areas", ["education"]), ("education", ["admission"]), ("profiling", ["yes"])).ToHashSet());

    [Fact]
    public void Products_have_the_later_date_as_long_as_nothing_else_makes_them_high_risk()
    {
        var product = Of(("role", ["provider"]), ("product", ["goods"]), ("assessment", ["yes"]));
        var both = Of(("role", ["provider"]), ("product", ["goods"]), ("assessment", ["yes"]), ("areas", ["employment"]), ("employment", ["hiring"]), ("profiling", ["yes"]));

        Assert.Equal(new DateOnly(2028, 8, 2), product.Single(duty => duty.Id == "provider-conformity").EffectiveDate);
        Assert.Equal(new DateOnly(2027, 12, 2), both.Single(duty => duty.Id == "provider-conformity").EffectiveDate);
    }

    [Fact]
    public void Means_of_transport_follow_their_own_law()
    {
        var ids = Ids(("role", ["provider", "deployer"]), ("product", ["transport"]), ("assessment", ["yes"]));

        Assert.Contains("sectoral-products", ids);
        Assert.DoesNotContain("provider-conformity", ids);
        Assert.DoesNotContain("deployer-use", ids);
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("{}", "cannot be read")]
    [InlineData("""[{"id":"a"}]""", "cannot be read")]
    [InlineData("""[{"id":"a","appliesTo":{"planet":"Mars"},"article":"Art. 1","title":"T","asks":"A","effectiveDate":"2026-01-01","source":"S","verified":false}]""", "planet")]
    [InlineData("""[{"id":"a","appliesTo":{"legalClass":"Awful"},"article":"Art. 1","title":"T","asks":"A","effectiveDate":"2026-01-01","source":"S","verified":false}]""", "cannot be read")]
    [InlineData("""[{"id":"a","appliesTo":{},"article":"Art. 1","title":"T","asks":"A","effectiveDate":"tomorrow","source":"S","verified":false}]""", "cannot be read")]
    [InlineData("""[{"id":"a","appliesTo":{},"article":"Art. 1","title":"","asks":"A","effectiveDate":"2026-01-01","source":"S","verified":false}]""", "a: title is not one line")]
    [InlineData("""[{"id":"a","appliesTo":{},"article":"Art. 1","title":"T","asks":"A","effectiveDate":"2026-01-01","source":" ","verified":false}]""", "a: source is not one line")]
    [InlineData("""[{"id":"a","appliesTo":{},"article":"Art. 1","title":"T","asks":"A","effectiveDate":"2026-01-01","effectiveDateOfProducts":"2025-01-01","source":"S","verified":false}]""", "later date")]
    [InlineData("""[{"id":"a","appliesTo":{"exempted":true,"legalClass":"HighRisk"},"article":"Art. 1","title":"T","asks":"A","effectiveDate":"2026-01-01","source":"S","verified":false}]""", "not high-risk")]
    [InlineData("""[{"id":"a","appliesTo":{},"article":"Art. 1","title":"T","asks":"A","effectiveDate":"2026-01-01","source":"S","verified":false},{"id":"a","appliesTo":{},"article":"Art. 1","title":"T","asks":"A","effectiveDate":"2026-01-01","source":"S","verified":false}]""", "a occurs twice")]
    public void A_file_with_a_wrong_line_is_refused_and_says_which(string json, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidDataException>(() => ObligationFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)))).Message);

    private static IReadOnlyList<string> Ids(params (string Key, string[] Values)[] given) => [.. Of(given).Select(duty => duty.Id)];

    private static IReadOnlyList<Obligation> Of(params (string Key, string[] Values)[] given) =>
        Questionnaires.Classify(Cases.Questions.Read(given.Select(answer => KeyValuePair.Create<string, IReadOnlyList<string>>(answer.Key, answer.Values))).Value).Obligations;
}
