namespace Portal.Ledger.Trees;

/// <summary>Checks proofs with nothing but the proof and the roots (RFC 9162, 2.1.3.2 and 2.1.4.2).</summary>
public static class Proofs
{
    /// <summary>Whether the leaf stands at this index in the tree of this size and root.</summary>
    public static bool Includes(long index, byte[] leaf, long size, byte[] root, IReadOnlyList<byte[]> path)
    {
        if (index < 0 || index >= size)
            return false;

        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var step in path)
        {
            if (last == 0)
                return false;
            if (node % 2 == 1 || node == last)
            {
                hash = TreeHash.Inner(step, hash);
                while (node % 2 == 0 && node != 0)
                    (node, last) = (node / 2, last / 2);
            }
            else
            {
                hash = TreeHash.Inner(hash, step);
            }

            (node, last) = (node / 2, last / 2);
        }

        return last == 0 && hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>Whether the tree of the newer root begins with all of the leaves of the older one, in the same order.</summary>
    public static bool Extends(long older, byte[] olderRoot, long newer, byte[] newerRoot, IReadOnlyList<byte[]> proof)
    {
        if (older < 1 || older > newer)
            return false;
        if (older == newer)
            return proof.Count == 0 && olderRoot.AsSpan().SequenceEqual(newerRoot);

        // A proof leaves out the older root itself where that is a complete subtree.
        var steps = long.IsPow2(older) ? [olderRoot, .. proof] : proof;
        if (steps.Count == 0)
            return false;

        var (node, last) = (older - 1, newer - 1);
        while (node % 2 == 1)
            (node, last) = (node / 2, last / 2);

        var (was, becomes) = (steps[0], steps[0]);
        foreach (var step in steps.Skip(1))
        {
            if (last == 0)
                return false;
            if (node % 2 == 1 || node == last)
            {
                (was, becomes) = (TreeHash.Inner(step, was), TreeHash.Inner(step, becomes));
                while (node % 2 == 0 && node != 0)
                    (node, last) = (node / 2, last / 2);
            }
            else
            {
                becomes = TreeHash.Inner(becomes, step);
            }

            (node, last) = (node / 2, last / 2);
        }

        return last == 0 && was.AsSpan().SequenceEqual(olderRoot) && becomes.AsSpan().SequenceEqual(newerRoot);
    }
}
