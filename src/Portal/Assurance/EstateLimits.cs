using System.Globalization;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Assurance;

public enum LimitVerdict { Within = 1, AtTheLimit, Exceeded }

/// <summary>A limit of the policy as it stands now.</summary>
/// <param name="Limit">What the policy says.</param>
/// <param name="Value">In percent for shares, else how many.</param>
/// <param name="Verdict">The value against it.</param>
/// <param name="What">What the value is about, as the provider with the largest share.</param>
/// <param name="Systems">The systems that make it up, where it counts systems.</param>
public sealed record LimitState(EstateLimit Limit, double Value, LimitVerdict Verdict, string What, IReadOnlyList<EstateSystem> Systems)
{
    public bool IsShare => Limit.Measure is EstateMeasure.LargestProviderShare or EstateMeasure.LargestBaseModelShare or EstateMeasure.LargestDataSourceShare;

    public string Figure => Say(Value);

    public string AtMost => Say(Limit.AtMost);

    private string Say(double value) => IsShare ? $"{value.ToString("0.#", CultureInfo.InvariantCulture)} %" : value.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>What limits are held against.</summary>
public sealed record EstateFacts(IReadOnlyList<EstateSystem> Systems, int OpenSevereFindings, int ExceptionsInForce, DateTimeOffset Now);

/// <summary>Holds the estate against what the organisation is ready to carry. Pure.</summary>
public static class EstateLimits
{
    public static IReadOnlyList<LimitState> Of(IReadOnlyList<EstateLimit> limits, EstateFacts facts) => [.. limits.Select(limit => Of(limit, facts))];

    /// <summary>What has no room left is told before it is exceeded; of nothing, none is too many.</summary>
    public static LimitVerdict Judge(double value, double atMost) => value > atMost ? LimitVerdict.Exceeded : value >= atMost && value > 0 ? LimitVerdict.AtTheLimit : LimitVerdict.Within;

    private static LimitState Of(EstateLimit limit, EstateFacts facts) => limit.Measure switch
    {
        EstateMeasure.LargestProviderShare => Largest(limit, ConcentrationKind.Provider, facts),
        EstateMeasure.LargestBaseModelShare => Largest(limit, ConcentrationKind.BaseModel, facts),
        EstateMeasure.LargestDataSourceShare => Largest(limit, ConcentrationKind.DataSource, facts),
        EstateMeasure.LiveCriticalSystems => Counted(limit, facts, system => system.Tier == RiskTier.Critical),
        EstateMeasure.OverdueReviews => Counted(limit, facts, system => system.ReviewDue < facts.Now),
        EstateMeasure.BelowMaturityTarget => Counted(limit, facts, system => system.Maturity is { ReachesTarget: false }),
        EstateMeasure.OpenSevereFindings => State(limit, facts.OpenSevereFindings, "", []),
        EstateMeasure.ExceptionsInForce => State(limit, facts.ExceptionsInForce, "", []),
        _ => throw new ArgumentOutOfRangeException(nameof(limit), limit.Measure, null),
    };

    private static LimitState Largest(EstateLimit limit, ConcentrationKind kind, EstateFacts facts) =>
        // A model that one live system alone rests on is its own, not a base of others.
        Concentration.Of(kind, facts.Systems).Largest is { } largest && (kind != ConcentrationKind.BaseModel || largest.Live > 1)
            ? State(limit, largest.Percent, largest.Name, [.. largest.Systems.Where(system => system.IsLive)])
            : State(limit, 0, "", []);

    private static LimitState Counted(EstateLimit limit, EstateFacts facts, Func<EstateSystem, bool> counts)
    {
        var systems = facts.Systems.Where(system => system.IsLive && counts(system)).ToList();
        return State(limit, systems.Count, "", systems);
    }

    private static LimitState State(EstateLimit limit, double value, string what, IReadOnlyList<EstateSystem> systems) => new(limit, value, Judge(value, limit.AtMost), what, systems);
}
