using Portal.Statistics.Drift;

namespace Portal.Monitoring;

/// <summary>The drift of one feature over the hour that ends with a minute.</summary>
/// <param name="Minute">The last minute of the hour; the present one is provisional.</param>
/// <param name="Value">PSI less its bias, never below 0; null when the hour has no value to compare.</param>
/// <param name="Raw">PSI as it is.</param>
/// <param name="N">Values in bins.</param>
public readonly record struct FeaturePoint(DateTimeOffset Minute, double? Value, double? Raw, long N)
{
    internal static FeaturePoint Of(DateTimeOffset minute, PopulationStability? stability, long n) => stability is { } psi
        ? new(minute, Math.Max(0, psi.BiasCorrected), psi.Psi, n)
        : new(minute, null, null, n);
}
