using System.Security.Cryptography;
using System.Text;
using Portal.Shared;

namespace Portal.Inspection;

/// <summary>One line as the list handed it over: its subject, the code of its system, and what it said.</summary>
internal sealed record ListedLine(string Subject, string? System, Func<string> Cells);

internal sealed record DrawnLine(string Subject, string Name, string? System, int Position, Digest Key, string Cells);

/// <summary>The lines that were drawn, in the order of their keys, and what they were drawn from.</summary>
internal sealed record DrawnLines(IReadOnlyList<DrawnLine> Lines, int Size, Digest Population);

/// <summary>
/// Draws without a choice of its own. A line's name is its subject; of lines with the same subject that follow each other the second is
/// called <c>PR-0147#2</c>. Its key is SHA-256 over the seed, a line feed and the name, in UTF-8, and the lines with the lowest keys are
/// the sample: simple random sampling without replacement, as long as the seed was not chosen by trying. It takes memory for the sample
/// alone, and everybody with the names and sha256sum draws the same lines.
/// </summary>
internal sealed class Drawing(string seed, int wanted)
{
    private readonly PriorityQueue<Candidate, Candidate> _lowest = new(HighestFirst.Order);
    private string? _before;
    private int _same;
    private int _size;

    /// <summary>Takes the next line of the list; the answer is its name.</summary>
    public string Add(ListedLine line)
    {
        _same = line.Subject == _before ? _same + 1 : 1;
        (_before, _size) = (line.Subject, _size + 1);
        var name = _same == 1 ? line.Subject : $"{line.Subject}#{_same}";
        var key = KeyOf(seed, name);
        if (_lowest.Count < wanted || HighestFirst.Compare(key, _size, _lowest.Peek()) < 0)
        {
            var drawn = new Candidate(key, new DrawnLine(line.Subject, name, line.System, _size, Digest.FromHash(key), line.Cells()));
            _ = _lowest.Count < wanted ? null : _lowest.Dequeue();
            _lowest.Enqueue(drawn, drawn);
        }

        return name;
    }

    public DrawnLines Drawn(Digest population) => new(
        [.. _lowest.UnorderedItems.Select(item => item.Element).Order(HighestFirst.Order).Reverse().Select(candidate => candidate.Line)], _size, population);

    internal static byte[] KeyOf(string seed, string name) => SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{name}"));

    private sealed record Candidate(byte[] Key, DrawnLine Line);

    /// <summary>The next to be dropped comes first. Two lines with the same key have the same name, and the earlier one is lower.</summary>
    private sealed class HighestFirst : IComparer<Candidate>
    {
        public static HighestFirst Order { get; } = new();

        public static int Compare(byte[] key, int position, Candidate other) =>
            key.AsSpan().SequenceCompareTo(other.Key) is not 0 and var byKey ? byKey : position.CompareTo(other.Line.Position);

        public int Compare(Candidate? one, Candidate? other) => one is null || other is null ? 0 : -Compare(one.Key, one.Line.Position, other);
    }
}
