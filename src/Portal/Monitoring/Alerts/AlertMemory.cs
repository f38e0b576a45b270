using Portal.Monitoring.Windows;
using Portal.Statistics.Alerts;
using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Alerts;

/// <summary>What the rules remember of a version: its book, and the windows that have not their sample yet.</summary>
internal sealed record AlertMemory(AlertBook Book, IReadOnlyDictionary<string, GrowingWindow> Windows)
{
    /// <summary>Of a time in which each figure of a feature had an alert of its own.</summary>
    private const byte FormatByFigure = 1;
    private const byte Format = 2;
    private const byte Nothing = 0;

    public static AlertMemory Empty { get; } = new(AlertBook.Empty, new Dictionary<string, GrowingWindow>());

    /// <summary>Whether rows of alerts may be open, several of one feature, that are one by now.</summary>
    public bool IsByFigure { get; private init; }

    /// <summary>Whether some window has grown for as long as it may.</summary>
    public bool HasGrown(DateTimeOffset until) => Windows.Values.Any(window => until - window.From >= GrowingWindow.Longest);

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Format);
        writer.Write((byte)(Book.Upstream ?? Nothing));
        writer.Write7BitEncodedInt(Book.Tracks.Count);
        foreach (var (key, track) in Book.Tracks)
        {
            writer.Write(key.Feature);
            foreach (var part in new[] { (int)key.Metric, (int)track.First, (int)track.Second, (int)track.Third })
                writer.Write((byte)part);
        }

        writer.Write7BitEncodedInt(Book.Open.Count);
        foreach (var (feature, alert) in Book.Open)
        {
            writer.Write(feature);
            writer.Write((byte)alert.Severity);
            writer.Write(alert.IsUpstream);
        }

        writer.Write7BitEncodedInt(Windows.Count);
        foreach (var (feature, window) in Windows.OrderBy(window => window.Key, StringComparer.Ordinal))
        {
            writer.Write(feature);
            window.WriteTo(writer);
        }

        return stream.ToArray();
    }

    public static AlertMemory FromBytes(byte[] bytes)
    {
        if (bytes.Length == 0)
            return Empty;

        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false));
        if (reader.ReadByte() is var format && format is not (FormatByFigure or Format))
            throw new InvalidDataException($"What the alert rules remember is stored in form {format}, which this build does not know.");

        var (upstream, byFigure) = (Severity(reader.ReadByte()), format == FormatByFigure);
        List<KeyValuePair<AlertKey, AlertTrack>> tracks = [];
        Dictionary<string, OpenAlert> open = new(StringComparer.Ordinal);
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var key = new AlertKey(reader.ReadString(), (DriftMetric)reader.ReadByte());
            tracks.Add(new(key, new AlertTrack((DriftVerdict)reader.ReadByte(), (DriftVerdict)reader.ReadByte(), (DriftVerdict)reader.ReadByte())));
            if (byFigure && (Severity(reader.ReadByte()), reader.ReadBoolean()) is ({ } severity, var isUpstream))
                open[key.Feature] = open.GetValueOrDefault(key.Feature) is { } other ? Together(other, severity, isUpstream) : new(severity, isUpstream);
        }

        for (var left = byFigure ? 0 : reader.Read7BitEncodedInt(); left > 0; left--)
            open.Add(reader.ReadString(), new OpenAlert((AlertSeverity)reader.ReadByte(), reader.ReadBoolean()));

        var windows = new Dictionary<string, GrowingWindow>(StringComparer.Ordinal);
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            windows.Add(reader.ReadString(), GrowingWindow.ReadFrom(reader));
        return new AlertMemory(AlertBook.Of(tracks, open, upstream), windows) { IsByFigure = byFigure };
    }

    private static OpenAlert Together(OpenAlert one, AlertSeverity severity, bool isUpstream) =>
        new(one.Severity > severity ? one.Severity : severity, one.IsUpstream && isUpstream);

    private static AlertSeverity? Severity(byte stored) => stored == Nothing ? null : (AlertSeverity)stored;
}

/// <summary>One feature's counts since its last evaluation.</summary>
/// <param name="From">Where the window begins.</param>
/// <param name="Counts">In the bins of the baseline.</param>
internal sealed record GrowingWindow(DateTimeOffset From, BinCounts Counts)
{
    /// <summary>For so long a window grows.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    public GrowingWindow With(BinCounts hour)
    {
        var counts = BinCounts.FromState(Counts.ToState());
        counts.Merge(hour);
        return this with { Counts = counts };
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(From.UtcTicks);
        WindowForm.Write(writer, Counts.ToState());
    }

    public static GrowingWindow ReadFrom(BinaryReader reader) =>
        new(new DateTimeOffset(reader.Read7BitEncodedInt64(), TimeSpan.Zero), WindowForm.ReadCounts(reader));
}
