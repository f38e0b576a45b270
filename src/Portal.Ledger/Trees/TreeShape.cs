using System.Numerics;

namespace Portal.Ledger.Trees;

/// <summary>
/// Which subtrees a root or a proof is made of. Proofs are worked out as shapes first, so that whoever keeps the tree can read all the
/// hashes that are needed at once.
/// </summary>
public static class TreeShape
{
    /// <summary>The complete subtrees that make up the leaves from <paramref name="from"/> to before <paramref name="to"/>, from left to right.</summary>
    public static IReadOnlyList<Node> Range(long from, long to)
    {
        var nodes = new List<Node>();
        while (from < to)
        {
            var level = BitOperations.Log2((ulong)(to - from));
            nodes.Add(new Node(level, from >> level));
            from += 1L << level;
        }

        return nodes;
    }

    /// <summary>PATH(index, D[size]) of RFC 6962, 2.1.1: for each step from the leaf to the root, the subtrees whose root is the sibling.</summary>
    public static IReadOnlyList<IReadOnlyList<Node>> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<IReadOnlyList<Node>>();
        var (from, to) = (0L, size);
        while (to - from > 1)
        {
            var middle = from + LargestPowerBelow(to - from);
            path.Add(index < middle ? Range(middle, to) : Range(from, middle));
            (from, to) = index < middle ? (from, middle) : (middle, to);
        }

        path.Reverse();
        return path;
    }

    /// <summary>PROOF(older, D[size]) of RFC 6962, 2.1.2.</summary>
    public static IReadOnlyList<IReadOnlyList<Node>> Consistency(long older, long size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(older, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(older, size);
        var proof = new List<IReadOnlyList<Node>>();
        var (from, to, known) = (0L, size, true);
        while (older != to)
        {
            var middle = from + LargestPowerBelow(to - from);
            if (older <= middle)
            {
                proof.Add(Range(middle, to));
                to = middle;
            }
            else
            {
                proof.Add(Range(from, middle));
                (from, known) = (middle, false);
            }
        }

        if (!known)
            proof.Add(Range(from, to));
        proof.Reverse();
        return proof;
    }

    private static long LargestPowerBelow(long size) => 1L << BitOperations.Log2((ulong)(size - 1));
}
