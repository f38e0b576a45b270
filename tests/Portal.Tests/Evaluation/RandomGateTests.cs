using Portal.Accounts;
using Portal.Evaluation;
using Portal.Evaluation.Figures;
using Portal.Evaluation.Scans;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;
using Portal.Tests.Support;

namespace Portal.Tests.Evaluation;

/// <summary>The gate against a computation written apart from it, slow and one rule after the other.</summary>
public sealed class RandomGateTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);
    private static readonly VersionId Old = VersionId.New(House.Noon);
    private static readonly string[] Groups = ["f", "m", "x"];

    [Fact]
    public void Two_hundred_random_policies_and_evaluations_come_out_as_the_slow_way_says()
    {
        var (passed, verdicts) = (0, new Dictionary<CheckVerdict, int>());
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var policy = SmallPolicy.Rules with { Checks = [.. Enumerable.Range(0, random.Next(1, 12)).Select(number => Check(random, $"check-{number}"))], Cards = new Dictionary<RiskTier, IReadOnlyList<CardSection>> { [RiskTier.Low] = [CardSection.Overview], [RiskTier.High] = [CardSection.Fairness] } };
            var (tier, evidence) = ((RiskTier)random.Next(1, 5), Evidence(random));

            var verdict = Gate.Decide(new(policy, Stage.Production, tier, Today), evidence);

            var asked = policy.Checks.Where(check => check.From <= tier).ToList();
            Assert.Equal(asked.Select(check => (check.Key, Slow(check, tier, policy, evidence))), verdict.Checks.Select(check => (check.Key, check.Verdict)));
            var blocks = asked.Any(check => check.Severity == Severity.Block && evidence.Excuses.All(excuse => excuse.Check != check.Key) && Slow(check, tier, policy, evidence) is CheckVerdict.Fail or CheckVerdict.NoData);
            Assert.Equal(blocks ? GateOutcome.Fail : GateOutcome.Pass, verdict.Outcome);
            passed += blocks ? 0 : 1;
            foreach (var check in verdict.Checks)
                verdicts[check.Verdict] = verdicts.GetValueOrDefault(check.Verdict) + 1;
        }

        Assert.InRange(passed, 5, 195);
        Assert.All(Enum.GetValues<CheckVerdict>(), verdict => Assert.True(verdicts.GetValueOrDefault(verdict) >= 5, $"{verdict}: {verdicts.GetValueOrDefault(verdict)}"));
    }

    private static CheckVerdict Slow(GateCheck check, RiskTier tier, Policy policy, GateEvidence evidence)
    {
        if (Today > check.ValidUntil)
            return CheckVerdict.Fail;
        if (check is MetricCheck metric)
            return SlowMetric(metric, tier, evidence);
        if (check is ComparisonCheck comparison)
            return SlowComparison(comparison, evidence);
        if (check is DocumentCheck document)
            return SlowDocument(document, evidence);
        if (check is CardCheck)
        {
            if (evidence.Card is null) return CheckVerdict.NoData;
            foreach (var (from, sections) in policy.Cards)
                foreach (var section in sections)
                    if (from <= tier && !evidence.Card.Filled.Contains(section)) return CheckVerdict.Fail;
            return CheckVerdict.Pass;
        }

        if (check is MonitoringCheck monitoring)
        {
            if (!evidence.Watch.HasBaseline) return CheckVerdict.NoData;
            long seen = 0;
            foreach (var day in evidence.Watch.Days)
                if (day.Day >= Today.AddDays(-monitoring.Days)) seen += day.Rows;
            return seen >= monitoring.Rows ? CheckVerdict.Pass : CheckVerdict.NoData;
        }

        if (check is TrainingDataCheck training)
            return evidence.Declared.TrainedTo is not { } to ? CheckVerdict.NoData : Today.DayNumber - to.DayNumber <= training.MostDays ? CheckVerdict.Pass : CheckVerdict.Fail;
        if (check is ScanCheck scan)
        {
            if (evidence.Scan is not { } last || Today.DayNumber - DateOnly.FromDateTime(last.DatabaseAt.UtcDateTime).DayNumber > scan.MostDays) return CheckVerdict.NoData;
            return last.Criticals.Count == 0 ? CheckVerdict.Pass : CheckVerdict.Fail;
        }

        if (check is FindingsCheck)
            return evidence.SevereFindings.Count == 0 ? CheckVerdict.Pass : CheckVerdict.Fail;

        var attestation = (AttestationCheck)check;
        AttestationEvidence? said = null;
        foreach (var one in evidence.Attestations)
            if (one.Check == check.Key) said = one;
        return said is not null && said.Sample >= attestation.Sample ? CheckVerdict.Pass : CheckVerdict.NoData;
    }

    private static CheckVerdict SlowMetric(MetricCheck check, RiskTier tier, GateEvidence evidence)
    {
        var ofLabels = check.Metric is Metric.Accuracy or Metric.Recall;
        RunEvidence? deciding = null;
        foreach (var run in evidence.Runs)
        {
            if (run.Kind != check.Of || (check.OnSuite && run.Suite is null)) continue;
            if (ofLabels || run.Figures.Any(figure => figure.Metric == check.Metric)) deciding = run;
        }

        if (deciding is null)
        {
            foreach (var run in evidence.Runs)
                if (run.Origin == FigureOrigin.Reported && (!check.OnSuite || run.Suite is not null) && run.Figures.Any(figure => figure.Metric == check.Metric)) deciding = run;
        }

        if (deciding is null) return CheckVerdict.NoData;
        if (deciding.Origin == FigureOrigin.Reported && check.Severity == Severity.Block && tier >= RiskTier.High) return CheckVerdict.NoData;
        if (deciding.Suite is { } suite && (suite.IsWornOut || suite.FreshUntil < Today)) return CheckVerdict.NoData;

        var outcomes = new List<CheckVerdict>();
        foreach (var figure in deciding.Figures)
        {
            if (figure.Metric != check.Metric || figure.Slice.Kind != (check.Per is null ? SliceKind.Whole : SliceKind.Group)) continue;
            var (bound, threshold) = (check.BoundFrom is { } from && tier >= from, check.AtLeast ?? check.AtMost ?? 0);
            var boundHolds = check.AtLeast is null ? figure.Estimate.High <= threshold : figure.Estimate.Low >= threshold;
            var figureHolds = check.AtLeast is null ? figure.Estimate.Value <= threshold : figure.Estimate.Value >= threshold;
            if (figure.Estimate.N < check.MinimumSample) outcomes.Add(CheckVerdict.NoData);
            else if (boundHolds || (figureHolds && check.BoundFrom is null)) outcomes.Add(CheckVerdict.Pass);
            else if (figureHolds && !bound) outcomes.Add(CheckVerdict.Warn);
            else outcomes.Add(CheckVerdict.Fail);
        }

        if (outcomes.Count == 0) return CheckVerdict.NoData;
        foreach (var worst in new[] { CheckVerdict.Fail, CheckVerdict.NoData, CheckVerdict.Warn })
            if (outcomes.Contains(worst)) return worst;
        return CheckVerdict.Pass;
    }

    private static CheckVerdict SlowComparison(ComparisonCheck check, GateEvidence evidence)
    {
        if (evidence.Incumbent is null) return CheckVerdict.Pass;
        RunEvidence? last = null;
        foreach (var run in evidence.Runs)
            if (run.Kind == EvaluationKind.HoldOut) last = run;
        if (last?.Comparison is not { } compared || compared.Incumbent != evidence.Incumbent.Version) return CheckVerdict.NoData;
        var against = compared.Differences.Single(one => one.Metric == check.Metric);
        if (against.Difference.N < check.MinimumSample) return CheckVerdict.NoData;
        var margin = evidence.Declared.Reason is { } reason && check.NotWorseFor.Contains(reason) ? -check.NotWorseBy : check.SuperiorBy;
        return against.Difference.Low >= margin / 100 * (check.In == MarginUnit.Percent ? against.Incumbent : 1) ? CheckVerdict.Pass : CheckVerdict.Fail;
    }

    private static CheckVerdict SlowDocument(DocumentCheck check, GateEvidence evidence)
    {
        DocumentEvidence? reviewed = null;
        foreach (var document in evidence.Documents)
            if (document.Kind == check.Kind && document.State != DocumentState.InReview) reviewed = document;
        if (reviewed is null) return CheckVerdict.NoData;
        if (reviewed.State == DocumentState.Returned || reviewed.ValidUntil < Today) return CheckVerdict.Fail;
        return check.MostDays is { } days && reviewed.ReviewedOn is { } on && Today.DayNumber - on.DayNumber > days ? CheckVerdict.Fail : CheckVerdict.Pass;
    }

    private static GateCheck Check(Random random, string key)
    {
        GateCheck check = random.Next(13) switch
        {
            0 or 1 or > 8 => Threshold(random),
            2 => new ComparisonCheck { Metric = Metric.Accuracy, SuperiorBy = random.Next(4), In = (MarginUnit)random.Next(1, 3), NotWorseBy = random.Next(4), NotWorseFor = random.Next(2) == 0 ? [ReasonForChange.Patch] : [], MinimumSample = 200 },
            3 => new DocumentCheck { Kind = (DocumentKind)random.Next(1, 3), MostDays = random.Next(2) == 0 ? 90 : null },
            4 => new CardCheck(),
            5 => new MonitoringCheck { Rows = random.Next(3) * 500, Days = 30 },
            6 => new TrainingDataCheck { MostDays = 365 },
            7 => random.Next(2) == 0 ? new ScanCheck { MostDays = 30 } : new FindingsCheck(),
            _ => new AttestationCheck { By = Role.ProductReviewer, Statement = "Read.", Sample = 20 },
        };
        return check with
        {
            Key = key,
            Name = key,
            From = (RiskTier)random.Next(1, 4),
            Stages = [Stage.Production],
            Severity = random.Next(4) == 0 ? Severity.Warn : Severity.Block,
            Owner = "Risk",
            Why = "Because.",
            ValidUntil = Today.AddDays(random.Next(12) == 0 ? -1 : 90),
        };
    }

    private static MetricCheck Threshold(Random random)
    {
        var metric = (Metric[])[Metric.Accuracy, Metric.Recall, Metric.LatencyP95];
        var chosen = metric[random.Next(3)];
        return new MetricCheck
        {
            Metric = chosen,
            AtLeast = chosen == Metric.LatencyP95 ? null : 0.75 + (random.NextDouble() * 0.1),
            AtMost = chosen == Metric.LatencyP95 ? 0.8 : null,
            BoundFrom = random.Next(4) > 0 ? RiskTier.High : null,
            MinimumSample = 200,
            OnSuite = random.Next(4) == 0,
            Per = chosen == Metric.Recall && random.Next(2) == 0 ? new SliceRule(OfGroups: true, SliceRule.All) : null,
        };
    }

    private static GateEvidence Evidence(Random random) => new(
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => Run(random))],
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => new DocumentEvidence(DocumentId.New(House.Noon), (DocumentKind)random.Next(1, 3), "Report", Digest.Of([1]), (DocumentState)random.Next(1, 4))
        {
            ReviewedOn = Today.AddDays(-random.Next(60, 120)), ValidUntil = random.Next(3) == 0 ? Today.AddDays(random.Next(-3, 3)) : null,
        })])
    {
        Today = Today,
        Excuses = random.Next(3) == 0 ? [new Excuse($"check-{random.Next(8)}", "EX-0001", House.Noon.AddDays(9))] : [],
        Incumbent = random.Next(3) == 0 ? null : new Incumbent(random.Next(5) == 0 ? VersionId.New(House.Noon) : Old, "v1"),
        Declared = new(random.Next(4) == 0 ? null : Today.AddDays(-random.Next(300, 430)), random.Next(2) == 0 ? ReasonForChange.Patch : null),
        Card = random.Next(3) == 0 ? null : new CardEvidence(CardId.New(House.Noon), 1, Digest.Of([1]), CardState.Approved, random.Next(2) == 0 ? [CardSection.Overview] : [CardSection.Overview, CardSection.Fairness]),
        Watch = new(random.Next(5) > 0, [new(Today.AddDays(-30), random.Next(700)), new(Today.AddDays(-31), 5000), new(Today, random.Next(700))]),
        Scan = random.Next(4) == 0 ? null : Scan(random),
        SevereFindings = random.Next(3) == 0 ? ["FI-0001"] : [],
        Attestations = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new AttestationEvidence(Guid.CreateVersion7(), $"check-{random.Next(8)}", random.Next(15, 25), Digest.Of([1]), "Said."))],
    };

    private static ScanEvidence Scan(Random random)
    {
        var at = new DateTimeOffset(Today.AddDays(-random.Next(20, 40)).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
        return new(ScanId.New(House.Noon), Digest.Of([1]), at, at, random.Next(2) == 0 ? [] : ["CVE-2026-1"], "Scan");
    }

    private static RunEvidence Run(Random random)
    {
        var isReported = random.Next(5) == 0;
        return new RunEvidence(RunId.New(House.Noon), "hold-out", 1, Digest.Of([1]), "bad", default)
        {
            Kind = isReported ? EvaluationKind.Reported : random.Next(6) == 0 ? EvaluationKind.EdgeCases : EvaluationKind.HoldOut,
            Origin = isReported ? FigureOrigin.Reported : FigureOrigin.Computed,
            Figures = [.. Figures(random)],
            Suite = random.Next(2) == 0 ? null : new SuiteOfRun(SuiteId.New(House.Noon), "SU-0001", "Suite", Today.AddDays(random.Next(-2, 20)), random.Next(6) == 0),
            Comparison = random.Next(4) == 0 ? null : new(Old, "v1", RunId.New(House.Noon), [new Against(Metric.Accuracy, 0.8, Estimate(random, 0.0, random.Next(100, 900)))]),
        };
    }

    private static IEnumerable<Figure> Figures(Random random)
    {
        foreach (var metric in new[] { Metric.Accuracy, Metric.Recall, Metric.LatencyP95 }.Where(_ => random.Next(5) > 0))
        {
            yield return new Figure(metric, Slice.Whole, Estimate(random, 0.8, random.Next(150, 2000)));
            foreach (var group in Groups.Where(_ => metric == Metric.Recall && random.Next(3) > 0))
                yield return new Figure(metric, new Slice(SliceKind.Group, "sex", group), Estimate(random, 0.83, random.Next(150, 900)));
        }
    }

    private static Estimate Estimate(Random random, double around, long n)
    {
        var (value, half) = (around + ((random.NextDouble() - 0.5) * 0.12), random.NextDouble() * 0.03);
        return new(value, value - half, value + half, n, "test");
    }
}
