using Portal.Shared;

namespace Portal.Policies;

/// <summary>What a tier demands before production, in words; each tier includes the ones below it.</summary>
public static class TierDemands
{
    private static readonly IReadOnlyDictionary<RiskTier, string[]> Added = new Dictionary<RiskTier, string[]>
    {
        [RiskTier.Low] = ["Model card", "Basic monitoring, live"],
        [RiskTier.Medium] = ["Evaluation suite passed", "Human review", "A comparison under real traffic, or why none applies"],
        [RiskTier.High] = ["Bias testing", "Explainability report", "Validation report", "Regulatory review", "Risk and impact assessment"],
        [RiskTier.Critical] = ["Assurance case", "Continuous audit", "A human in the loop, shown by review data"],
    };

    public static IReadOnlyList<string> Of(RiskTier tier) => [.. Added.Where(demands => demands.Key <= tier).OrderBy(demands => demands.Key).SelectMany(demands => demands.Value)];

    public static string FlowOf(RiskTier tier) => tier switch
    {
        RiskTier.Low => "One peer of the owner",
        RiskTier.Medium => "Technical, then product",
        RiskTier.High or RiskTier.Critical => "Technical, validator, risk, then the board",
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, null),
    };

    public static int DaysOf(RiskTier tier) => tier switch
    {
        RiskTier.Low => 2,
        RiskTier.Medium => 3,
        RiskTier.High => 5,
        RiskTier.Critical => 10,
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, null),
    };
}
