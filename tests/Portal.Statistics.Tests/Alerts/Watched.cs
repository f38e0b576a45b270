using Portal.Statistics.Alerts;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Alerts;

/// <summary>A model whose evaluations follow one another.</summary>
internal sealed class Watched(AlertRule rule)
{
    public static readonly AlertRule Shipped = new(0.1, 0.25, 3);

    public Watched() : this(Shipped) { }

    public AlertBook Book { get; private set; } = AlertBook.Empty;

    public IReadOnlyList<AlertChange> Evaluate(params IReadOnlyList<FeatureCounts> features) => Evaluate(WindowKind.Sampled, features);

    public IReadOnlyList<AlertChange> Evaluate(WindowKind windows, params IReadOnlyList<FeatureCounts> features)
    {
        (Book, var changes) = Book.Next(ModelEvaluation.Of(features, Math.Max(features.Count, 10)), rule, windows);
        return changes;
    }

    public static FeatureCounts Counted(string name, NumericBins bins, ReadOnlySpan<double> values, bool isOutput = false)
    {
        var counts = bins.NewCounts();
        bins.Count(values, counts);
        return new FeatureCounts(name, isOutput, bins, counts);
    }

    public static FeatureCounts Counted(string name, CategoricalBins bins, IEnumerable<string?> values)
    {
        var counts = bins.NewCounts();
        foreach (var value in values) bins.Count(value, counts);
        return new FeatureCounts(name, false, bins, counts);
    }

    /// <summary>Normal values; the same seed, the same values.</summary>
    public static double[] Normal(int count, double mean, int seed) => Normal(count, mean, new Random(seed));

    public static double[] Normal(int count, double mean, Random random)
    {
        var values = new double[count];
        for (var i = 0; i + 1 < count; i += 2)
        {
            var (radius, angle) = (Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())), 2 * Math.PI * random.NextDouble());
            (values[i], values[i + 1]) = (mean + (radius * Math.Cos(angle)), mean + (radius * Math.Sin(angle)));
        }

        return values;
    }
}
