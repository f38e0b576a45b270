namespace Portal.Ledger.Trees;

/// <summary>A complete subtree: it covers the leaves from <c>Index·2^Level</c> on, 2^Level of them. A leaf has the level 0.</summary>
public readonly record struct Node(int Level, long Index)
{
    public long First => Index << Level;

    public long Leaves => 1L << Level;
}
