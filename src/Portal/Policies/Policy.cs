using Portal.Policies.Classification;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Policies;

/// <summary>The rules of one policy. A published one is never edited; a request keeps the one it started with.</summary>
public sealed record Policy
{
    public required int Number { get; init; }

    public required string Title { get; init; }

    /// <summary>The questionnaire that is asked, and with it the scorer it makes a pair with.</summary>
    public required int Questionnaire { get; init; }

    public required IReadOnlyList<TierFloor> Floors { get; init; }

    public required IReadOnlyDictionary<RiskTier, TierRules> Tiers { get; init; }

    /// <summary>Which sections of a model card each tier adds to those of the tiers below it; a policy that was written before there were cards asks for none.</summary>
    public IReadOnlyDictionary<RiskTier, IReadOnlyList<CardSection>> Cards { get; init; } = new Dictionary<RiskTier, IReadOnlyList<CardSection>>();

    public required IReadOnlyList<GateCheck> Checks { get; init; }

    public required IReadOnlyList<Flow> Flows { get; init; }

    public required IReadOnlyList<FlowChoice> Approvals { get; init; }

    public required AlertLevels Alerts { get; init; }

    public required BudgetLevels Budgets { get; init; }

    /// <summary>How long an exception may last.</summary>
    public required int ExceptionDays { get; init; }

    /// <summary>For how many hours what already runs may go on after its promotion ended; a policy that was written before admission was asked for gives none.</summary>
    public int GraceHours { get; init; }

    public EmergencyRule Emergency { get; init; } = EmergencyRule.UnlessTold;

    public StandingRule Standing { get; init; } = StandingRule.UnlessTold;

    public PilotRule Pilot { get; init; } = PilotRule.UnlessTold;

    public RecordRules Records { get; init; } = RecordRules.UnlessTold;

    public required IReadOnlyList<FreezeWindow> Freezes { get; init; }

    public required WorkCalendar Calendar { get; init; }

    public required IReadOnlyList<string> ProtectedAliases { get; init; }

    public required IReadOnlyList<EstateLimit> Limits { get; init; }

    public required IReadOnlyList<Statement> Statements { get; init; }

    public TimeSpan Grace => TimeSpan.FromHours(GraceHours);

    public TierRules Of(RiskTier tier) => Tiers[tier];

    /// <summary>What a version of a system of this tier must show to reach the stage.</summary>
    public IReadOnlyList<GateCheck> ChecksTo(Stage target, RiskTier tier) => [.. Checks.Where(check => check.From <= tier && check.Stages.Contains(target))];

    /// <summary>Who decides on it.</summary>
    public Flow FlowTo(Stage target, RiskTier tier) => FlowOf(Approvals.Single(choice => choice.Tier == tier && choice.Target == target).Flow);

    /// <summary>Who decides on a change that leaves every output as it was.</summary>
    public Flow FlowOfMinor(RiskTier tier) => FlowOf(Approvals.Single(choice => choice.Tier == tier && choice.Target is null).Flow);

    /// <summary>Who decides on a change of this class. What reaches nobody is decided in Staging's own way, however small it is.</summary>
    public Flow FlowTo(Stage target, RiskTier tier, ChangeClass change) => change == ChangeClass.Minor && target != Stage.Staging ? FlowOfMinor(tier) : FlowTo(target, tier);

    /// <summary>Everything demanded before production in words; each tier includes the ones below it.</summary>
    public IReadOnlyList<string> DemandsOf(RiskTier tier) => [.. Tiers.Where(rules => rules.Key <= tier).OrderBy(rules => rules.Key).SelectMany(rules => rules.Value.Demands)];

    /// <summary>The sections that the card of a version must have, in the order of the card; each tier includes the ones below it.</summary>
    public IReadOnlyList<CardSection> CardSectionsOf(RiskTier tier) => [.. Cards.Where(rules => rules.Key <= tier).SelectMany(rules => rules.Value).Distinct().Order()];

    /// <summary>The tier that the answers give by the scorer, lifted to the floors that they meet.</summary>
    public RiskTier? TierOf(Answers answers)
    {
        var scored = Questionnaires.Classify(answers);
        return FloorsUnder(answers, scored).Select(floor => (RiskTier?)floor.Tier).Append(scored.Tier).Max();
    }

    /// <summary>The floors that these answers meet.</summary>
    public IReadOnlyList<TierFloor> FloorsUnder(Answers answers) => FloorsUnder(answers, Questionnaires.Classify(answers));

    public DateTimeOffset NextReview(DateTimeOffset last, RiskTier tier) => last.AddMonths(Of(tier).ReviewMonths);

    public FreezeWindow? FreezeOn(DateOnly day) => Freezes.FirstOrDefault(window => window.From <= day && day <= window.To);

    private List<TierFloor> FloorsUnder(Answers answers, Classification.Classification scored)
    {
        var asked = Questionnaires.Of(answers.Questionnaire).Questions.Asked(answers);
        return [.. Floors.Where(floor => floor.LegalClass is { } legal
            ? scored.LegalClass >= legal && scored.Missing.Count < asked.Count
            : asked.Any(question => question.Question.Key == floor.Question && question.Chosen.Contains(floor.Answer)))];
    }

    private Flow FlowOf(string key) => Flows.Single(flow => flow.Key == key);
}

/// <summary>No system that meets it is in a lower tier: a legal class from which on it holds, or an answer.</summary>
public sealed record TierFloor(string Key, LegalClass? LegalClass, string? Question, string? Answer, RiskTier Tier, string Why);

/// <summary>What one tier asks for. The answer to "may it be stopped?" must be one of those allowed.</summary>
public sealed record TierRules(
    string Examples, IReadOnlyList<string> Demands, int WorkingDays, int ReviewMonths, int NoDataDays, int MaturityTarget, IReadOnlyList<string> MayStop);

/// <summary>Where drift, quality and rates begin to warn: in PSI, in percent below the baseline, and as <see cref="RateLevels"/> say.</summary>
public sealed record AlertLevels(
    double PsiWarning, double PsiSerious, int SeveralFeatures, double QualityWarning, double QualitySerious, double QualitySuspends, IReadOnlyList<RiskTier> SuspendsByItself, RateLevels Rates)
{
    /// <summary>What drift is judged by.</summary>
    internal AlertRule Rule => new(PsiWarning, PsiSerious, SeveralFeatures);
}

/// <summary>In percent of a budget.</summary>
public sealed record BudgetLevels(double Warning, double Serious);

/// <summary>Days, both included, on which nothing is applied.</summary>
public sealed record FreezeWindow(string Key, DateOnly From, DateOnly To, string Why);

/// <summary>What the organisation is ready to carry over all systems; shares are in percent.</summary>
public sealed record EstateLimit(string Key, string Name, EstateMeasure Measure, double AtMost, string Owner, string Why);

public enum EstateMeasure
{
    LargestProviderShare = 1,
    LargestBaseModelShare,
    LargestDataSourceShare,
    LiveCriticalSystems,
    OverdueReviews,
    OpenSevereFindings,
    ExceptionsInForce,
    BelowMaturityTarget,
}

/// <summary>A sentence of the policy in Markdown, the standards it answers to, and what in the same policy enforces it.</summary>
public sealed record Statement(string Key, string Text, IReadOnlyList<string> Standards, IReadOnlyList<string> EnforcedBy)
{
    /// <summary>A promise that nothing keeps, or that answers to nobody.</summary>
    public bool IsUnlinked => EnforcedBy.Count == 0 || Standards.Count == 0;
}
