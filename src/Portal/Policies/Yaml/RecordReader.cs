using Portal.Shared;

namespace Portal.Policies.Yaml;

/// <summary>Reads which decisions are recorded.</summary>
internal static class RecordReader
{
    private const int MostDays = 7300;
    private const int MostContestDays = 90;

    public static RecordRules Read(YamlFields fields)
    {
        var rules = new RecordRules(
            Enum.GetValues<RiskTier>().ToDictionary(tier => tier, tier => Tier(tier, fields.Map(tier.ToString()))),
            fields.Whole("contestDays", 1, MostContestDays), fields.Whole("productionLike", 1, int.MaxValue));
        fields.NothingElse();
        return rules;
    }

    private static RecordRule Tier(RiskTier tier, YamlFields fields)
    {
        var rule = new RecordRule(fields.Number("share", 0, 100), fields.Choice<RecordedInputs>("inputs"), fields.Whole("days", 1, MostDays));
        if (tier >= RiskTier.High && !rule.IsWhole)
            fields.Wrong("share", "from Tier High on every decision is recorded: 100");
        fields.NothingElse();
        return rule;
    }
}
