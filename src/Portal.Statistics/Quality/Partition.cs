using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Portal.Statistics.Quality;

/// <summary>One way of parting rows, by segment or by protected attribute: a name, its parts in ordinal order, and the part of each row.</summary>
public sealed class Partition
{
    /// <summary>More parts than anybody looks at are no segments.</summary>
    public const int MostParts = 1000;

    private const ushort NoPart = ushort.MaxValue;

    private readonly ushort[] _partOfRow;

    private Partition(string name, ImmutableArray<string> parts, ushort[] partOfRow) => (Name, Parts, _partOfRow) = (name, parts, partOfRow);

    public string Name { get; }

    /// <summary>The parts that occur.</summary>
    public ImmutableArray<string> Parts { get; }

    /// <summary>How many rows it parts, those in no part included.</summary>
    public int Rows => _partOfRow.Length;

    /// <summary>Parts rows by a value each; a row whose value is null is in no part.</summary>
    /// <exception cref="ArgumentException">There are more parts than <see cref="MostParts"/>.</exception>
    public static Partition Of(string name, IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);

        var known = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var partOfRow = new ushort[values.Count];
        for (var row = 0; row < partOfRow.Length; row++)
        {
            if (values[row] is not { } value)
            {
                partOfRow[row] = NoPart;
                continue;
            }

            ref var part = ref CollectionsMarshal.GetValueRefOrAddDefault(known, value, out var isKnown);
            if (!isKnown) part = (ushort)(known.Count - 1);
            if (known.Count > MostParts) throw new ArgumentException($"'{name}' has more than {MostParts} parts.", nameof(values));
            partOfRow[row] = part;
        }

        ImmutableArray<string> parts = [.. known.Keys.Order(StringComparer.Ordinal)];
        var places = new ushort[parts.Length];
        foreach (var (place, part) in parts.Index()) places[known[part]] = (ushort)place;
        foreach (ref var part in partOfRow.AsSpan())
        {
            if (part != NoPart) part = places[part];
        }

        return new Partition(name, parts, partOfRow);
    }

    /// <summary>Parts rows that name their part by its index; an index beyond the parts means none.</summary>
    /// <exception cref="ArgumentException">There are more parts than <see cref="MostParts"/>, or they are not distinct and in ordinal order.</exception>
    public static Partition Of(string name, IReadOnlyList<string> parts, ushort[] partOfRow)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(partOfRow);
        if (parts.Count > MostParts || parts.Zip(parts.Skip(1)).Any(pair => string.CompareOrdinal(pair.First, pair.Second) >= 0))
            throw new ArgumentException($"Parts are distinct, in ordinal order and {MostParts} at most.", nameof(parts));

        return new Partition(name, [.. parts], partOfRow);
    }

    /// <summary>The counts of each part.</summary>
    internal ClassCounts[] Count(ReadOnlySpan<bool> labels, ReadOnlySpan<bool> predictions)
    {
        var tallies = new long[Parts.Length * 4];
        for (var row = 0; row < _partOfRow.Length; row++)
        {
            if (_partOfRow[row] < Parts.Length) tallies[(_partOfRow[row] * 4) + (labels[row] ? 2 : 0) + (predictions[row] ? 1 : 0)]++;
        }

        return [.. Enumerable.Range(0, Parts.Length).Select(part => part * 4).Select(at => new ClassCounts(tallies[at + 3], tallies[at + 1], tallies[at + 2], tallies[at]))];
    }

    /// <summary>The rows of each part that are among those given, each in the order given.</summary>
    public int[][] Split(ReadOnlySpan<int> order)
    {
        var sizes = new int[Parts.Length];
        foreach (var row in order)
        {
            if (_partOfRow[row] < sizes.Length) sizes[_partOfRow[row]]++;
        }

        int[][] rows = [.. sizes.Select(size => new int[size])];
        var filled = new int[rows.Length];
        foreach (var row in order)
        {
            var part = _partOfRow[row];
            if (part < rows.Length) rows[part][filled[part]++] = row;
        }

        return rows;
    }
}
