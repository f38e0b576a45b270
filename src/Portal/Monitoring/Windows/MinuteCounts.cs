using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Windows;

/// <summary>
/// What one minute of one version holds: how many rows, and for each feature the counts of its bins. Merging adds integers, so
/// the order of rows, posts and nodes leaves no trace.
/// </summary>
internal sealed class MinuteCounts
{
    private const byte Format = 1;

    // Ordered, so that equal counts are equal bytes.
    private readonly SortedDictionary<string, BinCounts> _features = new(StringComparer.Ordinal);

    public long Rows { get; private set; }

    public DateTimeOffset LastRowAt { get; private set; } = DateTimeOffset.MinValue;

    public IReadOnlyDictionary<string, BinCounts> Features => _features;

    public BinCounts Of(WatchedFeature feature)
    {
        if (!_features.TryGetValue(feature.Name, out var counts))
            _features.Add(feature.Name, counts = feature.Bins.NewCounts());
        return counts;
    }

    public void AddRow(DateTimeOffset at)
    {
        Rows++;
        if (at > LastRowAt)
            LastRowAt = at;
    }

    public void Merge(MinuteCounts other)
    {
        Rows += other.Rows;
        if (other.LastRowAt > LastRowAt)
            LastRowAt = other.LastRowAt;
        foreach (var (name, counts) in other._features)
        {
            if (_features.TryGetValue(name, out var mine)) mine.Merge(counts);
            else _features.Add(name, BinCounts.FromState(counts.ToState()));
        }
    }

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Format);
        writer.Write7BitEncodedInt64(Rows);
        writer.Write7BitEncodedInt64(LastRowAt.UtcTicks);
        writer.Write7BitEncodedInt(_features.Count);
        foreach (var (name, counts) in _features)
        {
            writer.Write(name);
            writer.Write7BitEncodedInt64(counts.Missing);
            writer.Write7BitEncodedInt64(counts.Invalid);
            writer.Write7BitEncodedInt(counts.Counts.Length);
            foreach (var count in counts.Counts)
                writer.Write7BitEncodedInt64(count);
        }

        return stream.ToArray();
    }

    public static MinuteCounts FromBytes(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false));
        if (reader.ReadByte() is not Format and var format)
            throw new InvalidDataException($"A window is stored in form {format}, which this build does not know.");

        var minute = new MinuteCounts { Rows = reader.Read7BitEncodedInt64(), LastRowAt = new DateTimeOffset(reader.Read7BitEncodedInt64(), TimeSpan.Zero) };
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var name = reader.ReadString();
            var (missing, invalid) = (reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
            var counts = new long[reader.Read7BitEncodedInt()];
            for (var bin = 0; bin < counts.Length; bin++)
                counts[bin] = reader.Read7BitEncodedInt64();
            minute._features.Add(name, BinCounts.FromState(new BinCountsState(counts, missing, invalid)));
        }

        return minute;
    }
}
