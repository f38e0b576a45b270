using Portal.Accounts;
using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Policies.Yaml;

/// <summary>Reads the sections of a policy one after the other; what they say of each other is looked at by <see cref="PolicyRules"/>.</summary>
internal static class PolicyReader
{
    private const int MostEntries = 100;
    private const int MostOpenHours = 240;
    private const int MostGraceHours = 720;
    private const int MostReviewDays = 20;
    private const int MostStandingUses = 100;
    private const int MostPilotDays = 365;

    // What the board's own rules say where the policy is silent.
    private const int OpenHoursUnlessTold = 24;
    internal const int LongestName = 80;
    internal const int LongestText = 600;
    internal static readonly Stage[] Targets = [Stage.Staging, Stage.Pilot, Stage.Production];

    public static Policy Read(YamlFields root, int number)
    {
        var policy = new Policy
        {
            Number = number,
            Title = root.Text("title", LongestName),
            Questionnaire = root.Whole("questionnaire", 1, int.MaxValue),
            Floors = [.. root.Entries("floors", MostEntries).Select(entry => Floor(entry.Key, entry.Fields))],
            Tiers = Tiers(root.Map("tiers")),
            Cards = root.Has("cards") ? Cards(root.Map("cards")) : new Dictionary<RiskTier, IReadOnlyList<CardSection>>(),
            Checks = [.. root.Entries("checks", MostEntries).Select(entry => CheckReader.Read(entry.Key, entry.Fields))],
            Flows = [.. root.Entries("flows", MostEntries).Select(entry => Flow(entry.Key, entry.Fields))],
            Approvals = Approvals(root.Map("approvals")),
            Alerts = Alerts(root.Map("alerts")),
            Budgets = Budgets(root.Map("budgets")),
            ExceptionDays = ExceptionDays(root.Map("exceptions")),
            GraceHours = root.Has("admission") ? GraceHours(root.Map("admission")) : 0,
            Emergency = root.Has("emergency") ? Emergency(root.Map("emergency")) : EmergencyRule.UnlessTold,
            Standing = root.Has("standing") ? Standing(root.Map("standing")) : StandingRule.UnlessTold,
            Pilot = root.Has("pilot") ? Pilot(root.Map("pilot")) : PilotRule.UnlessTold,
            Records = root.Has("records") ? RecordReader.Read(root.Map("records")) : RecordRules.UnlessTold,
            Freezes = [.. root.Entries("freezes", MostEntries).Select(entry => Freeze(entry.Key, entry.Fields))],
            Calendar = Calendar(root.Map("calendar")),
            ProtectedAliases = root.Texts("protectedAliases", 60, 20),
            Limits = [.. root.Entries("limits", MostEntries).Select(entry => Limit(entry.Key, entry.Fields))],
            Statements = [.. root.Entries("statements", MostEntries).Select(entry => Statement(entry.Key, entry.Fields))],
        };
        root.NothingElse();
        return policy;
    }

    private static TierFloor Floor(string key, YamlFields fields)
    {
        var byClass = fields.Has("legalClass");
        var floor = new TierFloor(
            key,
            byClass ? fields.Choice<LegalClass>("legalClass") : null,
            byClass ? null : fields.Text("question", LongestName),
            byClass ? null : fields.Text("answer", LongestName),
            fields.Choice<RiskTier>("tier"),
            fields.Text("why", LongestText));
        fields.NothingElse();
        return floor;
    }

    private static Dictionary<RiskTier, TierRules> Tiers(YamlFields fields)
    {
        var tiers = Enum.GetValues<RiskTier>().ToDictionary(tier => tier, tier => Tier(fields.Map(tier.ToString())));
        fields.NothingElse();
        return tiers;
    }

    private static TierRules Tier(YamlFields fields)
    {
        var rules = new TierRules(
            fields.Text("examples", LongestText), fields.Texts("demands", LongestText, 40), fields.Whole("workingDays", 1, 60), fields.Whole("reviewMonths", 1, 60),
            fields.Whole("noDataDays", 1, 365), fields.Whole("maturityTarget", 0, 3), fields.Texts("mayStop", 40, 10));
        fields.NothingElse();
        return rules;
    }

    private static Dictionary<RiskTier, IReadOnlyList<CardSection>> Cards(YamlFields fields)
    {
        var cards = Enum.GetValues<RiskTier>().ToDictionary(tier => tier, tier => fields.Choices<CardSection>(tier.ToString()));
        fields.NothingElse();
        return cards;
    }

    private static Flow Flow(string key, YamlFields fields)
    {
        var flow = new Flow(key, fields.Text("name", LongestName), [.. fields.Entries("steps", 6, Enum.GetNames<StepKind>()).Select(entry => Step(Enum.Parse<StepKind>(entry.Key), entry.Fields))]);
        if (flow.Steps.Count == 0)
            fields.Wrong("steps", "a flow without a step decides nothing");
        fields.NothingElse();
        return flow;
    }

    private static FlowStep Step(StepKind kind, YamlFields fields)
    {
        var step = kind == StepKind.Board
            ? new FlowStep(kind, [Role.BoardMember], 0, new BoardRule(fields.Texts("seats", 60, 40), fields.Whole("participation", 1, 100), fields.Whole("approvals", 1, 40), fields.Texts("oneOf", 60, 40), fields.Has("openHours") ? fields.Whole("openHours", 0, MostOpenHours) : OpenHoursUnlessTold))
            : new FlowStep(kind, fields.Choices<Role>("roles"), fields.Whole("signatures", 1, 5), null);
        if (step.Board is null && (step.Roles.Count == 0 || step.Roles.Except(FlowStep.DecidingRoles).Any()))
            fields.Wrong("roles", $"choose from {string.Join(", ", FlowStep.DecidingRoles)}: nobody else signs");
        fields.NothingElse();
        return step;
    }

    private static List<FlowChoice> Approvals(YamlFields fields)
    {
        List<FlowChoice> choices = [];
        foreach (var tier in Enum.GetValues<RiskTier>())
        {
            var row = fields.Map(tier.ToString());
            choices.AddRange(Targets.Select(target => new FlowChoice(tier, target, row.Text(target.ToString(), 40))));
            choices.Add(new FlowChoice(tier, null, row.Text("minor", 40)));
            row.NothingElse();
        }

        fields.NothingElse();
        return choices;
    }

    private static AlertLevels Alerts(YamlFields fields)
    {
        var levels = new AlertLevels(
            fields.Number("psiWarning", 0.01, 10), fields.Number("psiSerious", 0.01, 10), fields.Whole("severalFeatures", 1, 100),
            fields.Number("qualityWarning", 0.1, 100), fields.Number("qualitySerious", 0.1, 100), fields.Number("qualitySuspends", 0.1, 100), fields.Choices<RiskTier>("suspendsByItself"),
            RateReader.Read(fields));
        if (levels.PsiSerious <= levels.PsiWarning)
            fields.Wrong("psiSerious", "serious begins above the warning");
        if (levels.QualitySerious <= levels.QualityWarning)
            fields.Wrong("qualitySerious", "serious begins above the warning");
        if (levels.QualitySuspends <= levels.QualitySerious)
            fields.Wrong("qualitySuspends", "suspension begins above serious");
        fields.NothingElse();
        return levels;
    }

    private static BudgetLevels Budgets(YamlFields fields)
    {
        var levels = new BudgetLevels(fields.Number("warning", 1, 1000), fields.Number("serious", 1, 1000));
        if (levels.Serious <= levels.Warning)
            fields.Wrong("serious", "serious begins above the warning");
        fields.NothingElse();
        return levels;
    }

    private static int ExceptionDays(YamlFields fields)
    {
        var days = fields.Whole("mostDays", 1, 730);
        fields.NothingElse();
        return days;
    }

    private static int GraceHours(YamlFields fields)
    {
        var hours = fields.Whole("graceHours", 0, MostGraceHours);
        fields.NothingElse();
        return hours;
    }

    private static EmergencyRule Emergency(YamlFields fields)
    {
        var rule = new EmergencyRule(fields.Choices<Role>("roles"), fields.Whole("reviewDays", 1, MostReviewDays));
        if (rule.Roles.Count == 0 || rule.Roles.Distinct().Count() < rule.Roles.Count || rule.Roles.Except(EmergencyRule.Choices).Any())
            fields.Wrong("roles", $"choose from {string.Join(", ", EmergencyRule.Choices)}, each once");
        fields.NothingElse();
        return rule;
    }

    private static StandingRule Standing(YamlFields fields)
    {
        var rule = new StandingRule(fields.Whole("mostUses", 1, MostStandingUses), fields.Whole("mostDays", 1, 365));
        fields.NothingElse();
        return rule;
    }

    private static PilotRule Pilot(YamlFields fields)
    {
        var rule = new PilotRule(fields.Whole("days", 1, MostPilotDays), fields.Number("share", 1, 50));
        fields.NothingElse();
        return rule;
    }

    private static FreezeWindow Freeze(string key, YamlFields fields)
    {
        var window = new FreezeWindow(key, fields.Day("from"), fields.Day("to"), fields.Text("why", LongestText));
        if (window.To < window.From)
            fields.Wrong("to", "it ends before it begins");
        fields.NothingElse();
        return window;
    }

    private static WorkCalendar Calendar(YamlFields fields)
    {
        var calendar = new WorkCalendar(fields.Choices<DayOfWeek>("workdays"), fields.Hour("countsBefore"), fields.Hour("endsAt"));
        if (calendar.Workdays.Count == 0)
            fields.Wrong("workdays", "a week has at least one working day");
        fields.NothingElse();
        return calendar;
    }

    private static EstateLimit Limit(string key, YamlFields fields)
    {
        var limit = new EstateLimit(key, fields.Text("name", LongestName), fields.Choice<EstateMeasure>("measure"), fields.Number("atMost", 0, 1_000_000), fields.Text("owner", LongestName), fields.Text("why", LongestText));
        fields.NothingElse();
        return limit;
    }

    private static Statement Statement(string key, YamlFields fields)
    {
        var statement = new Statement(key, fields.Text("text", 2000), fields.Texts("standards", 120, 20), fields.Texts("enforcedBy", 80, 20));
        fields.NothingElse();
        return statement;
    }
}
