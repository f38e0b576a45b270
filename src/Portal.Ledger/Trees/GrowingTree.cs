namespace Portal.Ledger.Trees;

/// <summary>The root of a tree to which leaves are added one after the other; it remembers one hash a level.</summary>
public sealed class GrowingTree
{
    private readonly List<byte[]> _subtrees = [];

    public long Size { get; private set; }

    public byte[] Root => TreeHash.Join(_subtrees);

    /// <param name="leaf">The hash of a leaf, as <see cref="Leaf.Hash"/> gives it.</param>
    public void Add(byte[] leaf)
    {
        _subtrees.Add(leaf);
        for (var size = ++Size; size % 2 == 0; size /= 2)
        {
            var joined = TreeHash.Inner(_subtrees[^2], _subtrees[^1]);
            _subtrees.RemoveRange(_subtrees.Count - 2, 2);
            _subtrees.Add(joined);
        }
    }
}
