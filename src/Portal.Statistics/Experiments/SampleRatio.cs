using Portal.Statistics.Drift;

namespace Portal.Statistics.Experiments;

/// <summary>
/// Whether the groups of an experiment came out as large as they were meant to be, by χ² against the intended shares. A mismatch
/// says that the split, or the counting of it, is broken, and nothing that the experiment shows can be believed (Fabijan and
/// others, Diagnosing sample ratio mismatch in online controlled experiments, KDD 2019).
/// </summary>
/// <param name="Test">χ² of the counts against the shares.</param>
public sealed record SampleRatio(GoodnessOfFit Test)
{
    private const double Level = 0.001;

    /// <summary>p under 0.001: there is no verdict.</summary>
    public bool IsMismatch => Test.P < Level;

    /// <param name="weights">The intended share of each group, on any scale.</param>
    /// <param name="counts">How many each group has.</param>
    /// <returns>Null when there are fewer than two groups, or no row at all.</returns>
    /// <exception cref="ArgumentException">There is not one count a weight, or a weight is not above 0.</exception>
    public static SampleRatio? Of(IReadOnlyList<double> weights, IReadOnlyList<long> counts)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(counts);
        if (weights.Any(weight => !(weight > 0) || double.IsInfinity(weight))) throw new ArgumentException("The share of a group is above 0.", nameof(weights));
        if (counts.Any(count => count < 0)) throw new ArgumentException("A count cannot be negative.", nameof(counts));

        var total = weights.Sum();
        return GoodnessOfFit.Of([.. weights.Select(weight => weight / total)], [.. counts]) is { } test ? new SampleRatio(test) : null;
    }
}
