namespace Portal.Web.Monitoring;

/// <summary>Where a figure stands between the foot of its lines and their top. Each metric has one, whatever it is drawn of.</summary>
public sealed record TrailScale(double Foot, double Top, bool ByFactors = false)
{
    public static TrailScale Drift { get; } = new(0, 0.5);

    /// <summary>In percent of the baseline.</summary>
    public static TrailScale Quality { get; } = new(-20, 5);

    /// <summary>From a millisecond to ten seconds.</summary>
    public static TrailScale Latency { get; } = new(1, 10_000, ByFactors: true);

    public static TrailScale Flagged { get; } = new(0, 0.1);

    /// <summary>Up to the dearest hour of any system on the wall.</summary>
    public static TrailScale Spent(double most) => new(0, Math.Max(most, 1));

    /// <summary>0 to 1; what lies beyond stands at the edge.</summary>
    public double Of(double value) => Math.Clamp(ByFactors ? (Math.Log(Math.Max(value, Foot)) - Math.Log(Foot)) / (Math.Log(Top) - Math.Log(Foot)) : (value - Foot) / (Top - Foot), 0, 1);
}
