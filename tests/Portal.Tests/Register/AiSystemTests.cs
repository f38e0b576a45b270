using Portal.Findings;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register;

public sealed class AiSystemTests
{
    private static readonly PersonId Owner = new(Guid.CreateVersion7());
    private static readonly PersonId Risk = new(Guid.CreateVersion7());

    [Fact]
    public void Who_wrote_the_entry_cannot_confirm_its_tier()
    {
        var system = Submitted(An.Entry(Risk) with { BusinessOwner = Owner, TechnicalOwner = Owner }, author: Risk);

        Assert.IsType<Forbidden>(Accept(system, RiskTier.High).Refusal);
        Assert.IsType<Forbidden>(system.Return(Displayed(system), "Say more.", Risk, House.Noon));
    }

    [Fact]
    public void An_owner_cannot_confirm_the_tier_of_their_own_system()
    {
        var system = Submitted(An.Entry(Owner) with { TechnicalOwner = Risk }, author: Owner);

        Assert.IsType<Forbidden>(Accept(system, RiskTier.High).Refusal);
    }

    [Theory]
    [InlineData(RiskTier.High, "", true)]
    [InlineData(RiskTier.High, "Every case is decided by a person.", false)]
    [InlineData(RiskTier.Critical, "", false)]
    public void A_tier_lower_than_proposed_needs_a_reason(RiskTier tier, string reason, bool refused)
    {
        var system = Submitted(An.Entry(Owner) with { ProposedTier = RiskTier.Critical, TierReason = "It acts on thousands." }, author: Owner);

        var refusal = Accept(system, tier, reason).Refusal;

        Assert.Equal(refused, refusal is Invalid { Faults: [{ Field: "reason" }] });
        Assert.Equal(refused ? null : tier, system.Tier);
    }

    [Theory]
    [InlineData(RiskTier.Medium, LegalClass.HighRisk)]
    [InlineData(RiskTier.High, LegalClass.Transparency)]
    public void Less_than_the_answers_give_is_an_exception_with_its_terms(RiskTier tier, LegalClass legalClass)
    {
        var system = Submitted(An.Entry(Owner), author: Owner);
        var terms = new ExceptionTerms("A second person looks at each case.", new DateOnly(2027, 3, 1));

        Assert.Equal(["reason", "compensatingControl"], Faults(system, new(tier, legalClass, "")));
        Assert.Equal(["compensatingControl"], Faults(system, new(tier, legalClass, "It only ranks.")));
        Assert.Equal(["compensatingControl"], Faults(system, new(tier, legalClass, "It only ranks.", terms with { CompensatingControl = "" })));
        Assert.Equal(["expiresOn"], Faults(system, new(tier, legalClass, "It only ranks.", terms with { ExpiresOn = new DateOnly(2026, 11, 1) })));
        Assert.Equal(["expiresOn"], Faults(system, new(tier, legalClass, "It only ranks.", terms with { ExpiresOn = new DateOnly(2027, 5, 2) })));
        Assert.Null(system.Accept(Displayed(system), new(tier, legalClass, "It only ranks.", terms with { ExpiresOn = new DateOnly(2027, 5, 1) }), SmallPolicy.Rules, Risk, House.Noon).Refusal);
        Assert.Equal((tier, legalClass), (system.Tier, system.Published?.ConfirmedClass));
    }

    [Fact]
    public void What_is_not_less_than_the_answers_give_is_no_exception() =>
        Assert.Equal(["expiresOn"], Faults(Submitted(An.Entry(Owner), author: Owner), new(RiskTier.High, LegalClass.HighRisk, "", new("Nothing.", new DateOnly(2027, 3, 1)))));

    [Fact]
    public void A_prohibited_system_is_registered_and_stays_proposed()
    {
        var system = Submitted(An.Entry(Owner) with { Answers = An.Answers("practices=scores", "practiceExceptions=none") }, author: Owner);

        Assert.Null(system.Accept(Displayed(system), new(RiskTier.Critical, LegalClass.Prohibited, ""), SmallPolicy.Rules, Risk, House.Noon).Refusal);

        Assert.Equal("AIS-0001 is a prohibited practice (Art. 5): it stays proposed, in whatever lane.", system.WhyNothingNew(House.Noon)?.Message);
    }

    [Fact]
    public void A_tier_lower_than_the_one_that_stands_needs_a_reason_although_the_answers_give_it()
    {
        var system = Submitted(An.Entry(Owner), author: Owner);
        _ = Accept(system, RiskTier.High).Value;
        system.Edit(An.Entry(Owner) with { Answers = An.Answers("services=fraud", "money=little", "people=nothing") }, Owner, House.Noon);
        _ = system.Submit(Owner, House.Noon).Value;

        Assert.Equal(["reason"], Faults(system, new(RiskTier.Medium, LegalClass.Minimal, "")));
        Assert.True(system.Accept(Displayed(system), new(RiskTier.Medium, LegalClass.Minimal, "It only ranks."), SmallPolicy.Rules, Risk, House.Noon).Value.MaterialChange);
    }

    [Fact]
    public void A_published_change_is_material_when_risk_confirms_another_tier_for_the_same_words()
    {
        var system = Submitted(An.Entry(Owner), author: Owner);
        _ = Accept(system, RiskTier.High).Value;
        system.Edit(An.Entry(Owner) with { ProposedTier = RiskTier.Critical, TierReason = "It acts on thousands." }, Owner, House.Noon);
        _ = system.Submit(Owner, House.Noon).Value;

        Assert.False(Accept(system, RiskTier.High, "The limits hold.").Value.MaterialChange);
    }

    [Fact]
    public void Risk_decides_on_what_was_on_the_screen()
    {
        var system = Submitted(An.Entry(Owner), author: Owner);
        var displayed = Displayed(system);
        system.Return(displayed, "Say who is affected.", Risk, House.Noon);
        system.Edit(An.Entry(Owner) with { PeopleAffected = "Everybody" }, Owner, House.Noon);
        _ = system.Submit(Owner, House.Noon).Value;

        Assert.IsType<Changed>(system.Accept(displayed, new(RiskTier.High, LegalClass.HighRisk, ""), SmallPolicy.Rules, Risk, House.Noon).Refusal);
        Assert.IsType<Changed>(system.Return(displayed, "Still not.", Risk, House.Noon));
    }

    [Fact]
    public void While_risk_reads_it_nobody_edits_it()
    {
        var system = Submitted(An.Entry(Owner), author: Owner);

        Assert.IsType<NotAllowed>(system.Edit(An.Entry(Owner), Owner, House.Noon));
        Assert.IsType<NotAllowed>(system.Submit(Owner, House.Noon).Refusal);
    }

    [Fact]
    public void A_draft_that_says_what_is_published_is_not_submitted()
    {
        var system = Submitted(An.Entry(Owner), author: Owner);
        _ = Accept(system, RiskTier.High).Value;
        system.Edit(An.Entry(Owner), Owner, House.Noon);

        Assert.IsType<NotAllowed>(system.Submit(Owner, House.Noon).Refusal);
    }

    [Fact]
    public void Submitting_says_every_field_that_lacks()
    {
        var system = AiSystem.File("AIS-0001", new EntryContent { Name = "Credit scoring" }, Owner, House.Noon);

        var refusal = Assert.IsType<Invalid>(system.Submit(Owner, House.Noon).Refusal);

        Assert.Equal(
            EntryFields.All.Select(field => field.Key).Except(
            [
                "name", "applicationType", "temporaryUntil", "accountableExecutive", "vendor", "raci", "intendedOutcome", "outputType", "volume",
                "consumers", "serviceNames", "uses", "hypothesis", "experimentData", "legalBasis", "dataClass", "retention", "documents", "proposedTier", "tierReason",
            ]),
            refusal.Faults.Select(fault => fault.Field));
    }

    [Fact]
    public void A_system_that_may_not_stop_without_the_executive_names_the_executive()
    {
        var content = An.Entry(Owner) with { AccountableExecutive = null };

        Assert.Empty(EntryRules.FaultsOf(content));
        Assert.Equal("accountableExecutive", Assert.Single(EntryRules.FaultsOf(content with { MayStop = MayStop.NotWithoutExecutive })).Field);
    }

    [Fact]
    public void An_experiment_says_what_it_is_to_find_out_of_what_and_until_when_and_needs_no_fall_back()
    {
        var content = An.Entry(Owner) with { Lane = Lane.Experiment, Fallback = "" };

        Assert.Equal(["temporaryUntil", "hypothesis", "experimentData"], EntryRules.FaultsOf(content).Select(fault => fault.Field));
        Assert.Empty(EntryRules.FaultsOf(content with { TemporaryUntil = new DateOnly(2027, 6, 30), Hypothesis = "It finds more.", ExperimentData = ExperimentData.Masked }));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("purpose")]
    [InlineData("countries")]
    [InlineData("kind")]
    public void What_is_too_long_or_no_text_or_no_choice_is_named(string field)
    {
        var content = field switch
        {
            "name" => An.Entry(Owner) with { Name = new string('x', EntryLimits.Name + 1) },
            "purpose" => An.Entry(Owner) with { Purpose = "half a pair: \ud800" },
            "countries" => An.Entry(Owner) with { Countries = ["AT\0"] },
            _ => An.Entry(Owner) with { Kind = (SystemKind)99 },
        };

        Assert.Equal(field, Assert.Single(EntryLimits.FaultsOf(content)).Field);
    }

    private static AiSystem Submitted(EntryContent content, PersonId author)
    {
        var system = AiSystem.File("AIS-0001", content, author, House.Noon);
        _ = system.Submit(author, House.Noon).Value;
        return system;
    }

    private static IEnumerable<string> Faults(AiSystem system, TierDecision decision) =>
        Assert.IsType<Invalid>(system.Accept(Displayed(system), decision, SmallPolicy.Rules, Risk, House.Noon).Refusal).Faults.Select(fault => fault.Field);

    private static Result<EntryPublished> Accept(AiSystem system, RiskTier tier, string reason = "") => system.Accept(Displayed(system), new(tier, LegalClass.HighRisk, reason), SmallPolicy.Rules, Risk, House.Noon);

    private static Digest Displayed(AiSystem system) => EntryDigest.Of((system.Open ?? system.Published)?.Content ?? new());
}
