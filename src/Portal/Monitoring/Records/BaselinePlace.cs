using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Records;

/// <summary>Where a value stands among those of the baseline.</summary>
/// <param name="Below">The share of the baseline's values that are lower; of a name nothing is lower.</param>
/// <param name="Alike">The share in the same bin: within it nobody knows.</param>
public sealed record BaselinePlace(double? Below, double Alike)
{
    /// <summary>Null where the feature has no baseline, or the value is not of its kind.</summary>
    internal static BaselinePlace? Of(FrozenBins bins, string? value)
    {
        if (value is null || bins.ReferenceN == 0)
            return null;

        var counts = bins.NewCounts();
        switch (bins)
        {
            case NumericBins numeric when double.TryParse(value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number):
                numeric.Count(number, counts);
                break;
            case CategoricalBins categorical:
                categorical.Count(value, counts);
                break;
            default:
                return null;
        }

        var bin = counts.Counts.IndexOf(1);
        var reference = bins.ReferenceCounts;
        if (bin < 0)
            return null;

        // Of a handful of values each is a bin, and the last one is whatever else comes: that has no place among them.
        double all = bins.ReferenceN;
        var isUnseen = bins is CategoricalBins or NumericBins { IsDiscrete: true } && bin == reference.Length - 1;
        return new BaselinePlace(bins is CategoricalBins || isUnseen ? null : Sum(reference[..bin]) / all, reference[bin] / all);
    }

    private static double Sum(ReadOnlySpan<long> counts)
    {
        var sum = 0L;
        foreach (var count in counts)
            sum += count;
        return sum;
    }
}
