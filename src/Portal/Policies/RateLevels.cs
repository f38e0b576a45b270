namespace Portal.Policies;

/// <summary>Where rates of calls begin to warn: failed, blocked or flagged ones in percent of all. What has no level is not judged.</summary>
/// <param name="ErrorsWarning">Calls that failed.</param>
/// <param name="ErrorsSerious">Calls that failed.</param>
/// <param name="SafetyWarning">Calls that were blocked or flagged.</param>
/// <param name="SafetySerious">Calls that were blocked or flagged.</param>
/// <param name="LatencySeriousMs">The 95th percentile of what predictions and calls take.</param>
/// <param name="CostSerious">What a request costs on average, in the organisation's currency.</param>
public sealed record RateLevels(double ErrorsWarning, double ErrorsSerious, double SafetyWarning, double SafetySerious, double? LatencySeriousMs, double? CostSerious)
{
    /// <summary>What holds where a policy says nothing of rates.</summary>
    public static RateLevels UnlessTold { get; } = new(2, 5, 1, 3, null, null);
}
