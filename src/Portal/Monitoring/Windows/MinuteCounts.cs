using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Windows;

/// <summary>
/// What one window of one version holds: how many rows, for each feature the counts and sums of its bins, histograms of durations
/// and amounts, and plain totals. Merging adds, so the order of rows, posts and nodes leaves no trace.
/// </summary>
internal sealed class MinuteCounts
{
    // Ordered, so that equal counts are equal bytes.
    private readonly SortedDictionary<string, BinCounts> _features = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, LogHistogram> _histograms = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _totals = new(StringComparer.Ordinal);

    /// <summary>Predictions.</summary>
    public long Rows { get; private set; }

    public DateTimeOffset LastRowAt { get; private set; } = DateTimeOffset.MinValue;

    public IReadOnlyDictionary<string, BinCounts> Features => _features;

    public IReadOnlyDictionary<string, LogHistogram> Histograms => _histograms;

    public IReadOnlyDictionary<string, long> Totals => _totals;

    public BinCounts Of(WatchedFeature feature)
    {
        if (!_features.TryGetValue(feature.Name, out var counts))
            _features.Add(feature.Name, counts = feature.Bins.NewCounts());
        return counts;
    }

    public void AddRow(DateTimeOffset at)
    {
        Rows++;
        See(at);
    }

    /// <summary>Something that is no prediction came of this instant.</summary>
    public void See(DateTimeOffset at)
    {
        if (at > LastRowAt)
            LastRowAt = at;
    }

    /// <summary>One value, 0 or more, of what the histogram is about.</summary>
    public void AddValue(string histogram, double value) => Histogram(histogram).Add(value);

    public void AddTotal(string name, long more) => _totals[name] = Sum(Total(name), more);

    /// <summary>What one request cost: exact in the total, by size in the histogram.</summary>
    public void AddCost(long micros)
    {
        AddTotal(Counted.CostMicros, micros);
        AddValue(Counted.CostMicros, micros);
    }

    public long Total(string name) => _totals.GetValueOrDefault(name);

    public void Merge(MinuteCounts other)
    {
        Rows += other.Rows;
        See(other.LastRowAt);
        foreach (var (name, counts) in other._features)
        {
            if (_features.TryGetValue(name, out var mine)) mine.Merge(counts);
            else _features.Add(name, BinCounts.FromState(counts.ToState()));
        }

        foreach (var (name, histogram) in other._histograms)
            Histogram(name).Merge(histogram);
        foreach (var (name, total) in other._totals)
            AddTotal(name, total);
    }

    /// <summary>The same totals and histograms alone.</summary>
    public MinuteCounts WithoutFeatures() => Of(Rows, LastRowAt, [], _histograms.Select(one => (one.Key, one.Value)), _totals.Select(one => (one.Key, one.Value)));

    public byte[] ToBytes() => WindowForm.Write(this);

    public static MinuteCounts FromBytes(byte[] bytes) => WindowForm.Read(bytes);

    internal static MinuteCounts Of(
        long rows, DateTimeOffset lastRowAt, IEnumerable<(string Name, BinCounts Counts)> features, IEnumerable<(string Name, LogHistogram Values)> histograms, IEnumerable<(string Name, long Sum)> totals)
    {
        var counts = new MinuteCounts { Rows = rows, LastRowAt = lastRowAt };
        foreach (var (name, bins) in features)
            counts._features.Add(name, bins);
        foreach (var (name, values) in histograms)
            counts._histograms.Add(name, values);
        foreach (var (name, sum) in totals)
            counts._totals.Add(name, sum);
        return counts;
    }

    private LogHistogram Histogram(string name)
    {
        if (!_histograms.TryGetValue(name, out var histogram))
            _histograms.Add(name, histogram = new LogHistogram());
        return histogram;
    }

    // Amounts that a sender made up must not come out negative.
    private static long Sum(long one, long other) => (long)Int128.Clamp((Int128)one + other, long.MinValue, long.MaxValue);
}
