namespace Portal.Statistics.Sketches;

/// <summary>
/// Q(p) = x₍ⱼ₎ + γ·(x₍ⱼ₊₁₎ − x₍ⱼ₎) with h = (n − 1)·p, j = ⌊h⌋, γ = h − j. The steps of the arithmetic are NumPy's, since
/// an edge that is off by one rounding puts every value equal to it on the other side.
/// </summary>
internal static class Type7Quantile
{
    /// <summary>The quantiles at 1/(count + 1), 2/(count + 1), …, ascending, minus zero being zero.</summary>
    public static double[] Percentiles(double[] sorted, int count)
    {
        var quantiles = new double[count];
        for (var i = 0; i < count; i++) quantiles[i] = Of(sorted, (i + 1) / (count + 1.0)) + 0.0;

        // Interpolation is monotone but for the last bit.
        Array.Sort(quantiles);
        return quantiles;
    }

    /// <summary>The quantile at <paramref name="p"/> of at least one value.</summary>
    public static double Of(double[] sorted, double p)
    {
        var h = (sorted.Length - 1) * p;
        var j = (int)h;
        var weight = h - j;
        var low = sorted[j];
        var high = sorted[Math.Min(j + 1, sorted.Length - 1)];

        var step = high - low;
        if (double.IsInfinity(step)) return (low * (1 - weight)) + (high * weight);
        return weight >= 0.5 ? high - (step * (1 - weight)) : low + (step * weight);
    }
}
