using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register;

public sealed class MaterialFieldsTests
{
    private static readonly PersonId Owner = new(Guid.CreateVersion7());

    public static TheoryData<string, Func<EntryContent, EntryContent>> MaterialChanges => new()
    {
        { "purpose", content => content with { Purpose = "Sets prices." } },
        { "peopleAffected", content => content with { PeopleAffected = "Employees" } },
        { "countries", content => content with { Countries = ["AT", "DE", "FR"] } },
        { "personalData", content => content with { PersonalData = PersonalData.SpecialCategories } },
        { "humanInvolvement", content => content with { HumanInvolvement = HumanInvolvement.None } },
        { "autonomy", content => content with { Autonomy = Autonomy.ActsAlone } },
        { "mayStop", content => content with { MayStop = MayStop.Yes } },
        { "proposedTier", content => content with { ProposedTier = RiskTier.Critical } },
    };

    public static TheoryData<string, Func<EntryContent, EntryContent>> MinorChanges => new()
    {
        { "name", content => content with { Name = "Credit scoring 2" } },
        { "kind", content => content with { Kind = SystemKind.Generative } },
        { "applicationType", content => content with { ApplicationType = "Ranking" } },
        { "legalEntity", content => content with { LegalEntity = "Example Leasing GmbH" } },
        { "businessOwner", content => content with { BusinessOwner = new PersonId(Guid.CreateVersion7()) } },
        { "technicalOwner", content => content with { TechnicalOwner = new PersonId(Guid.CreateVersion7()) } },
        { "accountableExecutive", content => content with { AccountableExecutive = null } },
        { "department", content => content with { Department = "Treasury" } },
        { "temporaryUntil", content => content with { TemporaryUntil = new DateOnly(2027, 6, 30) } },
        { "vendor", content => content with { Vendor = "Scorecards Ltd" } },
        { "raci", content => content with { Raci = Raci.Usual } },
        { "intendedOutcome", content => content with { IntendedOutcome = "Fewer arrears" } },
        { "outputType", content => content with { OutputType = "A probability" } },
        { "volume", content => content with { Volume = "31,000 a month" } },
        { "consumers", content => content with { Consumers = ["Limit engine"] } },
        { "serviceNames", content => content with { ServiceNames = ["scoring-api"] } },
        { "uses", content => content with { Uses = [new("AIS-0002", "v1")] } },
        { "hypothesis", content => content with { Hypothesis = "It finds more." } },
        { "experimentData", content => content with { ExperimentData = ExperimentData.Masked } },
        { "legalBasis", content => content with { LegalBasis = "Contract, Art. 6(1)(b) GDPR" } },
        { "dataClass", content => content with { DataClass = DataClass.Confidential } },
        { "retention", content => content with { Retention = "Three years" } },
        { "documents", content => content with { Documents = [new("impact.pdf", 12, Digest.Of("impact"u8))] } },
        { "fallback", content => content with { Fallback = "By hand" } },
        { "dataSources", content => content with { DataSources = ["Core banking"] } },
        { "knownLimitations", content => content with { KnownLimitations = "None known." } },
        { "answers", content => content with { Answers = An.Answers("money=department") } },
        { "tierReason", content => content with { TierReason = "Another reason." } },
    };

    [Theory, MemberData(nameof(MaterialChanges))]
    public void A_changed_material_field_goes_to_risk_first(string field, Func<EntryContent, EntryContent> change)
    {
        var system = PublishedSystem();
        system.Edit(change(An.Entry(Owner)), Owner, House.Noon);

        var submission = system.Submit(Owner, House.Noon).Value;

        Assert.Null(submission.Published);
        Assert.Equal(EntryState.Submitted, system.Open?.State);
        Assert.Equal([field], Differing(change));
    }

    [Theory, MemberData(nameof(MinorChanges))]
    public void A_change_of_any_other_field_is_published_at_once(string field, Func<EntryContent, EntryContent> change)
    {
        var system = PublishedSystem();
        system.Edit(change(An.Entry(Owner)), Owner, House.Noon);

        var submission = system.Submit(Owner, House.Noon).Value;

        Assert.Equal(new EntryPublished(system.Id, 2, MaterialChange: false), submission.Published);
        Assert.Equal((2, RiskTier.High), (system.Published?.Number, system.Tier));
        Assert.Equal([field], Differing(change));
    }

    /// <summary>Another lane is another set of demands, although nothing that was decided rests on it.</summary>
    [Fact]
    public void Another_lane_goes_to_risk_first()
    {
        var system = PublishedSystem();
        system.Edit(Experiment(An.Entry(Owner)), Owner, House.Noon);

        Assert.Null(system.Submit(Owner, House.Noon).Value.Published);
        Assert.False(system.Accept(EntryDigest.Of(Experiment(An.Entry(Owner))), new(RiskTier.High, LegalClass.HighRisk, ""), SmallPolicy.Rules, new PersonId(Guid.CreateVersion7()), House.Noon).Value.MaterialChange);
    }

    [Fact]
    public void Every_field_is_either_material_or_published_at_once() =>
        Assert.Equal(
            EntryFields.All.Select(field => field.Key).Order(),
            MaterialChanges.Concat(MinorChanges).Select(row => (string)row[0]).Append("lane").Order());

    [Fact]
    public void Every_field_of_the_content_is_in_its_digest_and_in_the_table_of_fields()
    {
        var fields = typeof(EntryContent).GetProperties().Where(property => property.CanWrite).Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]);
        var digests = MaterialChanges.Concat(MinorChanges).Select(row => EntryDigest.Of(((Func<EntryContent, EntryContent>)row[1])(An.Entry(Owner))))
            .Append(EntryDigest.Of(An.Entry(Owner) with { Lane = Lane.Experiment })).Append(EntryDigest.Of(An.Entry(Owner))).ToList();

        Assert.Equal(fields.Order(), EntryFields.All.Select(field => field.Key).Order());
        Assert.Distinct(digests);
    }

    [Fact]
    public void Requests_keep_these_words_for_the_material_fields() =>
        Assert.Equal(
            [
                new("Countries", "AT, DE"), new("Purpose", "Scores applications for consumer loans."), new("People affected", "Applicants for consumer loans"),
                new("Human involvement", "A person reviews some cases"), new("Autonomy", "Acts after approval"), new("May stop", "To its fall-back only"),
                new("Personal data", "Personal data"), new("Legal class", "EU high-risk"), new("Tier", "High"),
            ],
            MaterialFields.Of(An.Entry(Owner), RiskTier.High, LegalClass.HighRisk));

    [Fact]
    public void The_order_of_countries_and_stray_spaces_are_no_difference()
    {
        var untidy = An.Entry(Owner) with { Countries = ["DE", " ", "AT", "DE "], Purpose = "  Scores applications for consumer loans.\r\n" };

        Assert.Equal(EntryDigest.Of(An.Entry(Owner)), EntryDigest.Of(untidy.Tidied()));
    }

    [Theory]
    [InlineData(RiskTier.Medium, RiskTier.Medium, false)]
    [InlineData(RiskTier.Medium, RiskTier.High, false)]
    [InlineData(RiskTier.Medium, RiskTier.Critical, true)]
    [InlineData(RiskTier.Medium, RiskTier.Low, true)]
    public void Proposing_again_what_risk_corrected_or_confirmed_asks_for_nothing_new(RiskTier proposed, RiskTier proposedNext, bool differs)
    {
        var before = An.Entry(Owner) with { ProposedTier = proposed, Answers = Answers.None(1) };

        Assert.Equal(differs, MaterialFields.Differ(before, RiskTier.High, LegalClass.Minimal, before with { ProposedTier = proposedNext }));
    }

    [Fact]
    public void Answers_that_come_to_another_tier_or_class_go_to_risk_and_others_do_not()
    {
        var entry = An.Entry(Owner);

        Assert.False(MaterialFields.Differ(entry, RiskTier.High, LegalClass.HighRisk, entry with { Answers = An.Answers("money=department") }));
        Assert.True(MaterialFields.Differ(entry, RiskTier.High, LegalClass.HighRisk, entry with { Answers = An.Answers("services=fraud", "money=little", "people=nothing") }));
        Assert.True(MaterialFields.Differ(entry, RiskTier.High, LegalClass.HighRisk, entry with { Answers = An.Answers("practices=scores") }));
    }

    private static IEnumerable<string> Differing(Func<EntryContent, EntryContent> change) =>
        EntryFields.Changes(An.Entry(Owner), change(An.Entry(Owner)), person => person.ToString()).Select(difference => difference.Key);

    private static AiSystem PublishedSystem()
    {
        var system = AiSystem.File("AIS-0001", An.Entry(Owner), Owner, House.Noon);
        _ = system.Submit(Owner, House.Noon).Value;
        _ = system.Accept(EntryDigest.Of(An.Entry(Owner)), new(RiskTier.High, LegalClass.HighRisk, ""), SmallPolicy.Rules, new PersonId(Guid.CreateVersion7()), House.Noon).Value;
        return system;
    }

    private static EntryContent Experiment(EntryContent content) => content with
    {
        Lane = Lane.Experiment,
        Hypothesis = "It finds more.",
        ExperimentData = ExperimentData.Synthetic,
        TemporaryUntil = new DateOnly(2027, 6, 30),
    };
}
