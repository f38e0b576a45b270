namespace Portal.Statistics.Sketches;

/// <summary>Where a value stands among sorted ones.</summary>
internal static class Ranks
{
    /// <summary>How many are less than <paramref name="value"/>.</summary>
    public static int CountBelow(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>How many are at most <paramref name="value"/>.</summary>
    public static int CountUpTo(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle] <= value) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
