using Portal.Shared;

namespace Portal.Policies;

/// <summary>Which decisions are recorded one by one, for how long, and what is asked of somebody who contests one.</summary>
/// <param name="Tiers">By tier.</param>
/// <param name="ContestDays">Within so many days a person who contests a decision is answered.</param>
/// <param name="ProductionLike">From so many predictions a day on an experiment or a system of Tier Low behaves like production.</param>
public sealed record RecordRules(IReadOnlyDictionary<RiskTier, RecordRule> Tiers, int ContestDays, int ProductionLike)
{
    /// <summary>What holds where a policy says nothing of records.</summary>
    public static RecordRules UnlessTold { get; } = new(
        new Dictionary<RiskTier, RecordRule>
        {
            [RiskTier.Low] = new(1, RecordedInputs.Digest, 183),
            [RiskTier.Medium] = new(5, RecordedInputs.Digest, 183),
            [RiskTier.High] = new(100, RecordedInputs.Values, 730),
            [RiskTier.Critical] = new(100, RecordedInputs.Values, 3650),
        },
        30, 10_000);

    /// <summary>What nobody has put into a tier yet is treated as Low.</summary>
    public RecordRule Of(RiskTier? tier) => Tiers[tier ?? RiskTier.Low];
}

/// <param name="Share">In percent of all predictions, chosen by the hash of their ids, so that one sent again is chosen again.</param>
/// <param name="Inputs">Whether the values that went in are kept, or their digest alone.</param>
/// <param name="Days">How long a record is kept.</param>
public sealed record RecordRule(double Share, RecordedInputs Inputs, int Days)
{
    private const int Parts = 1_000_000;

    public bool IsWhole => Share >= 100;

    /// <param name="key">A hash of the prediction's id.</param>
    public bool Keeps(long key) => IsWhole || (ulong)key % Parts < Share / 100 * Parts;
}

public enum RecordedInputs
{
    Digest = 1,
    Values,
}
