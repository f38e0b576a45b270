using System.Security.Cryptography;

namespace Portal.Ledger.Trees;

/// <summary>The arithmetic of the tree's hashes (RFC 6962, 2.1).</summary>
public static class TreeHash
{
    public const int Size = 32;

    /// <summary>The root of a tree without leaves: SHA-256 of nothing.</summary>
    public static byte[] OfNothing => SHA256.HashData([]);

    /// <summary>SHA-256 over 0x01 and the hashes of both children.</summary>
    public static byte[] Inner(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> joined = stackalloc byte[1 + 2 * Size];
        joined[0] = 0x01;
        left.CopyTo(joined[1..]);
        right.CopyTo(joined[(1 + Size)..]);
        return SHA256.HashData(joined);
    }

    /// <summary>The root over complete subtrees that stand from left to right, each smaller than the one before: joined from the right.</summary>
    public static byte[] Join(IReadOnlyList<byte[]> subtrees)
    {
        if (subtrees.Count == 0)
            return OfNothing;

        var root = subtrees[^1];
        for (var at = subtrees.Count - 2; at >= 0; at--)
            root = Inner(subtrees[at], root);
        return root;
    }
}
