using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;

namespace Portal.Statistics.Sketches;

/// <summary>
/// Durations, amounts and sizes: how many fell between γⁱ⁻¹ and γⁱ with γ = (1 + α)/(1 − α), so that a quantile is off by at most
/// α = 1 % of itself (Masson, Rim and Lee, DDSketch, PVLDB 12, 2019; here the buckets are fixed, which merging needs no care for).
/// Count, sum, least and greatest are exact; up to a thousand values are kept as they are, and quantiles of these are exact too.
/// Merging is addition.
/// </summary>
/// <remarks>Not safe for concurrent writing: one writer each, then <see cref="Merge"/>.</remarks>
public sealed class LogHistogram
{
    public const double RelativeError = 0.01;
    public const int MostBuckets = 2048;
    public const int MostRaw = 1000;

    // The first bucket ends here, and holds zero as well; the last begins at 6e11.
    private const double Smallest = 1e-6;
    private const double Gamma = (1 + RelativeError) / (1 - RelativeError);

    private static readonly double _perBucket = 1 / Math.Log(Gamma);

    // As much of the buckets as is in use.
    private long[] _counts = [];
    private int _first;
    private List<double>? _raw = [];

    public long N { get; private set; }

    public double Sum { get; private set; }

    /// <summary>Null of none.</summary>
    public double? Minimum { get; private set; }

    /// <summary>Null of none.</summary>
    public double? Maximum { get; private set; }

    /// <summary>Whether every value is still there, so that a quantile is that of the values themselves.</summary>
    public bool IsExact => _raw is not null;

    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or not finite.</exception>
    public void Add(double value)
    {
        if (!double.IsFinite(value) || value < 0) throw new ArgumentOutOfRangeException(nameof(value), value, "A histogram counts what is finite and not negative.");

        Add(BucketOf(value), 1);
        (N, Sum) = (N + 1, Sum + Math.Min(value, Moments.LargestAdded));
        (Minimum, Maximum) = (Math.Min(Minimum ?? value, value), Math.Max(Maximum ?? value, value));
        if (_raw?.Count < MostRaw) _raw.Add(value);
        else _raw = null;
    }

    public void Merge(LogHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.N == 0) return;

        for (var i = 0; i < other._counts.Length; i++)
        {
            if (other._counts[i] > 0) Add(other._first + i, other._counts[i]);
        }

        // Thousands together are kept or not by their number alone, so the order leaves no trace.
        if (_raw is not null && other._raw is not null && N + other.N <= MostRaw) _raw.AddRange(other._raw);
        else _raw = null;
        (N, Sum) = (N + other.N, Sum + other.Sum);
        (Minimum, Maximum) = (Math.Min(Minimum ?? double.MaxValue, other.Minimum ?? double.MaxValue), Math.Max(Maximum ?? 0, other.Maximum ?? 0));
    }

    /// <summary>Quantile at <paramref name="p"/> by linear interpolation between ranks (type 7); null of none.</summary>
    public double? Quantile(double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(p);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(p, 1);
        if (N == 0) return null;
        if (_raw is not null) return Type7Quantile.Of(Sorted(_raw), p);

        var h = (N - 1) * p;
        var (low, high) = (AtRank((long)h), AtRank(Math.Min((long)h + 1, N - 1)));
        return low + ((high - low) * (h - (long)h));
    }

    /// <summary>
    /// The quantile between the values of ranks n·p ± z·√(n·p·(1 − p)), outward to the next rank, whatever the distribution (Conover,
    /// Practical Nonparametric Statistics, 1999, section 3.2). Null where these ranks lie outside the values, which are too few to say.
    /// </summary>
    public Estimate? QuantileInterval(double p)
    {
        if (Quantile(p) is not { } value) return null;

        var half = StandardNormal.Z95 * Math.Sqrt(N * p * (1 - p));
        var (low, high) = ((long)Math.Floor((N * p) - half), (long)Math.Ceiling((N * p) + half) + 1);
        if (low < 1 || high > N) return null;

        var sorted = _raw is null ? null : Sorted(_raw);
        return new Estimate(value, sorted?[low - 1] ?? AtRank(low - 1), sorted?[high - 1] ?? AtRank(high - 1), N, IsExact ? "ranks of the values, 95 %" : "ranks of the histogram, 95 %");
    }

    /// <summary>
    /// The mean, which is exact, with its interval by normal theory; the spread is that of the buckets, off by at most α of the values.
    /// Null for fewer than two.
    /// </summary>
    public Estimate? MeanEstimate()
    {
        if (N < 2) return null;

        var mean = Sum / N;
        var squares = _raw?.Sum(value => Square(value - mean)) ?? Enumerable.Range(0, _counts.Length).Where(bucket => _counts[bucket] > 0).Sum(bucket => _counts[bucket] * Square(ValueOf(bucket) - mean));
        return MeanInterval.Of(new Moments(N, mean, squares, Minimum ?? 0, Maximum ?? 0));
    }

    public LogHistogramState ToState() => new(_first, [.. _counts], Sum, Minimum ?? 0, Maximum ?? 0, _raw is null ? null : Sorted(_raw));

    /// <exception cref="ArgumentException">The state was not made by <see cref="ToState"/>.</exception>
    public static LogHistogram FromState(LogHistogramState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.First < 0 || state.First + state.Counts.Count > MostBuckets || state.Counts.Any(count => count < 0))
            throw new ArgumentException("The buckets are not those of a histogram.", nameof(state));
        var n = state.Counts.Sum();
        if (state.Raw is { } raw && raw.Count != n)
            throw new ArgumentException("There are other values than were counted.", nameof(state));

        return new LogHistogram
        {
            _counts = [.. state.Counts],
            _first = state.First,
            _raw = state.Raw is { } values ? [.. values] : null,
            N = n,
            Sum = state.Sum,
            Minimum = n > 0 ? state.Minimum : null,
            Maximum = n > 0 ? state.Maximum : null,
        };
    }

    private static int BucketOf(double value) =>
        value <= Smallest ? 0 : Math.Min(MostBuckets - 1, (int)Math.Ceiling(Math.Log(value / Smallest) * _perBucket));

    // Off by at most α from either end of the bucket.
    private double AtRank(long rank)
    {
        if (rank == 0 || rank == N - 1) return (rank == 0 ? Minimum : Maximum) ?? 0;

        var bucket = 0;
        for (var seen = _counts[0]; seen <= rank; seen += _counts[bucket]) bucket++;
        return ValueOf(bucket);
    }

    private double ValueOf(int bucket)
    {
        var value = _first + bucket == 0 ? 0 : Smallest * Math.Pow(Gamma, _first + bucket) * 2 / (Gamma + 1);
        return Math.Clamp(value, Minimum ?? 0, Maximum ?? 0);
    }

    private static double Square(double value) => value * value;

    private void Add(int bucket, long values)
    {
        Reserve(bucket);
        _counts[bucket - _first] += values;
    }

    private void Reserve(int bucket)
    {
        if (_counts.Length == 0) (_first, _counts) = (bucket, new long[1]);
        if (bucket >= _first && bucket < _first + _counts.Length) return;

        var (first, end) = (Math.Min(_first, bucket), Math.Max(_first + _counts.Length, bucket + 1));
        var wider = new long[end - first];
        _counts.CopyTo(wider, _first - first);
        (_first, _counts) = (first, wider);
    }

    private static double[] Sorted(List<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted;
    }
}

/// <summary>What <see cref="LogHistogram"/> stores.</summary>
/// <param name="First">The bucket that the first count belongs to.</param>
/// <param name="Counts">One a bucket, from the first in use to the last.</param>
/// <param name="Sum">Of all values.</param>
/// <param name="Minimum">The least; 0 of none.</param>
/// <param name="Maximum">The greatest; 0 of none.</param>
/// <param name="Raw">The values themselves, ascending, while there are few.</param>
public sealed record LogHistogramState(int First, IReadOnlyList<long> Counts, double Sum, double Minimum, double Maximum, IReadOnlyList<double>? Raw);
