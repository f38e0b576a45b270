using Portal.Accounts;
using Portal.Evaluation;
using Portal.Evaluation.Figures;
using Portal.Evaluation.Scans;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;
using Portal.Tests.Support;

namespace Portal.Tests.Evaluation;

/// <summary>One kind of check after the other: what passes, what fails, and what is no data.</summary>
public sealed class GateKindsTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);
    private static readonly Incumbent Running = new(VersionId.New(House.Noon), "v3.1");

    [Theory]
    [InlineData(0.30, 0.28, 0.32, RiskTier.High, CheckVerdict.Pass)]
    [InlineData(0.34, 0.31, 0.37, RiskTier.High, CheckVerdict.Fail)]
    [InlineData(0.34, 0.31, 0.37, RiskTier.Medium, CheckVerdict.Warn)]
    [InlineData(0.36, 0.33, 0.39, RiskTier.Medium, CheckVerdict.Fail)]
    public void Where_less_is_better_the_upper_bound_keeps_to_the_threshold(double value, double low, double high, RiskTier tier, CheckVerdict expected)
    {
        var check = Asks(Metric.LogLoss) with { AtLeast = null, AtMost = 0.35 };

        Assert.Equal(expected, Decide(check, Of(Run(new Figure(Metric.LogLoss, Slice.Whole, new(value, low, high, 500, "test")))), tier).Verdict);
    }

    [Fact]
    public void Of_many_groups_the_worst_decides_and_the_smallest_says_how_many_rows_it_rests_on()
    {
        var check = Asks(Metric.Recall) with { AtLeast = 0.6, Per = new SliceRule(OfGroups: true, SliceRule.All) };
        var run = Run(Group("sex", "f", 0.55, 300), Group("sex", "m", 0.80, 120), Group("age", "60+", 0.75, 900));

        var result = Decide(check, Of(run));

        Assert.Equal((CheckVerdict.Fail, "sex = f", 120L), (result.Verdict, result.Slice, result.Sample));
        Assert.Equal("The figure is below the threshold. The worst of 3: sex = f.", result.Explanation);
    }

    [Fact]
    public void A_group_of_too_few_rows_is_no_data_for_all_of_them()
    {
        var check = Asks(Metric.Recall) with { AtLeast = 0.6, MinimumSample = 100, Per = new SliceRule(OfGroups: true, "sex") };

        Assert.Equal(CheckVerdict.NoData, Decide(check, Of(Run(Group("sex", "f", 0.9, 20), Group("sex", "m", 0.9, 500)))).Verdict);
    }

    [Fact]
    public void Without_protected_groups_there_is_nothing_to_say_of_them() =>
        Assert.Equal(CheckVerdict.NoData, Decide(Asks(Metric.Recall) with { Per = new SliceRule(OfGroups: true, SliceRule.All) }, Of(Run(Whole(0.9)))).Verdict);

    [Fact]
    public void The_latest_run_decides_though_an_earlier_one_looked_better_or_had_the_figure()
    {
        var (better, worse) = (Run(Whole(0.9)), Run(Whole(0.5)));

        Assert.Equal(CheckVerdict.Fail, Decide(Asks(Metric.Recall) with { AtLeast = 0.6 }, Of(better, worse)).Verdict);
        Assert.Equal(CheckVerdict.NoData, Decide(Asks(Metric.Recall) with { AtLeast = 0.6 }, Of(better, Run(new Figure(Metric.Accuracy, Slice.Whole, Estimate(0.9, 500))))).Verdict);
    }

    [Fact]
    public void Edge_cases_do_not_stand_for_the_hold_out_nor_the_other_way_round()
    {
        var (plain, edge) = (Run(Whole(0.9)), Run(Whole(0.4)) with { Kind = EvaluationKind.EdgeCases });

        Assert.Equal(CheckVerdict.Pass, Decide(Asks(Metric.Recall) with { AtLeast = 0.6 }, Of(plain, edge)).Verdict);
        Assert.Equal(CheckVerdict.Fail, Decide(Asks(Metric.Recall) with { AtLeast = 0.6, Of = EvaluationKind.EdgeCases }, Of(plain, edge)).Verdict);
    }

    [Theory]
    [InlineData(RiskTier.Medium, Severity.Block, CheckVerdict.Pass)]
    [InlineData(RiskTier.High, Severity.Block, CheckVerdict.NoData)]
    [InlineData(RiskTier.High, Severity.Warn, CheckVerdict.Pass)]
    public void What_was_only_reported_satisfies_no_blocking_check_of_tier_high(RiskTier tier, Severity severity, CheckVerdict expected)
    {
        var reported = Run(new Figure(Metric.LatencyP95, Slice.Whole, Estimate(200, 500))) with { Kind = EvaluationKind.Reported, Origin = FigureOrigin.Reported };
        var check = Asks(Metric.LatencyP95) with { AtLeast = null, AtMost = 300, Severity = severity };

        Assert.Equal(expected, Decide(check, Of(reported), tier).Verdict);
    }

    [Fact]
    public void What_the_portal_computed_stands_before_what_was_reported_later()
    {
        var computed = Run(Whole(0.5));
        var reported = Run(Whole(0.99)) with { Kind = EvaluationKind.Reported, Origin = FigureOrigin.Reported };

        Assert.Equal(CheckVerdict.Fail, Decide(Asks(Metric.Recall) with { AtLeast = 0.6 }, Of(computed, reported), RiskTier.Medium).Verdict);
    }

    [Fact]
    public void A_check_on_an_agreed_suite_does_not_take_rows_that_brought_their_own_labels()
    {
        var check = Asks(Metric.Recall) with { AtLeast = 0.6, OnSuite = true };
        var suite = new SuiteOfRun(SuiteId.New(House.Noon), "SU-0001", "Hold-out", Today.AddDays(1), IsWornOut: false);

        Assert.Equal(CheckVerdict.NoData, Decide(check, Of(Run(Whole(0.9)))).Verdict);
        Assert.Equal(CheckVerdict.Pass, Decide(check, Of(Run(Whole(0.9)) with { Suite = suite }, Run(Whole(0.1)))).Verdict);
        Assert.Equal(CheckVerdict.NoData, Decide(check, Of(Run(Whole(0.9)) with { Suite = suite with { IsWornOut = true } })).Verdict);
        Assert.Equal(CheckVerdict.NoData, Decide(check, Of(Run(Whole(0.9)) with { Suite = suite with { FreshUntil = Today.AddDays(-1) } })).Verdict);
        Assert.Equal(CheckVerdict.Pass, Decide(check, Of(Run(Whole(0.9)) with { Suite = suite with { FreshUntil = Today } })).Verdict);
    }

    [Theory]
    [InlineData(0.05, 0.03, 0.07, null, CheckVerdict.Pass)]
    [InlineData(0.05, 0.01, 0.09, null, CheckVerdict.Fail)]
    [InlineData(0.00, -0.005, 0.005, null, CheckVerdict.Fail)]
    [InlineData(0.00, -0.005, 0.005, ReasonForChange.Patch, CheckVerdict.Pass)]
    [InlineData(0.00, -0.02, 0.02, ReasonForChange.Patch, CheckVerdict.Fail)]
    public void Against_what_runs_the_bound_of_the_difference_decides_and_the_reason_how_much_is_asked(double value, double low, double high, ReasonForChange? reason, CheckVerdict expected)
    {
        // 2 % of 0.8 is 0.016; no worse by 1 % is −0.008.
        var evidence = Of(Compared(Metric.Accuracy, 0.8, value, low, high)) with { Incumbent = Running, Declared = new(null, reason) };

        Assert.Equal(expected, Decide(Comparison, evidence).Verdict);
    }

    [Fact]
    public void Of_errors_less_is_the_gain()
    {
        var check = Comparison with { Metric = Metric.Mae };

        Assert.Equal(CheckVerdict.Pass, Decide(check, Of(Compared(Metric.Mae, 10, -1, -1.5, -0.5)) with { Incumbent = Running }).Verdict);
        Assert.Equal(CheckVerdict.Fail, Decide(check, Of(Compared(Metric.Mae, 10, 1, 0.5, 1.5)) with { Incumbent = Running }).Verdict);
    }

    [Fact]
    public void Without_a_version_that_runs_there_is_nothing_to_beat_and_against_another_one_nothing_was_shown()
    {
        var run = Compared(Metric.Accuracy, 0.8, 0.05, 0.03, 0.07);

        Assert.Equal(CheckVerdict.Pass, Decide(Comparison, Of(run)).Verdict);
        Assert.Equal(CheckVerdict.NoData, Decide(Comparison, Of(run) with { Incumbent = new(VersionId.New(House.Noon), "v3.2") }).Verdict);
        Assert.Equal(CheckVerdict.NoData, Decide(Comparison, Of(Run(Whole(0.9))) with { Incumbent = Running }).Verdict);
    }

    [Fact]
    public void The_validator_may_say_why_it_cannot_be_compared()
    {
        var waiver = new DocumentEvidence(DocumentId.New(House.Noon), DocumentKind.ComparisonNotApplicable, "Other product", Digest.Of([1]), DocumentState.Approved);

        Assert.Equal(CheckVerdict.Pass, Decide(Comparison, new GateEvidence([], [waiver]) { Incumbent = Running, Today = Today }).Verdict);
        Assert.Equal(CheckVerdict.NoData, Decide(Comparison, new GateEvidence([], [waiver with { State = DocumentState.InReview }]) { Incumbent = Running, Today = Today }).Verdict);
    }

    [Fact]
    public void A_document_counts_until_its_last_day_or_the_one_that_the_policy_gives_it()
    {
        var check = Common(new DocumentCheck { Kind = DocumentKind.ExplainabilityReport, MostDays = 90 });
        var report = new DocumentEvidence(DocumentId.New(House.Noon), DocumentKind.ExplainabilityReport, "Report", Digest.Of([1]), DocumentState.Approved) { ReviewedOn = Today.AddDays(-90) };

        Assert.Equal(CheckVerdict.Pass, Decide(check, new GateEvidence([], [report]) { Today = Today }).Verdict);
        Assert.Equal(CheckVerdict.Fail, Decide(check, new GateEvidence([], [report]) { Today = Today.AddDays(1) }).Verdict);
        Assert.Equal(CheckVerdict.Fail, Decide(check, new GateEvidence([], [report with { ValidUntil = Today.AddDays(-1) }]) { Today = Today }).Verdict);
    }

    [Fact]
    public void A_card_needs_every_section_of_the_tier()
    {
        var policy = SmallPolicy.Rules with { Cards = new Dictionary<RiskTier, IReadOnlyList<CardSection>> { [RiskTier.Low] = [CardSection.Overview], [RiskTier.High] = [CardSection.Fairness] } };
        var card = new CardEvidence(CardId.New(House.Noon), 1, Digest.Of([1]), CardState.Approved, [CardSection.Overview]);

        Assert.Equal(CheckVerdict.NoData, Decide(Common(new CardCheck()), GateEvidence.None, RiskTier.Low, policy).Verdict);
        Assert.Equal(CheckVerdict.Pass, Decide(Common(new CardCheck()), GateEvidence.None with { Card = card }, RiskTier.Medium, policy).Verdict);
        var failed = Decide(Common(new CardCheck()), GateEvidence.None with { Card = card }, RiskTier.High, policy);
        Assert.Equal((CheckVerdict.Fail, "The approved card lacks Fairness."), (failed.Verdict, failed.Explanation));
    }

    [Theory]
    [InlineData(false, 0, 0, CheckVerdict.NoData)]
    [InlineData(true, 0, 0, CheckVerdict.Pass)]
    [InlineData(true, 99, 100, CheckVerdict.NoData)]
    [InlineData(true, 100, 100, CheckVerdict.Pass)]
    public void Monitoring_is_live_when_its_baseline_is_frozen_and_enough_rows_were_seen(bool baseline, long seen, long asked, CheckVerdict expected)
    {
        var evidence = GateEvidence.None with { Today = Today, Watch = new(baseline, [new(Today.AddDays(-30), seen), new(Today.AddDays(-31), 1_000_000)]) };

        Assert.Equal(expected, Decide(Common(new MonitoringCheck { Rows = asked, Days = 30 }), evidence).Verdict);
    }

    [Theory]
    [InlineData(null, CheckVerdict.NoData)]
    [InlineData(365, CheckVerdict.Pass)]
    [InlineData(366, CheckVerdict.Fail)]
    public void Training_data_must_reach_near_enough_to_today(int? daysAgo, CheckVerdict expected)
    {
        var evidence = GateEvidence.None with { Today = Today, Declared = new(daysAgo is { } days ? Today.AddDays(-days) : null, null) };

        Assert.Equal(expected, Decide(Common(new TrainingDataCheck { MostDays = 365 }), evidence).Verdict);
    }

    [Theory]
    [InlineData(30, new string[0], CheckVerdict.Pass)]
    [InlineData(31, new string[0], CheckVerdict.NoData)]
    [InlineData(30, new[] { "CVE-2026-1 in libz" }, CheckVerdict.Fail)]
    public void A_scan_must_know_what_is_known_and_find_nothing_critical_that_nobody_excused(int daysAgo, string[] criticals, CheckVerdict expected)
    {
        var at = new DateTimeOffset(Today.AddDays(-daysAgo).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
        var scan = new ScanEvidence(ScanId.New(House.Noon), Digest.Of([1]), at, at, criticals, "Scan 1");

        Assert.Equal(expected, Decide(Common(new ScanCheck { MostDays = 30 }), GateEvidence.None with { Today = Today, Scan = scan }).Verdict);
        Assert.Equal(CheckVerdict.NoData, Decide(Common(new ScanCheck { MostDays = 30 }), GateEvidence.None with { Today = Today }).Verdict);
    }

    [Fact]
    public void An_open_severe_finding_blocks_and_is_named()
    {
        Assert.Equal(CheckVerdict.Pass, Decide(Common(new FindingsCheck()), GateEvidence.None).Verdict);
        Assert.Equal((CheckVerdict.Fail, "Open and severe: FI-0003, FI-0009."), Said(Decide(Common(new FindingsCheck()), GateEvidence.None with { SevereFindings = ["FI-0003", "FI-0009"] })));
    }

    [Fact]
    public void A_persons_word_counts_for_its_check_and_on_enough_outputs()
    {
        var check = Common(new AttestationCheck { By = Role.ProductReviewer, Statement = "They read well.", Sample = 20 });
        var said = new AttestationEvidence(Guid.CreateVersion7(), check.Key, 20, Digest.Of([1]), "Product reviewer, having looked at 20 outputs.");

        Assert.Equal(CheckVerdict.NoData, Decide(check, GateEvidence.None).Verdict);
        Assert.Equal(CheckVerdict.Pass, Decide(check, GateEvidence.None with { Attestations = [said] }).Verdict);
        Assert.Equal(CheckVerdict.NoData, Decide(check, GateEvidence.None with { Attestations = [said with { Sample = 19 }] }).Verdict);
        Assert.Equal(CheckVerdict.NoData, Decide(check, GateEvidence.None with { Attestations = [said with { Check = "other" }] }).Verdict);
    }

    [Fact]
    public void Changed_or_unseen_bytes_block_under_any_policy()
    {
        var evidence = new GateEvidence([], []) { Bytes = new BytesEvidence([], ["model.bin"], House.Noon) };

        var verdict = Gate.Decide(new(SmallPolicy.Rules with { Checks = [] }, Stage.Production, RiskTier.Low, Today), evidence);

        Assert.Equal(GateOutcome.Fail, verdict.Outcome);
        Assert.Equal("No longer the bytes that were sealed: model.bin.", Assert.Single(verdict.Checks).Explanation);
        Assert.Equal(CheckVerdict.NoData, Gate.Decide(new(SmallPolicy.Rules with { Checks = [] }, Stage.Production, RiskTier.Low, Today), evidence with { Bytes = new BytesEvidence(["weights"], [], null) }).Checks[0].Verdict);
        Assert.Empty(Gate.Decide(new(SmallPolicy.Rules with { Checks = [] }, Stage.Production, RiskTier.Low, Today), evidence with { Bytes = new BytesEvidence([], [], House.Noon) }).Checks);
    }

    private static ComparisonCheck Comparison => (ComparisonCheck)Common(new ComparisonCheck
    {
        Metric = Metric.Accuracy,
        SuperiorBy = 2,
        In = MarginUnit.Percent,
        NotWorseBy = 1,
        NotWorseFor = [ReasonForChange.Patch],
        MinimumSample = 100,
    });

    private static (CheckVerdict, string) Said(CheckResult result) => (result.Verdict, result.Explanation);

    private static CheckResult Decide(GateCheck check, GateEvidence evidence, RiskTier tier = RiskTier.High, Policy? policy = null) =>
        Assert.Single(Gate.Decide(new((policy ?? SmallPolicy.Rules) with { Checks = [check] }, Stage.Production, tier, Today), evidence).Checks);

    private static GateCheck Common(GateCheck check) => check with
    {
        Key = "check",
        Name = "Check",
        From = RiskTier.Low,
        Stages = [Stage.Production],
        Severity = Severity.Block,
        Owner = "Risk",
        Why = "Because.",
        ValidUntil = Today.AddDays(100),
    };

    private static MetricCheck Asks(Metric metric) => (MetricCheck)Common(new MetricCheck { Metric = metric, AtLeast = 0.8, BoundFrom = RiskTier.High, MinimumSample = 10 });

    private static GateEvidence Of(params RunEvidence[] runs) => new(runs, []) { Today = Today };

    private static RunEvidence Run(params Figure[] figures) => new(RunId.New(House.Noon), "hold-out", 1, Digest.Of([1]), "bad", default) { Figures = figures };

    private static RunEvidence Compared(Metric metric, double incumbent, double value, double low, double high) =>
        Run(Whole(0.9)) with { Comparison = new(Running.Version, Running.Label, RunId.New(House.Noon), [new Against(metric, incumbent, new(value, low, high, 500, "paired"))]) };

    private static Figure Whole(double value) => new(Metric.Recall, Slice.Whole, Estimate(value, 500));

    private static Figure Group(string name, string value, double figure, long n) => new(Metric.Recall, new(SliceKind.Group, name, value), Estimate(figure, n));

    private static Estimate Estimate(double value, long n) => new(value, value - 0.01, value + 0.01, n, "test");
}
