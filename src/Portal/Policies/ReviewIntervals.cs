using Portal.Shared;

namespace Portal.Policies;

/// <summary>How often who answers for a system looks at it again.</summary>
public sealed record ReviewIntervals(int LowMonths, int MediumMonths, int HighMonths, int CriticalMonths)
{
    public static ReviewIntervals Shipped { get; } = new(24, 12, 12, 6);

    public DateTimeOffset NextAfter(DateTimeOffset last, RiskTier tier) => last.AddMonths(tier switch
    {
        RiskTier.Low => LowMonths,
        RiskTier.Medium => MediumMonths,
        RiskTier.High => HighMonths,
        RiskTier.Critical => CriticalMonths,
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, null),
    });
}
