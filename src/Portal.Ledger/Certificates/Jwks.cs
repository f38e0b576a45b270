using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.Ledger.Certificates;

/// <summary>
/// The set of keys that certificates are checked with (RFC 7517, 5). A retired key stays in it, so that what it once
/// signed can still be checked.
/// </summary>
public sealed class Jwks
{
    private Jwks(ImmutableArray<VerificationKey> keys) => Keys = keys;

    /// <summary>A set without a key.</summary>
    public static Jwks Empty { get; } = new([]);

    /// <summary>The keys, the newest first.</summary>
    public ImmutableArray<VerificationKey> Keys { get; }

    /// <summary>The set with the public half of <paramref name="key"/> at its head, those before it kept.</summary>
    /// <exception cref="ArgumentException">The key is not on P-256.</exception>
    public Jwks With(ECDsa key)
    {
        var newest = VerificationKey.Of(key);
        return new Jwks([newest, .. Keys.Where(known => known.KeyId != newest.KeyId)]);
    }

    /// <summary>The key of that id, if there is one.</summary>
    public VerificationKey? Find(string keyId) => Keys.FirstOrDefault(key => key.KeyId == keyId);

    /// <summary>The set as JSON; public halves only.</summary>
    public byte[] ToBytes() => CanonicalJson.Object(("keys", [.. Keys.Select(key => key.ToJson())])).ToBytes();

    /// <summary>
    /// Reads a set. Keys of other types are passed over, as RFC 7517, 5 asks; a P-256 key must carry its thumbprint as
    /// <c>kid</c>, so that no key can pose as another.
    /// </summary>
    /// <exception cref="FormatException">The bytes are not such a set.</exception>
    public static Jwks Parse(ReadOnlySpan<byte> utf8)
    {
        var faults = new List<CertificateFault>();
        var set = StrictJson.Object(utf8, "key set", faults);
        if (faults.Count > 0) throw new FormatException(faults[0].Message);
        if (set is not { } root || !root.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array) throw new FormatException("The key set has no list 'keys'.");

        var read = keys.EnumerateArray().Where(IsP256).Select(Key).ToImmutableArray();
        return read.DistinctBy(key => key.KeyId).Count() == read.Length
            ? new Jwks(read)
            : throw new FormatException("The key set holds a key twice.");
    }

    private static bool IsP256(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object) throw new FormatException("A key of the key set is not an object.");
        return key.TextOf("kty") == "EC" && key.TextOf("crv") == "P-256";
    }

    private static VerificationKey Key(JsonElement json)
    {
        if (json.TryGetProperty("d", out _)) throw new FormatException("The key set holds a private key.");
        if (StrictBase64Url.Decode(json.TextOf("x") ?? "") is not { } x || StrictBase64Url.Decode(json.TextOf("y") ?? "") is not { } y || VerificationKey.At(x, y) is not { } key)
            throw new FormatException("A key of the key set is not a point of P-256.");
        if (json.TextOf("kid") != key.KeyId) throw new FormatException($"The key '{json.TextOf("kid")}' of the key set is not named by its thumbprint, '{key.KeyId}'.");

        return key;
    }
}
