using Portal.Statistics.Sketches;

namespace Portal.Statistics.Alerts;

/// <summary>One feature in one window, as counts in the bins of its baseline.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="IsOutput">Whether the model gave it out, as its score does.</param>
/// <param name="Bins">Frozen with the baseline.</param>
/// <param name="Current">The window.</param>
public sealed record FeatureCounts(string Feature, bool IsOutput, FrozenBins Bins, BinCounts Current);
