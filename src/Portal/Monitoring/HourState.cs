using System.Collections.Immutable;

namespace Portal.Monitoring;

/// <summary>The hour up to a moment: how many rows, and each feature against its baseline.</summary>
public sealed record HourState(DateTimeOffset At, long Rows, ImmutableArray<FeatureHour> Features)
{
    /// <summary>The feature that has moved most, of those about which enough is known.</summary>
    public FeatureHour? Worst => Features.Where(feature => feature.Level >= DriftLevel.Calm).MaxBy(feature => feature.Point.Value);
}

/// <param name="Name">The feature; <c>prediction</c> and <c>score</c> are the model's outputs.</param>
/// <param name="Point">Its drift.</param>
/// <param name="Level">What that says, by the levels of the policy.</param>
/// <param name="Missing">Rows without a value.</param>
/// <param name="Invalid">Rows with a value that cannot be counted.</param>
/// <param name="Current">Counts by bin, on the scale of the baseline's <see cref="WatchedFeature.Reference"/>.</param>
public sealed record FeatureHour(string Name, FeaturePoint Point, DriftLevel Level, long Missing, long Invalid, ImmutableArray<long> Current)
{
    /// <summary>How far its mean is from the baseline's, in the baseline's standard deviations; null of categories, and where no sums were kept.</summary>
    public double? Shift { get; init; }

    public double? MissingRate => Point.N + Missing + Invalid is > 0 and var rows ? (double)Missing / rows : null;
}
