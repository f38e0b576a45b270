using Portal.Shared;

namespace Portal.Policies.Classification;

/// <summary>
/// The tier that a system has by itself: how much depends on it, by how hard it is to see through and to stop. Every step up in an
/// answer, and every answer more, leaves it where it is or raises it.
/// </summary>
internal static class OwnTier
{
    // Rows: small, moderate, large, severe; columns: simple, moderate, complex.
    private static readonly RiskTier[,] Matrix =
    {
        { RiskTier.Low, RiskTier.Low, RiskTier.Medium },
        { RiskTier.Low, RiskTier.Medium, RiskTier.Medium },
        { RiskTier.Medium, RiskTier.High, RiskTier.High },
        { RiskTier.High, RiskTier.High, RiskTier.Critical },
    };

    private const int Hardly = 2;

    public static RiskTier? Of(MaterialityLevel? materiality, ComplexityLevel? complexity) => (materiality, complexity) is (null, null)
        ? null
        : Matrix[(int)(materiality ?? MaterialityLevel.Small) - 1, (int)(complexity ?? ComplexityLevel.Simple) - 1];

    /// <summary>The graver of money and people; an error that takes effort to undo is never small, one that stays weighs a level more.</summary>
    public static MaterialityLevel? MaterialityOf(Counted given)
    {
        var (money, people, reversibility) = (given.RankOf("money"), given.RankOf("people"), given.RankOf("reversibility"));
        if ((money, people, reversibility) is (null, null, null))
            return null;

        var gravest = 1 + Math.Max(money ?? 0, people ?? 0);
        var weighed = reversibility switch
        {
            Hardly => gravest + 1,
            1 => Math.Max(gravest, (int)MaterialityLevel.Moderate),
            _ => gravest,
        };
        return (MaterialityLevel)Math.Min(weighed, (int)MaterialityLevel.Severe);
    }

    /// <summary>Method, autonomy and reach add up: an agent on a short lead can be simpler to control than a score that reaches everybody.</summary>
    public static ComplexityLevel? ComplexityOf(Counted given)
    {
        var (method, autonomy, reach) = (given.RankOf("method"), given.RankOf("autonomy"), given.RankOf("reach"));
        return (method, autonomy, reach) is (null, null, null) ? null : ((method ?? 0) + (autonomy ?? 0) + (reach ?? 0)) switch
        {
            <= 1 => ComplexityLevel.Simple,
            <= 4 => ComplexityLevel.Moderate,
            _ => ComplexityLevel.Complex,
        };
    }
}
