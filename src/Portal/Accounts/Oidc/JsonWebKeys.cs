using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.Accounts.Oidc;

/// <summary>A provider's public keys (RFC 7517), as far as they check signatures of the kinds that are taken here.</summary>
public sealed class JsonWebKeys
{
    private const int ShortestRsa = 2048;

    private readonly IReadOnlyList<Key> _keys;

    private JsonWebKeys(IReadOnlyList<Key> keys) => _keys = keys;

    /// <summary>Keys of other kinds and for other uses are passed over, as the standard says.</summary>
    public static JsonWebKeys Parse(JsonElement set) => new(
        set.ValueKind == JsonValueKind.Object && set.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
            ? [.. keys.EnumerateArray().Where(key => key.ValueKind == JsonValueKind.Object).Select(Key.Of).OfType<Key>()]
            : []);

    public bool Has(string? kid) => Candidates(kid).Any();

    /// <summary>Whether a key of this id, and of the kind that the algorithm asks for, made the signature. Symmetric ones and none at all are no algorithms here.</summary>
    public bool Verify(string algorithm, string? kid, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        foreach (var key in Candidates(kid))
            if ((key.Algorithm is null || key.Algorithm == algorithm) && key.Verify(algorithm, signed, signature))
                return true;
        return false;
    }

    /// <summary>A token that names no key can only mean the one there is.</summary>
    private IEnumerable<Key> Candidates(string? kid) => kid is null ? _keys.Count == 1 ? _keys : [] : _keys.Where(key => key.Id == kid);

    private sealed record Key(string? Id, string? Algorithm, RSAParameters? Rsa, ECParameters? Ec)
    {
        public static Key? Of(JsonElement key)
        {
            if (JsonText.Of(key, "use") is not (null or "sig"))
                return null;

            return JsonText.Of(key, "kty") switch
            {
                "RSA" when Bytes(key, "n") is { Length: >= ShortestRsa / 8 } modulus && Bytes(key, "e") is { } exponent =>
                    new Key(JsonText.Of(key, "kid"), JsonText.Of(key, "alg"), new RSAParameters { Modulus = modulus, Exponent = exponent }, null),
                "EC" when CurveOf(JsonText.Of(key, "crv")) is { } curve && Bytes(key, "x") is { } x && Bytes(key, "y") is { } y =>
                    new Key(JsonText.Of(key, "kid"), JsonText.Of(key, "alg"), null, new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = y } }),
                _ => null,
            };
        }

        public bool Verify(string algorithm, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
        {
            try
            {
                return algorithm switch
                {
                    "RS256" => VerifyRsa(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                    "RS384" => VerifyRsa(signed, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
                    "RS512" => VerifyRsa(signed, signature, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
                    "PS256" => VerifyRsa(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
                    "ES256" => VerifyEc(signed, signature, HashAlgorithmName.SHA256, ECCurve.NamedCurves.nistP256),
                    "ES384" => VerifyEc(signed, signature, HashAlgorithmName.SHA384, ECCurve.NamedCurves.nistP384),
                    _ => false,
                };
            }
            catch (CryptographicException)
            {
                // A point that is not on its curve, or a key that is none.
                return false;
            }
        }

        private bool VerifyRsa(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature, HashAlgorithmName hash, RSASignaturePadding padding)
        {
            if (Rsa is not { } parameters)
                return false;

            using var rsa = RSA.Create(parameters);
            return rsa.VerifyData(signed, signature, hash, padding);
        }

        private bool VerifyEc(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature, HashAlgorithmName hash, ECCurve curve)
        {
            if (Ec is not { } parameters || parameters.Curve.Oid.Value != curve.Oid.Value)
                return false;

            using var ec = ECDsa.Create(parameters);
            return ec.VerifyData(signed, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        private static ECCurve? CurveOf(string? name) => name switch
        {
            "P-256" => ECCurve.NamedCurves.nistP256,
            "P-384" => ECCurve.NamedCurves.nistP384,
            _ => null,
        };

        private static byte[]? Bytes(JsonElement key, string member) => JsonText.Of(key, member) is { } text ? JsonText.Decode(text) : null;
    }
}
