using System.Globalization;
using Portal.Policies.Yaml;
using Portal.Shared;

namespace Portal.Policies;

public enum Direction
{
    /// <summary>Wording, or who looks after it.</summary>
    Neutral = 1,
    Tighter,

    /// <summary>Allows something that was not allowed, or may: whatever is not known to be tighter.</summary>
    Looser,
}

/// <summary>One value that differs between two policies; absent on one side when it came or went.</summary>
public sealed record PolicyChange(string Path, string? Before, string? After, Direction Direction);

/// <summary>What differs between two texts, value by value, and in which direction. Most conservative wins: what is not understood loosens.</summary>
public static class PolicyChanges
{
    private static readonly string[] Texts = ["title", "name", "why", "owner", "examples", "text", "standards", "enforcedBy", "workingDays", "maturityTarget", "countsBefore", "endsAt", "validUntil", "measure"];
    private static readonly string[] MoreIsTighter = ["atLeast", "minimumSample", "signatures", "participation", "approvals"];
    private static readonly string[] LessIsTighter =
        ["reviewMonths", "noDataDays", "psiWarning", "psiSerious", "severalFeatures", "qualityWarning", "qualitySerious", "qualitySuspends", "errorsWarning", "errorsSerious", "safetyWarning", "safetySerious", "latencySeriousMs", "costSerious", "warning", "serious", "mostDays", "atMost", "graceHours", "reviewDays", "days", "share", "mostUses"];

    private static readonly string[] LongerIsTighter = ["stages", "demands", "protectedAliases", "suspendsByItself"];
    private static readonly string[] Whole = ["floors", "cards", "checks", "freezes", "limits", "statements"];

    // What is judged only where it is written.
    private static readonly string[] Optional = ["alerts.latencySeriousMs", "alerts.costSerious"];

    private static readonly Dictionary<string, string> UnlessTold = new()
    {
        ["alerts.errorsWarning"] = Text(RateLevels.UnlessTold.ErrorsWarning),
        ["alerts.errorsSerious"] = Text(RateLevels.UnlessTold.ErrorsSerious),
        ["alerts.safetyWarning"] = Text(RateLevels.UnlessTold.SafetyWarning),
        ["alerts.safetySerious"] = Text(RateLevels.UnlessTold.SafetySerious),
        ["records.contestDays"] = Text(RecordRules.UnlessTold.ContestDays),
        ["records.productionLike"] = Text(RecordRules.UnlessTold.ProductionLike),
    };

    static PolicyChanges()
    {
        foreach (var (tier, rule) in RecordRules.UnlessTold.Tiers)
        {
            UnlessTold[$"records.{tier}.share"] = Text(rule.Share);
            UnlessTold[$"records.{tier}.inputs"] = rule.Inputs.ToString();
            UnlessTold[$"records.{tier}.days"] = Text(rule.Days);
        }
    }

    public static IReadOnlyList<PolicyChange> Between(string before, string after)
    {
        var (old, now) = (PolicyYaml.Values(before), PolicyYaml.Values(after));
        return
        [
            .. from path in now.Keys.Concat(old.Keys.Where(path => !now.ContainsKey(path)))
               let was = old.GetValueOrDefault(path) ?? UnlessTold.GetValueOrDefault(path)
               let became = now.GetValueOrDefault(path) ?? UnlessTold.GetValueOrDefault(path)
               where was != became && !(double.TryParse(was, CultureInfo.InvariantCulture, out var one) && double.TryParse(became, CultureInfo.InvariantCulture, out var other) && one == other)
               select new PolicyChange(path, was, became, DirectionOf(path, was, became, old, now)),
        ];
    }

    private static Direction DirectionOf(string path, string? before, string? after, IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> now)
    {
        var parts = path.Split('.');
        var (section, field) = (parts[0], parts[^1]);
        if (section == "statements")
            return Direction.Neutral;
        if (section == "approvals" && before is not null && after is not null)
            return FlowDirection(StepsOf(old, before), StepsOf(now, after));
        if (section == "flows" && field != "name")
            return FlowFieldDirection(field, before, after);
        if (before is null || after is null)
            return Whole.Contains(section) || Optional.Contains(path) ? (before is null ? Direction.Tighter : Direction.Looser) : Direction.Looser;

        return field switch
        {
            _ when section == "records" => RecordDirection(field, before, after),
            _ when section == "cards" => before.Length == 0 || Contains(after, before) ? Direction.Tighter : Direction.Looser,
            _ when Texts.Contains(field) => Direction.Neutral,
            _ when MoreIsTighter.Contains(field) => ByNumber(before, after, tighterWhenMore: 1),
            _ when LessIsTighter.Contains(field) => ByNumber(before, after, tighterWhenMore: -1),
            _ when LongerIsTighter.Contains(field) => Contains(after, before) ? Direction.Tighter : Direction.Looser,
            "severity" => after == nameof(Severity.Block) ? Direction.Tighter : Direction.Looser,
            "from" when section == "checks" => RankOf(after) < RankOf(before) ? Direction.Tighter : Direction.Looser,
            "boundFrom" => RankOf(after) < RankOf(before) ? Direction.Tighter : Direction.Looser,
            "tier" => RankOf(after) > RankOf(before) ? Direction.Tighter : Direction.Looser,
            "mayStop" => Contains(before, after) ? Direction.Tighter : Direction.Looser,
            "workdays" => Direction.Neutral,
            _ => Direction.Looser,
        };
    }

    /// <summary>More on record, kept for longer, answered sooner.</summary>
    private static Direction RecordDirection(string field, string before, string after) => field switch
    {
        "inputs" => after == nameof(RecordedInputs.Values) ? Direction.Tighter : Direction.Looser,
        "share" or "days" => ByNumber(before, after, tighterWhenMore: 1),
        _ => ByNumber(before, after, tighterWhenMore: -1),
    };

    private static Direction FlowFieldDirection(string field, string? before, string? after) => field switch
    {
        // Another step, or another one gone: each of its values came or went.
        _ when before is null => Direction.Tighter,
        _ when after is null => Direction.Looser,
        "roles" => Contains(before, after) ? Direction.Tighter : Direction.Looser,
        "oneOf" => before.Length == 0 ? Direction.Tighter : Contains(before, after) && after.Length > 0 ? Direction.Tighter : Direction.Looser,
        _ when MoreIsTighter.Contains(field) => ByNumber(before, after, tighterWhenMore: 1),
        _ => Direction.Looser,
    };

    /// <summary>Another flow is tighter when it has every step of the one before.</summary>
    private static Direction FlowDirection(IReadOnlySet<string> before, IReadOnlySet<string> after) => before.Count > 0 && after.IsProperSupersetOf(before) ? Direction.Tighter : Direction.Looser;

    private static HashSet<string> StepsOf(IReadOnlyDictionary<string, string> values, string flow) =>
        [.. values.Keys.Select(path => path.Split('.')).Where(parts => parts is ["flows", var key, "steps", _, ..] && key == flow).Select(parts => parts[3])];

    private static Direction ByNumber(string before, string after, int tighterWhenMore) =>
        double.TryParse(before, CultureInfo.InvariantCulture, out var one) && double.TryParse(after, CultureInfo.InvariantCulture, out var other) && Math.Sign(other - one) == tighterWhenMore
            ? Direction.Tighter
            : Direction.Looser;

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool Contains(string whole, string part) => part.Split(", ").All(whole.Split(", ").Contains);

    // "Never" ranks above every tier: the bound is asked for in none.
    private static int RankOf(string tier) => Enum.TryParse<RiskTier>(tier, out var parsed) ? (int)parsed : int.MaxValue;
}
