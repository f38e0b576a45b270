using System.Security.Cryptography;

namespace Portal.Ledger.Exports;

/// <summary>
/// One key takes over from another, as an entry says it. The next checkpoint over that entry is signed by both, unless the earlier one was lost:
/// then nobody but the entry vouches for the new one.
/// </summary>
public sealed record KeyChange(long Index, byte[] From, byte[] To, bool IsLost, string Reason)
{
    public const string Rotated = "ledger.key-rotated";
    public const string Replaced = "ledger.key-replaced";
    public const string FromName = "from";
    public const string ToName = "to";

    /// <summary>Null for an entry about anything else, and for bytes that are none.</summary>
    public static KeyChange? TryRead(long index, byte[] entry)
    {
        try
        {
            return CanonicalJson.Parse(entry) is CanonicalValue.Object value ? TryRead(index, value) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    internal static KeyChange? TryRead(long index, CanonicalValue.Object entry)
    {
        if (entry["action"] is not CanonicalValue.Text { Value: Rotated or Replaced } action || entry["details"] is not CanonicalValue.Object details
            || details[FromName] is not CanonicalValue.Text from || details[ToName] is not CanonicalValue.Text to)
            return null;

        try
        {
            var reason = entry["reason"] is CanonicalValue.Text text ? text.Value : "";
            return new(index, Convert.FromBase64String(from.Value), Convert.FromBase64String(to.Value), action.Value == Replaced, reason);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>What people compare keys by: SHA-256 over the SubjectPublicKeyInfo.</summary>
    public static string Fingerprint(ReadOnlySpan<byte> publicKey) => "SHA256:" + Convert.ToHexStringLower(SHA256.HashData(publicKey));
}
