using System.Runtime.InteropServices;
using Portal.Statistics.Quality;

namespace Portal.Benchmarks.Statistics;

/// <summary>Rows of a credit model: scores that mean what they say, five segments, three groups.</summary>
internal sealed record Rows(double[] Scores, bool[] Labels, bool[] Predictions, ushort[] Segments, ushort[] Groups)
{
    private static readonly string[] NamesOfSegments = ["branch", "broker", "mobile", "online", "phone"];
    private static readonly string[] NamesOfGroups = ["A", "B", "C"];

    public IReadOnlyList<Partition> Partitions => [Partition.Of("channel", NamesOfSegments, Segments), Partition.Of("group", NamesOfGroups, Groups)];

    public static Rows Of(int count)
    {
        var random = new Random(2026);
        var rows = new Rows(new double[count], new bool[count], new bool[count], new ushort[count], new ushort[count]);
        for (var row = 0; row < count; row++)
        {
            var score = Math.Pow(random.NextDouble(), 2);
            rows.Scores[row] = Math.Round(score, 6);
            rows.Labels[row] = random.NextDouble() < score;
            rows.Predictions[row] = score > 0.5;
            rows.Segments[row] = (ushort)random.Next(NamesOfSegments.Length);
            rows.Groups[row] = (ushort)(random.NextDouble() < 0.6 ? 0 : random.Next(1, NamesOfGroups.Length));
        }

        return rows;
    }

    public void WriteTo(string folder)
    {
        Write(folder, "scores", MemoryMarshal.AsBytes(Scores.AsSpan()));
        Write(folder, "labels", MemoryMarshal.AsBytes(Labels.AsSpan()));
        Write(folder, "predictions", MemoryMarshal.AsBytes(Predictions.AsSpan()));
        Write(folder, "segments", [.. Segments.Select(segment => (byte)segment)]);
        Write(folder, "groups", [.. Groups.Select(group => (byte)group)]);
    }

    public static void Write(string folder, string name, ReadOnlySpan<byte> bytes) => File.WriteAllBytes(Path.Combine(folder, name), bytes);
}
