using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Windows;

/// <summary>
/// How a window is stored. What was stored in the first form, which had features without sums and nothing else, is still read.
/// </summary>
internal static class WindowForm
{
    private const byte FeaturesAlone = 1;
    private const byte Present = 2;

    public static byte[] Write(MinuteCounts window)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Present);
        writer.Write7BitEncodedInt64(window.Rows);
        writer.Write7BitEncodedInt64(window.LastRowAt.UtcTicks);
        WriteEach(writer, window.Features, (name, counts) =>
        {
            writer.Write(name);
            Write(writer, counts.ToState());
        });
        WriteEach(writer, window.Histograms, (name, histogram) => Write(writer, name, histogram.ToState()));
        WriteEach(writer, window.Totals, (name, total) =>
        {
            writer.Write(name);
            writer.Write7BitEncodedInt64(total);
        });
        return stream.ToArray();
    }

    public static MinuteCounts Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false));
        if (reader.ReadByte() is not (FeaturesAlone or Present) and var unknown)
            throw new InvalidDataException($"A window is stored in form {unknown}, which this build does not know.");

        var isPresent = bytes[0] == Present;
        var (rows, lastRowAt) = (reader.Read7BitEncodedInt64(), new DateTimeOffset(reader.Read7BitEncodedInt64(), TimeSpan.Zero));
        var features = ReadEach(reader, () => (reader.ReadString(), ReadCounts(reader, isPresent)));
        return isPresent
            ? MinuteCounts.Of(rows, lastRowAt, features, ReadEach(reader, () => (reader.ReadString(), ReadHistogram(reader))), ReadEach(reader, () => (reader.ReadString(), reader.Read7BitEncodedInt64())))
            : MinuteCounts.Of(rows, lastRowAt, features, [], []);
    }

    private static void WriteEach<T>(BinaryWriter writer, IReadOnlyDictionary<string, T> named, Action<string, T> write)
    {
        writer.Write7BitEncodedInt(named.Count);
        foreach (var (name, one) in named)
            write(name, one);
    }

    public static void Write(BinaryWriter writer, BinCountsState counts)
    {
        writer.Write7BitEncodedInt64(counts.Missing);
        writer.Write7BitEncodedInt64(counts.Invalid);
        Write(writer, counts.Counts);
        writer.Write(counts.Sums is not null);
        if (counts.Sums is not { } sums)
            return;

        // A bin without a value adds up to nothing: not written.
        for (var bin = 0; bin < sums.Count; bin++)
        {
            if (counts.Counts[bin] > 0)
                writer.Write(sums[bin]);
        }

        if (counts.Moments is not { } moments)
            return;
        writer.Write(moments.Mean);
        writer.Write(moments.SquaredDeviations);
        writer.Write(moments.Minimum);
        writer.Write(moments.Maximum);
    }

    private static void Write(BinaryWriter writer, string name, LogHistogramState histogram)
    {
        writer.Write(name);
        writer.Write7BitEncodedInt(histogram.First);
        Write(writer, histogram.Counts);
        writer.Write(histogram.Sum);
        writer.Write(histogram.Minimum);
        writer.Write(histogram.Maximum);
        writer.Write(histogram.Raw is not null);
        foreach (var value in histogram.Raw ?? [])
            writer.Write(value);
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<long> counts)
    {
        writer.Write7BitEncodedInt(counts.Count);
        foreach (var count in counts)
            writer.Write7BitEncodedInt64(count);
    }

    private static List<(string, T)> ReadEach<T>(BinaryReader reader, Func<(string, T)> read)
    {
        var named = new List<(string, T)>();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            named.Add(read());
        return named;
    }

    public static BinCounts ReadCounts(BinaryReader reader, bool mayHaveSums = true)
    {
        var (missing, invalid) = (reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        var counts = ReadCounts(reader);
        if (!mayHaveSums || !reader.ReadBoolean())
            return BinCounts.FromState(new BinCountsState(counts, missing, invalid));

        double[] sums = [.. counts.Select(count => count > 0 ? reader.ReadDouble() : 0)];
        var moments = counts.Any(count => count > 0) ? new MomentsState(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble()) : null;
        return BinCounts.FromState(new BinCountsState(counts, missing, invalid, sums, moments));
    }

    private static LogHistogram ReadHistogram(BinaryReader reader)
    {
        var first = reader.Read7BitEncodedInt();
        var counts = ReadCounts(reader);
        var (sum, minimum, maximum) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        double[]? raw = reader.ReadBoolean() ? new double[counts.Sum()] : null;
        for (var i = 0; i < raw?.Length; i++)
            raw[i] = reader.ReadDouble();
        return LogHistogram.FromState(new LogHistogramState(first, counts, sum, minimum, maximum, raw));
    }

    private static long[] ReadCounts(BinaryReader reader)
    {
        var counts = new long[reader.Read7BitEncodedInt()];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = reader.Read7BitEncodedInt64();
        return counts;
    }
}
