using Portal.Accounts;
using Portal.Shared;

namespace Portal.Policies.Yaml;

/// <summary>Reads one check of the gate: the field that names what it looks at says of which kind it is.</summary>
internal static class CheckReader
{
    private const int MostDays = 3650;
    private const int MostRows = 100_000_000;

    private static readonly Metric[] Paired = [Metric.Accuracy, Metric.Recall, Metric.RocAuc, Metric.Mae, Metric.RougeL];

    // The first is what is missing where none is named.
    private static readonly (string Field, Func<YamlFields, GateCheck> Read)[] Kinds =
    [
        ("metric", OfMetric),
        ("compare", Comparison),
        ("document", Document),
        ("card", fields => Word(fields, "card", "Approved", new CardCheck())),
        ("monitoring", fields => Word(fields, "monitoring", "Live", new MonitoringCheck { Rows = fields.Whole("rows", 0, MostRows), Days = fields.Whole("days", 1, MostDays) })),
        ("trainingData", fields => Word(fields, "trainingData", "Recent", new TrainingDataCheck { MostDays = fields.Whole("mostDays", 1, MostDays) })),
        ("scan", fields => Word(fields, "scan", "Clean", new ScanCheck { MostDays = fields.Whole("mostDays", 1, MostDays) })),
        ("findings", fields => Word(fields, "findings", "NoneSevere", new FindingsCheck())),
        ("attestation", Attestation),
    ];

    public static GateCheck Read(string key, YamlFields fields)
    {
        var kind = Kinds.FirstOrDefault(kind => fields.Has(kind.Field), Kinds[0]);
        var check = kind.Read(fields) with
        {
            Key = key,
            Name = fields.Text("name", PolicyReader.LongestName),
            From = fields.Choice<RiskTier>("from"),
            Stages = Stages(fields),
            Severity = fields.Choice<Severity>("severity"),
            Owner = fields.Text("owner", PolicyReader.LongestName),
            Why = fields.Text("why", PolicyReader.LongestText),
            ValidUntil = fields.Day("validUntil"),
        };
        fields.NothingElse();
        return check;
    }

    private static MetricCheck OfMetric(YamlFields fields)
    {
        var metric = fields.Choice<Metric>("metric");
        var (most, isUpper) = (metric.Unit() == MetricUnit.Share ? 1 : 1e12, fields.Has("atMost"));
        if (isUpper && !metric.IsBetterLow())
            fields.Wrong("atMost", $"of {metric} more is better: write atLeast");
        if (!isUpper && metric.IsBetterLow())
            fields.Wrong("metric", $"of {metric} less is better: write atMost");
        return new MetricCheck
        {
            Metric = metric,
            AtLeast = isUpper ? null : fields.Number("atLeast", 0, most),
            AtMost = isUpper ? fields.Number("atMost", 0, most) : null,
            Of = fields.Has("of") ? fields.Choice<EvaluationKind>("of") : OfItself(metric),
            Dataset = fields.Has("dataset") ? fields.Text("dataset", PolicyReader.LongestName) : null,
            OnSuite = fields.Has("suite") && fields.Choice("suite", ["Agreed", "Any"]) == "Agreed",
            Per = Per(metric, fields),
            BoundFrom = BoundFrom(fields),
            MinimumSample = fields.Whole("minimumSample", 1, MostRows),
        };
    }

    // Figures of disturbed copies and of judges are of runs made for them.
    private static EvaluationKind OfItself(Metric metric) => metric switch
    {
        Metric.Robustness => EvaluationKind.Robustness,
        Metric.Factuality or Metric.Relevance or Metric.Safety or Metric.HallucinationRate => EvaluationKind.Judge,
        _ => EvaluationKind.HoldOut,
    };

    private static SliceRule? Per(Metric metric, YamlFields fields)
    {
        if (fields.Has("perSegment"))
            return new SliceRule(OfGroups: false, fields.Text("perSegment", PolicyReader.LongestName));

        return fields.Has("perGroup") ? new SliceRule(OfGroups: true, fields.Text("perGroup", PolicyReader.LongestName))
            : metric.IsOfFairness() ? new SliceRule(OfGroups: true, SliceRule.All) : null;
    }

    private static RiskTier? BoundFrom(YamlFields fields)
    {
        var text = fields.Choice("boundFrom", [.. Enum.GetNames<RiskTier>(), "Never"]);
        return Enum.TryParse<RiskTier>(text, out var tier) ? tier : null;
    }

    private static ComparisonCheck Comparison(YamlFields fields)
    {
        var metric = fields.Choice<Metric>("compare");
        if (!Paired.Contains(metric))
            fields.Wrong("compare", $"row by row these are compared: {string.Join(", ", Paired)}");
        return new ComparisonCheck
        {
            Metric = metric,
            SuperiorBy = fields.Number("superiorBy", 0, 100),
            In = fields.Choice<MarginUnit>("in"),
            NotWorseBy = fields.Number("notWorseBy", 0, 100),
            NotWorseFor = fields.Choices<ReasonForChange>("notWorseFor"),
            MinimumSample = fields.Whole("minimumSample", 1, MostRows),
        };
    }

    private static DocumentCheck Document(YamlFields fields) => new()
    {
        Kind = fields.Choice<DocumentKind>("document"),
        MostDays = fields.Has("mostDays") ? fields.Whole("mostDays", 1, MostDays) : null,
    };

    private static AttestationCheck Attestation(YamlFields fields)
    {
        var by = fields.Choice<Role>("attestation");
        if (!FlowStep.DecidingRoles.Contains(by))
            fields.Wrong("attestation", $"choose from {string.Join(", ", FlowStep.DecidingRoles)}: nobody else signs");
        return new AttestationCheck { By = by, Statement = fields.Text("says", PolicyReader.LongestText), Sample = fields.Whole("sample", 1, 1000) };
    }

    /// <summary>A check that there is one way to ask for; the word beside its field says which.</summary>
    private static GateCheck Word(YamlFields fields, string field, string word, GateCheck check)
    {
        _ = fields.Choice(field, [word]);
        return check;
    }

    private static IReadOnlyList<Stage> Stages(YamlFields fields)
    {
        var stages = fields.Choices<Stage>("stages");
        if (stages.Count == 0 || stages.Except(PolicyReader.Targets).Any())
            fields.Wrong("stages", $"choose from {string.Join(", ", PolicyReader.Targets)}");
        return stages;
    }
}
