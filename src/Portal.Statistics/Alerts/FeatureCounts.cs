using Portal.Statistics.Sketches;

namespace Portal.Statistics.Alerts;

/// <summary>One feature in one window, as counts in the bins of its baseline.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="IsOutput">Whether the model gave it out, as its score does.</param>
/// <param name="Bins">Frozen with the baseline.</param>
/// <param name="Current">The window.</param>
/// <param name="Sums">What lies in each bin, added up; absent where only counts are kept.</param>
public sealed record FeatureCounts(string Feature, bool IsOutput, FrozenBins Bins, BinCounts Current, BinSums? Sums = null);

/// <summary>The sum of the values in each bin, of the baseline and of the window.</summary>
/// <param name="Reference">The baseline's.</param>
/// <param name="Current">The window's.</param>
/// <param name="Deviation">The population deviation of the baseline.</param>
public sealed record BinSums(IReadOnlyList<double> Reference, IReadOnlyList<double> Current, double Deviation);
