namespace Portal.Statistics.Experiments;

/// <summary>p-values of m tests made at once, adjusted so that each may be held against the level of all. The order is kept.</summary>
public static class MultipleTesting
{
    /// <summary>min(1, m·p), which bounds the chance of any false alarm (Dunn, Multiple comparisons among means, JASA 56, 1961).</summary>
    public static double[] Bonferroni(IReadOnlyList<double> p)
    {
        MustBeProbabilities(p);
        return [.. p.Select(value => Math.Min(1, p.Count * value))];
    }

    /// <summary>
    /// The same bound with more power: the k-th smallest is multiplied by m − k + 1 and never less than the one before it (Holm,
    /// A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 1979).
    /// </summary>
    public static double[] Holm(IReadOnlyList<double> p)
    {
        MustBeProbabilities(p);

        var adjusted = new double[p.Count];
        var largest = 0.0;
        foreach (var (rank, test) in Ascending(p).Index())
        {
            largest = Math.Max(largest, (p.Count - rank) * p[test]);
            adjusted[test] = Math.Min(1, largest);
        }

        return adjusted;
    }

    /// <summary>
    /// Bounds the share of false alarms among all alarms, of tests that are independent or depend positively: the k-th smallest
    /// is multiplied by m/k and never more than the one after it (Benjamini and Hochberg, Controlling the false discovery rate,
    /// JRSS B 57, 1995).
    /// </summary>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> p) => StepUp(p, factor: 1);

    /// <summary>
    /// The same however the tests depend, at the price of a factor Σ 1/i up to m (Benjamini and Yekutieli, The control of the
    /// false discovery rate in multiple testing under dependency, Annals of Statistics 29, 2001).
    /// </summary>
    public static double[] BenjaminiYekutieli(IReadOnlyList<double> p)
    {
        ArgumentNullException.ThrowIfNull(p);
        return StepUp(p, Enumerable.Range(1, p.Count).Sum(i => 1.0 / i));
    }

    private static double[] StepUp(IReadOnlyList<double> p, double factor)
    {
        MustBeProbabilities(p);

        var adjusted = new double[p.Count];
        var smallest = 1.0;
        foreach (var (rank, test) in Ascending(p).Index().Reverse())
        {
            smallest = Math.Min(smallest, factor * p.Count / (rank + 1) * p[test]);
            adjusted[test] = smallest;
        }

        return adjusted;
    }

    private static IEnumerable<int> Ascending(IReadOnlyList<double> p) => Enumerable.Range(0, p.Count).OrderBy(test => p[test]);

    private static void MustBeProbabilities(IReadOnlyList<double> p)
    {
        ArgumentNullException.ThrowIfNull(p);
        if (p.Any(value => !(value is >= 0 and <= 1))) throw new ArgumentException("A p-value lies between 0 and 1.", nameof(p));
    }
}
