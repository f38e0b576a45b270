using System.Security.Cryptography;

namespace Portal.Ledger;

/// <summary>A leaf of the ledger's tree.</summary>
public static class Leaf
{
    /// <summary>
    /// SHA-256 over 0x00 and the bytes (RFC 6962, 2.1). The prefix keeps a leaf from ever being taken for an inner node,
    /// which is hashed after 0x01.
    /// </summary>
    public static byte[] Hash(ReadOnlySpan<byte> bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0x00]);
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }
}
