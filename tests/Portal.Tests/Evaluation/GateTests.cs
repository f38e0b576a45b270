using Portal.Evaluation;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;
using Portal.Tests.Support;

namespace Portal.Tests.Evaluation;

public sealed class GateTests
{
    private static readonly Digest Rows = Digest.Of("rows"u8);

    [Fact]
    public void A_lower_bound_that_exactly_meets_the_threshold_passes()
    {
        var run = Run(n: 1000, correct: 850);
        var bound = run.Confusion.Accuracy?.Low ?? 0;

        Assert.Equal(CheckVerdict.Pass, Accuracy(run, atLeast: bound));
        Assert.Equal(CheckVerdict.Fail, Accuracy(run, atLeast: Math.BitIncrement(bound)));
    }

    [Fact]
    public void An_interval_that_straddles_the_threshold_fails_and_says_so()
    {
        var check = Decide(Of(Metric(0.85, 200)), new(Run(n: 1000, correct: 860), [])).Checks[0];

        Assert.Equal(CheckVerdict.Fail, check.Verdict);
        Assert.Contains("straddles", check.Explanation);
        Assert.True(check.Observed?.Value >= 0.85 && check.Observed.Low < 0.85);
    }

    [Fact]
    public void A_figure_below_the_threshold_fails_and_says_so()
    {
        var check = Decide(Of(Metric(0.85, 200)), new(Run(n: 1000, correct: 700), [])).Checks[0];

        Assert.Equal((CheckVerdict.Fail, "The figure is below the threshold."), (check.Verdict, check.Explanation));
    }

    [Fact]
    public void Below_the_tier_of_the_bound_the_figure_decides_and_a_straddle_is_a_warning()
    {
        var (straddling, below) = (Run(n: 1000, correct: 860), Run(n: 1000, correct: 840));

        var warned = Decide(Of(Metric(0.85, 200)), new(straddling, []), RiskTier.Medium);

        Assert.Equal((GateOutcome.Pass, CheckVerdict.Warn), (warned.Outcome, warned.Checks[0].Verdict));
        Assert.Equal(GateOutcome.Fail, Decide(Of(Metric(0.85, 200)), new(below, []), RiskTier.Medium).Outcome);
    }

    [Fact]
    public void A_check_holds_from_its_tier_up_and_for_its_stages_alone()
    {
        var evidence = new GateEvidence(Run(n: 1000, correct: 950), []);

        Assert.Equal(["accuracy", "recall"], Decide(SmallPolicy.Rules, evidence, RiskTier.Medium).Checks.Select(check => check.Key));
        Assert.Equal(["accuracy", "recall", "validation-report"], Decide(SmallPolicy.Rules, evidence, RiskTier.High).Checks.Select(check => check.Key));
        Assert.Equal(["accuracy", "recall"], Gate.Decide(new(SmallPolicy.Rules, Stage.Staging, RiskTier.High, new DateOnly(2026, 11, 2)), evidence).Checks.Select(check => check.Key));
    }

    [Fact]
    public void After_its_last_day_a_check_fails_for_requests_that_begin_later()
    {
        var evidence = new GateEvidence(Run(n: 1000, correct: 950), [Document(DocumentState.Approved)]);
        var last = SmallPolicy.Rules.Checks[0].ValidUntil;

        Assert.Equal(GateOutcome.Pass, Gate.Decide(new(SmallPolicy.Rules, Stage.Production, RiskTier.High, last), evidence).Outcome);
        Assert.All(
            Gate.Decide(new(SmallPolicy.Rules, Stage.Production, RiskTier.High, last.AddDays(1)), evidence).Checks,
            check => Assert.Equal((CheckVerdict.Fail, $"The check held until {last:d MMMM yyyy} and was not renewed."), (check.Verdict, check.Explanation)));
    }

    [Fact]
    public void An_exception_opens_the_gate_for_its_check_alone_and_is_in_the_digest()
    {
        var evidence = new GateEvidence(Run(n: 1000, correct: 700), []);
        var excuse = new Excuse("accuracy", "EX-0001", House.Noon.AddDays(30));

        var (without, with) = (Decide(SmallPolicy.Rules, evidence), Decide(SmallPolicy.Rules, evidence with { Excuses = [excuse] }));

        Assert.Equal(["accuracy", "validation-report"], without.Checks.Where(check => check.Blocks).Select(check => check.Key));
        Assert.Equal(["validation-report"], with.Checks.Where(check => check.Blocks).Select(check => check.Key));
        Assert.Equal(excuse, with.Checks[0].ExcusedBy);
        Assert.NotEqual(without.Digest, with.Digest);
        Assert.Equal(with.Digest, GateVerdict.FromJson(with.ToJson()).Digest);
    }

    [Fact]
    public void A_check_that_warns_stops_nothing()
    {
        var check = Metric(0.99, 200) with { Severity = Severity.Warn };

        Assert.Equal(GateOutcome.Pass, Decide(Of(check), new(Run(n: 1000, correct: 700), [])).Outcome);
    }

    [Theory]
    [InlineData(199, CheckVerdict.NoData)]
    [InlineData(200, CheckVerdict.Pass)]
    public void Too_few_rows_are_no_data_however_good_they_are(int n, CheckVerdict expected) =>
        Assert.Equal(expected, Accuracy(Run(n: n, correct: n), atLeast: 0.8, minimum: 200));

    [Fact]
    public void Without_a_run_there_is_no_data_and_the_gate_is_closed()
    {
        var verdict = Decide(SmallPolicy.Rules, GateEvidence.None);

        Assert.Equal(GateOutcome.Fail, verdict.Outcome);
        Assert.All(verdict.Checks, check => Assert.Equal((CheckVerdict.NoData, (CheckSource?)null), (check.Verdict, check.Source)));
    }

    [Fact]
    public void Without_a_positive_class_there_is_no_recall()
    {
        var run = Run(n: 1000, correct: 1000) with { Positive = null, Confusion = new Confusion(1000, 1000, 0, 0) };

        var recall = Decide(SmallPolicy.Rules, new(run, [Document(DocumentState.Approved)])).Checks.Single(check => check.Name == "Recall");

        Assert.Equal(CheckVerdict.NoData, recall.Verdict);
        Assert.Contains("positive", recall.Explanation);
    }

    [Fact]
    public void Everything_shown_opens_the_gate()
    {
        var verdict = Decide(SmallPolicy.Rules, new(Run(n: 1000, correct: 950), [Document(DocumentState.Approved)]));

        Assert.Equal(GateOutcome.Pass, verdict.Outcome);
        Assert.Equal(3, verdict.Checks.Count);
        Assert.Equal(Rows, verdict.Checks[0].Source?.Digest);
    }

    [Theory]
    [InlineData(new DocumentState[0], CheckVerdict.NoData)]
    [InlineData(new[] { DocumentState.InReview }, CheckVerdict.NoData)]
    [InlineData(new[] { DocumentState.Approved }, CheckVerdict.Pass)]
    [InlineData(new[] { DocumentState.Returned }, CheckVerdict.Fail)]
    [InlineData(new[] { DocumentState.Returned, DocumentState.InReview }, CheckVerdict.Fail)]
    [InlineData(new[] { DocumentState.Returned, DocumentState.Approved }, CheckVerdict.Pass)]
    [InlineData(new[] { DocumentState.Approved, DocumentState.InReview }, CheckVerdict.Pass)]
    [InlineData(new[] { DocumentState.Approved, DocumentState.Returned }, CheckVerdict.Fail)]
    public void The_last_review_of_a_document_decides(DocumentState[] states, CheckVerdict expected)
    {
        var verdict = Decide(SmallPolicy.Rules, new([], [.. states.Select(Document)]));

        Assert.Equal(expected, verdict.Checks.Single(check => check.Kind == CheckKind.Document).Verdict);
    }

    [Fact]
    public void Two_verdicts_on_the_same_evidence_have_one_digest_and_any_other_has_another()
    {
        var run = Run(n: 1000, correct: 950);
        var document = Document(DocumentState.Approved);

        var digest = Decide(SmallPolicy.Rules, new(run, [document])).Digest;

        Assert.Equal(digest, Decide(SmallPolicy.Rules, new(run, [document])).Digest);
        Assert.NotEqual(digest, Decide(SmallPolicy.Rules, new(run with { Confusion = new Confusion(1000, 949, 500, 475) }, [document])).Digest);
        Assert.NotEqual(digest, Decide(SmallPolicy.Rules, new(run, [document with { Content = Digest.Of("other"u8) }])).Digest);
        Assert.NotEqual(digest, Decide(SmallPolicy.Rules with { Number = 2 }, new(run, [document])).Digest);
    }

    [Fact]
    public void A_stored_verdict_reads_back_with_its_digest()
    {
        var verdict = Decide(SmallPolicy.Rules, new(Run(n: 1003, correct: 871), [Document(DocumentState.InReview)]));

        var back = GateVerdict.FromJson(verdict.ToJson());

        Assert.Equal(verdict.Digest, back.Digest);
        Assert.Equal(verdict.Checks, back.Checks);
    }

    private static CheckVerdict Accuracy(RunEvidence run, double atLeast, int minimum = 1) =>
        Decide(Of(Metric(atLeast, minimum)), new(run, [])).Checks[0].Verdict;

    private static GateVerdict Decide(Policy policy, GateEvidence evidence, RiskTier tier = RiskTier.High) =>
        Gate.Decide(new(policy, Stage.Production, tier, new DateOnly(2026, 11, 2)), evidence);

    private static MetricCheck Metric(double atLeast, int minimum) => SmallPolicy.Rules.Checks.OfType<MetricCheck>().First() with { AtLeast = atLeast, MinimumSample = minimum };

    private static Policy Of(params GateCheck[] checks) => SmallPolicy.Rules with { Number = 7, Checks = checks };

    private static RunEvidence Run(int n, int correct) =>
        new(RunId.New(House.Noon), "hold-out", 1, Rows, "bad", new Confusion(n, correct, n / 2, correct / 2));

    private static DocumentEvidence Document(DocumentState state) =>
        new(DocumentId.New(House.Noon), DocumentKind.ValidationReport, "Report", Digest.Of("report"u8), state);
}
