namespace Portal.Statistics.Drift;

/// <summary>Σ (O − E)²/E of counts against shares that are known and not drawn, E = share · n, with k − 1 degrees of freedom (Pearson 1900).</summary>
public sealed record GoodnessOfFit(double Statistic, int DegreesOfFreedom, double P)
{
    /// <summary>Null when a share is not above 0, when there are fewer than two, or when nothing was counted.</summary>
    /// <exception cref="ArgumentException">There is not one count a share.</exception>
    public static GoodnessOfFit? Of(ReadOnlySpan<double> shares, ReadOnlySpan<long> counts)
    {
        if (shares.Length != counts.Length) throw new ArgumentException($"{counts.Length} counts do not pair with {shares.Length} shares.", nameof(counts));

        var n = 0L;
        foreach (var count in counts) n += count;
        if (shares.Length < 2 || n == 0) return null;

        var statistic = 0.0;
        for (var i = 0; i < shares.Length; i++)
        {
            var expected = shares[i] * n;
            if (!(expected > 0)) return null;
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        }

        return new GoodnessOfFit(statistic, shares.Length - 1, ChiSquare.Tail(statistic, shares.Length - 1));
    }
}
