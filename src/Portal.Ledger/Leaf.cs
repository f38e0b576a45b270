using System.Security.Cryptography;

namespace Portal.Ledger;

/// <summary>The hash of one entry as a leaf of an RFC 6962 tree.</summary>
public static class Leaf
{
    public static byte[] Hash(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0x00]);
        hash.AppendData(entry);
        return hash.GetHashAndReset();
    }
}
