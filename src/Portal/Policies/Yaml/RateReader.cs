namespace Portal.Policies.Yaml;

/// <summary>Reads the levels of rates, each of which a policy may leave out.</summary>
internal static class RateReader
{
    private const double LongestMs = 3_600_000;

    public static RateLevels Read(YamlFields fields)
    {
        var shipped = RateLevels.UnlessTold;
        var levels = new RateLevels(
            Percent(fields, "errorsWarning", shipped.ErrorsWarning), Percent(fields, "errorsSerious", shipped.ErrorsSerious),
            Percent(fields, "safetyWarning", shipped.SafetyWarning), Percent(fields, "safetySerious", shipped.SafetySerious),
            Optional(fields, "latencySeriousMs", 1, LongestMs), Optional(fields, "costSerious", 0.000001, 1_000_000));
        if (levels.ErrorsSerious <= levels.ErrorsWarning)
            fields.Wrong("errorsSerious", "serious begins above the warning");
        if (levels.SafetySerious <= levels.SafetyWarning)
            fields.Wrong("safetySerious", "serious begins above the warning");
        return levels;
    }

    private static double Percent(YamlFields fields, string name, double unlessTold) => Optional(fields, name, 0.01, 100) ?? unlessTold;

    private static double? Optional(YamlFields fields, string name, double least, double most) => fields.Has(name) ? fields.Number(name, least, most) : null;
}
