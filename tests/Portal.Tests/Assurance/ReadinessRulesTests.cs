using Portal.Accounts;
using Portal.Assurance;
using Portal.Evaluation;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;
using Portal.Statistics.Quality;
using Portal.Tests.Support;

namespace Portal.Tests.Assurance;

public sealed class ReadinessRulesTests
{
    private static readonly DateTimeOffset Noon = House.Noon;
    private static readonly DateOnly Today = DateOnly.FromDateTime(Noon.UtcDateTime);
    private static readonly PersonId[] People = [.. Enumerable.Range(0, 8).Select(_ => new PersonId(Guid.CreateVersion7()))];

    private static readonly RunEvidence Good = new(new RunId(Guid.CreateVersion7()), "hold-out", 1, Digest.Of([1]), "bad", new Confusion(2_000, 1_900, 1_000, 940));
    private static readonly DocumentEvidence Report = new(new DocumentId(Guid.CreateVersion7()), DocumentKind.ValidationReport, "Validation", Digest.Of([2]), DocumentState.Approved);

    private static readonly MaturityFacts Watched = new("v1") { IsLive = true, HasBaseline = true, LastRowAt = Noon.AddMinutes(-5) };
    private static readonly VersionFacts Live = new("v1", Stage.Production, new GateEvidence(Good, [Report]) { Card = CardOf(CardSections.All) }, Watched);
    private static readonly VersionFacts Bare = Live with { Evidence = Live.Evidence with { Card = null } };

    private static readonly ReadinessFacts Ready = new()
    {
        Code = "AIS-0001",
        Policy = SmallPolicy.Rules,
        Now = Noon,
        Today = Today,
        Content = An.Entry(People[0]),
        Published = new PublishedFacts(3, RiskTier.High, Noon.AddMonths(6)),
        Version = Live,
        Signers = Staffed(),
    };

    [Fact]
    public void A_system_that_has_everything_lacks_nothing()
    {
        var readiness = ReadinessRules.Of(Ready);

        Assert.Empty(readiness.Lacking);
        Assert.Equal(["entry", "review", "raci", "may-stop", "fall-back", "version", "check.accuracy", "check.recall", "check.validation-report", "card", "flow", "monitoring", "findings"], readiness.Of(ReadinessState.Met).Select(item => item.Key));
    }

    [Fact]
    public void What_is_demanded_in_words_alone_is_not_checked_and_never_met() => Assert.Equal(
        [
            "Evaluation suite passed", "Human review", "A comparison under real traffic, or why none applies", "Bias testing", "Explainability report", "Regulatory review",
            "Risk and impact assessment",
        ],
        ReadinessRules.Of(Ready).Of(ReadinessState.NotChecked).Select(item => item.Name));

    [Theory]
    [InlineData(RiskTier.Low, 0)]
    [InlineData(RiskTier.Medium, 3)]
    [InlineData(RiskTier.High, 7)]
    [InlineData(RiskTier.Critical, 10)]
    public void A_higher_tier_demands_what_the_lower_ones_do_and_more(RiskTier tier, int unchecked_) =>
        Assert.Equal(unchecked_, ReadinessRules.Of(Ready with { Published = new PublishedFacts(1, tier, null) }).Of(ReadinessState.NotChecked).Count());

    [Fact]
    public void A_card_counts_once_it_is_approved_with_every_section_that_the_tier_asks_for()
    {
        Lacks(Ready with { Version = Bare }, "card", "No card of v1 is approved.", ReadinessPlace.Card);
        Lacks(Ready with { Version = Carded(CardSections.All.Except([CardSection.Fairness, CardSection.Training, CardSection.Caveats])) }, "card", "Revision 2 of the card of v1 is approved without Training, Fairness.", ReadinessPlace.Card);
        Assert.DoesNotContain(ReadinessRules.Of(Ready with { Version = Carded(CardSections.All.Except([CardSection.Caveats])) }).Lacking, item => item.Key == "card");
    }

    [Fact]
    public void A_policy_that_asks_for_no_card_gets_no_answer_about_one() =>
        Assert.DoesNotContain(
            ReadinessRules.Of(Ready with { Version = Bare, Policy = SmallPolicy.Rules with { Cards = new Dictionary<RiskTier, IReadOnlyList<CardSection>>(), Tiers = SmallPolicy.Rules.Tiers.ToDictionary(tier => tier.Key, tier => tier.Value with { Demands = [] }) } }).Items,
            item => item.Key == "card");

    [Fact]
    public void Below_tier_high_no_validation_report_is_asked_for() =>
        Assert.DoesNotContain(ReadinessRules.Of(Ready with { Published = new PublishedFacts(1, RiskTier.Medium, null) }).Items, item => item.Key == "check.validation-report");

    [Fact]
    public void A_tier_that_nobody_has_confirmed_is_asked_for_the_most()
    {
        var readiness = ReadinessRules.Of(Ready with { Published = null, Open = EntryState.Draft });

        Assert.Equal((RiskTier.Critical, false), (readiness.Tier, readiness.TierIsConfirmed));
        Assert.Contains(readiness.Items, item => item.Name == "Assurance case");
    }

    [Theory]
    [InlineData(EntryState.Submitted, "It is submitted: risk confirms the tier next.", ReadinessPlace.Entry)]
    [InlineData(EntryState.Returned, "Risk returned it with remarks: answer them and submit it again.", ReadinessPlace.Field)]
    [InlineData(EntryState.Draft, "Its draft lacks nothing: submit it.", ReadinessPlace.Field)]
    public void An_entry_that_is_not_published_says_what_comes_next(EntryState state, string words, ReadinessPlace place) =>
        Lacks(Ready with { Published = null, Open = state }, "entry", words, place);

    [Fact]
    public void A_draft_says_how_many_fields_it_lacks_and_leads_to_the_first()
    {
        var item = Lacks(Ready with { Published = null, Open = EntryState.Draft, Content = An.Entry(People[0]) with { Purpose = "", Department = "" } }, "entry", "Its draft lacks 2 fields.", ReadinessPlace.Field);

        Assert.Equal("department", item.At);
    }

    [Fact]
    public void A_draft_that_lacks_one_field_says_field() =>
        Lacks(Ready with { Published = null, Open = EntryState.Draft, Content = An.Entry(People[0]) with { Purpose = "" } }, "entry", "Its draft lacks 1 field.", ReadinessPlace.Field);

    [Theory]
    [InlineData(1, ReadinessState.Met)]
    [InlineData(0, ReadinessState.Met)]
    [InlineData(-1, ReadinessState.Lacks)]
    public void A_review_is_overdue_one_second_after_it_was_due(int seconds, ReadinessState state) =>
        Assert.Equal(state, Item(Ready with { Published = new PublishedFacts(1, RiskTier.High, Noon.AddSeconds(seconds)) }, "review").State);

    [Fact]
    public void What_is_not_published_has_no_review() => Assert.DoesNotContain(ReadinessRules.Of(Ready with { Published = null }).Items, item => item.Key == "review");

    [Fact]
    public void A_system_whose_owner_left_lacks_somebody_who_answers() => Lacks(Ready with { OrphanedAt = Noon.AddDays(-3) }, "raci", "Nobody owns it since 30 October 2026: name an owner.", ReadinessPlace.Entry);

    [Fact]
    public void A_grid_without_who_answers_names_the_first_activity_and_how_many_more()
    {
        var grid = Raci.None.With(RaciActivity.Register, RaciParty.BusinessOwner, RaciPart.AccountableAndResponsible);

        Lacks(Ready with { Content = Ready.Content with { Raci = grid } }, "raci", "Classify: nobody is accountable. 8 activities more.", ReadinessPlace.Field);
    }

    [Fact]
    public void An_empty_grid_leaves_everything_to_the_business_owner() => Assert.Equal(ReadinessState.Met, Item(Ready, "raci").State);

    [Fact]
    public void The_usual_grid_is_complete() => Assert.Equal(ReadinessState.Met, Item(Ready with { Content = Ready.Content with { Raci = Raci.Usual } }, "raci").State);

    [Fact]
    public void Nobody_who_owns_it_is_lacking() =>
        Lacks(Ready with { Content = Ready.Content with { BusinessOwner = null } }, "raci", "No business owner is named.", ReadinessPlace.Field);

    [Fact]
    public void An_answer_that_the_tier_does_not_allow_is_lacking() =>
        Lacks(Ready with { Policy = Allowing("Yes"), Content = Ready.Content with { MayStop = MayStop.NotWithoutExecutive } }, "may-stop", "“Not without the executive” is not allowed in Tier High.", ReadinessPlace.Field);

    [Fact]
    public void An_answer_that_the_tier_allows_is_met() => Assert.Equal(ReadinessState.Met, Item(Ready with { Policy = Allowing("ToFallbackOnly") }, "may-stop").State);

    [Fact]
    public void Whether_it_may_stop_must_be_answered() => Lacks(Ready with { Content = Ready.Content with { MayStop = null } }, "may-stop", "Nobody has said whether it may be stopped.", ReadinessPlace.Field);

    [Fact]
    public void Something_must_take_over() => Lacks(Ready with { Content = Ready.Content with { Fallback = "" } }, "fall-back", "Nothing is said to take over when it stops.", ReadinessPlace.Field);

    [Fact]
    public void Nothing_takes_over_from_an_experiment() =>
        Assert.DoesNotContain(ReadinessRules.Of(Ready with { Content = Ready.Content with { Lane = Lane.Experiment, Fallback = "" } }).Items, item => item.Key == "fall-back");

    [Fact]
    public void What_stands_against_any_version_comes_first()
    {
        var first = ReadinessRules.Of(Ready with { Closed = "AIS-0001 is an experiment." }).Items[0];

        Assert.Equal(("open", ReadinessState.Lacks, "AIS-0001 is an experiment."), (first.Key, first.State, first.Explanation));
    }

    [Fact]
    public void Without_a_version_every_check_has_no_data()
    {
        var readiness = ReadinessRules.Of(Ready with { Version = null });

        Assert.Equal(["version", "check.accuracy", "check.recall", "check.validation-report", "card", "monitoring"], readiness.Lacking.Select(item => item.Key));
        Assert.All(readiness.Lacking.Where(item => item.Key.StartsWith("check", StringComparison.Ordinal)), item => Assert.Equal(ReadinessPlace.Versions, item.Place));
        Assert.Equal("No evaluation has been run.", Item(Ready with { Version = null }, "check.recall").Explanation);
    }

    [Fact]
    public void Under_the_shipped_policy_a_system_without_a_version_lacks_all_that_its_tier_asks_for()
    {
        var shipped = ShippedPolicy.AdoptedOn(new DateOnly(2026, 11, 2));

        var lacking = ReadinessRules.Of(Ready with { Version = null, Policy = shipped }).Lacking.Select(item => item.Key).ToList();

        Assert.Equal(lacking.Distinct(), lacking);
        Assert.Contains("check.explainability-report", lacking);
        Assert.Single(lacking, key => key.Contains("card", StringComparison.Ordinal));
    }

    [Fact]
    public void A_check_that_fails_leads_to_the_version()
    {
        var item = Lacks(With(new GateEvidence(Good with { Confusion = new Confusion(2_000, 1_400, 1_000, 940) }, [Report])), "check.accuracy", "0.700 [0.680, 0.720] over 2,000 rows. The figure is below the threshold.", ReadinessPlace.Version);

        Assert.Equal("v1", item.At);
    }

    [Fact]
    public void A_check_whose_failing_is_tolerated_is_shown_as_that()
    {
        var evidence = new GateEvidence([], [Report]) { Excuses = [new Excuse("recall", "EX-0007", Noon.AddHours(12).AddDays(29))] };

        var item = Item(With(evidence), "check.recall");

        Assert.Equal((ReadinessState.Tolerated, "No evaluation has been run. Tolerated by EX-0007 until 1 December 2026.", ReadinessPlace.Exception, "EX-0007"), (item.State, item.Explanation, item.Place, item.At));
    }

    [Fact]
    public void A_figure_that_reaches_with_a_bound_that_does_not_is_met_with_a_warning_where_the_figure_decides()
    {
        var item = Item(With(new GateEvidence(Good with { Confusion = new Confusion(250, 201, 100, 80) }, [])) with { Published = new PublishedFacts(1, RiskTier.Medium, null) }, "check.accuracy");

        Assert.Equal(ReadinessState.Met, item.State);
        Assert.StartsWith("With a warning: ", item.Explanation);
    }

    [Fact]
    public void A_check_that_ran_out_is_lacking() => Assert.Equal(ReadinessState.Lacks, Item(Ready with { Today = Today.AddYears(2) }, "check.accuracy").State);

    [Fact]
    public void A_flow_that_nobody_can_complete_is_lacking() =>
        Lacks(Ready with { Signers = new Signers(new Dictionary<Permission, IReadOnlyCollection<PersonId>>(), []) }, "flow", "Nobody can complete the step Technical: it takes one signature by Technical reviewer, beside the requester.", ReadinessPlace.Signers);

    [Theory]
    [InlineData(Stage.Development)]
    [InlineData(Stage.Staging)]
    public void What_is_not_live_is_not_watched(Stage stage) => Lacks(Ready with { Version = Live with { Stage = stage } }, "monitoring", "No version is live that could be watched.", ReadinessPlace.Monitoring);

    [Fact]
    public void A_pilot_is_live() => Assert.Equal(ReadinessState.Met, Item(Ready with { Version = Live with { Stage = Stage.Pilot } }, "monitoring").State);

    [Fact]
    public void Without_a_baseline_nothing_is_watched() =>
        Lacks(Ready with { Version = Live with { Maturity = Watched with { HasBaseline = false } } }, "monitoring", "No baseline of v1 is frozen: evaluate it with feature values.", ReadinessPlace.Version);

    [Theory]
    [InlineData(24 * 60, ReadinessState.Met)]
    [InlineData((24 * 60) + 1, ReadinessState.Lacks)]
    public void What_was_seen_within_a_day_is_watched(int minutesAgo, ReadinessState state) =>
        Assert.Equal(state, Item(Ready with { Version = Live with { Maturity = Watched with { LastRowAt = Noon.AddMinutes(-minutesAgo) } } }, "monitoring").State);

    [Theory]
    [InlineData(true, "FI-0001 “Biased” is severe and not closed.")]
    [InlineData(false, "FI-0001 “Biased” is overdue.")]
    public void A_finding_that_presses_leads_to_itself(bool severe, string words) =>
        Assert.Equal("FI-0001", Lacks(Ready with { Findings = [new PressingFinding("FI-0001", "Biased", severe, Today)] }, "findings", words, ReadinessPlace.Finding).At);

    [Fact]
    public void Several_findings_that_press_lead_to_all_of_the_system() =>
        Lacks(
            Ready with { Findings = [new PressingFinding("FI-0001", "A", true, Today), new PressingFinding("FI-0002", "B", false, Today), new PressingFinding("FI-0003", "C", true, Today)] },
            "findings", "FI-0001, FI-0002 and FI-0003 are severe or overdue.", ReadinessPlace.Findings);

    [Fact]
    public void An_exception_that_holds_is_tolerated_and_not_met()
    {
        var item = Item(Ready with { Exceptions = [new HeldException("EX-0001", "Tier lower than the answers give", "A second person looks.", Noon.AddHours(12))] }, "exception.EX-0001");

        Assert.Equal((ReadinessState.Tolerated, "EX-0001 until 2 November 2026: A second person looks."), (item.State, item.Explanation));
    }

    [Fact]
    public void An_exception_is_over_at_its_last_instant() =>
        Assert.DoesNotContain(ReadinessRules.Of(Ready with { Exceptions = [new HeldException("EX-0001", "Lower", "Looks.", Noon)] }).Items, item => item.State == ReadinessState.Tolerated);

    [Fact]
    public void An_exception_from_a_check_stands_at_the_check_alone()
    {
        var facts = With(new GateEvidence([], [Report]) { Excuses = [new Excuse("recall", "EX-0007", Noon.AddDays(30))] }) with { Exceptions = [new HeldException("EX-0007", "Recall", "Looks.", Noon.AddDays(30))] };

        Assert.Single(ReadinessRules.Of(facts).Of(ReadinessState.Tolerated));
    }

    [Fact]
    public void The_target_of_maturity_is_that_of_the_tier() => Assert.Equal(3, ReadinessRules.Of(Ready with { Published = new PublishedFacts(1, RiskTier.Critical, null) }).Maturity.Target);

    private static ReadinessFacts With(GateEvidence evidence) => Ready with { Version = Live with { Evidence = evidence } };

    private static ReadinessItem Item(ReadinessFacts facts, string key) => ReadinessRules.Of(facts).Items.Single(item => item.Key == key);

    private static ReadinessItem Lacks(ReadinessFacts facts, string key, string words, ReadinessPlace place)
    {
        var item = Item(facts, key);
        Assert.Equal((ReadinessState.Lacks, words, place), (item.State, item.Explanation, item.Place));
        return item;
    }

    private static Policy Allowing(params string[] answers) => SmallPolicy.Rules with
    {
        Tiers = SmallPolicy.Rules.Tiers.ToDictionary(tier => tier.Key, tier => tier.Value with { MayStop = answers }),
    };

    private static VersionFacts Carded(IEnumerable<CardSection> sections) => Live with { Evidence = Live.Evidence with { Card = CardOf(sections) } };

    private static CardEvidence CardOf(IEnumerable<CardSection> sections) => new(new CardId(Guid.CreateVersion7()), 2, Digest.Of([3]), CardState.Approved, [.. sections]);

    private static Signers Staffed() => new(
        new Dictionary<Permission, IReadOnlyCollection<PersonId>>
        {
            [Permission.RequestPromotions] = [People[0]],
            [Permission.SignTechnical] = [People[1]],
            [Permission.SignProduct] = [People[2]],
            [Permission.SignBoard] = [People[3], People[4], People[5], People[6], People[7]],
            [Permission.SignValidation] = [People[2]],
            [Permission.SignRisk] = [People[0], People[2]],
            [Permission.SignAsOwner] = [People[0], People[1]],
        },
        [.. new[] { "Risk", "Legal", "Data", "Technology", "Architecture" }.Select((function, at) => new SeatHolding(function, People[3 + at], null))]);
}
