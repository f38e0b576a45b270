using Portal.Ledger.Trees;

namespace Portal.Audit.Tree;

/// <summary>
/// 256 neighbouring hashes of the ledger's tree, complete and so never changed. A tile of level 0 holds entries' digests, one of the next
/// level the roots of 256 tiles below it: a proof reads a few tiles instead of the ledger.
/// </summary>
public sealed class LedgerTile
{
    public const int Width = 256;

    /// <summary>How many levels of the tree one tile spans: 2^8 is its width.</summary>
    public const int Height = 8;

    private LedgerTile() { }

    public int Level { get; private set; }

    public long Index { get; private set; }

    public byte[] Hashes { get; private set; } = [];

    public byte[] Root { get; private set; } = [];

    public static LedgerTile Of(int level, long index, IReadOnlyList<byte[]> hashes) => hashes.Count == Width
        ? new() { Level = level, Index = index, Hashes = [.. hashes.SelectMany(hash => hash)], Root = RootOf(hashes) }
        : throw new ArgumentException($"A tile holds {Width} hashes.", nameof(hashes));

    /// <summary>The root over neighbouring hashes of one level.</summary>
    public static byte[] RootOf(IReadOnlyList<byte[]> hashes)
    {
        var tree = new GrowingTree();
        foreach (var hash in hashes)
            tree.Add(hash);
        return tree.Root;
    }

    public bool IsSameAs(LedgerTile other) => Hashes.AsSpan().SequenceEqual(other.Hashes) && Root.AsSpan().SequenceEqual(other.Root);
}
