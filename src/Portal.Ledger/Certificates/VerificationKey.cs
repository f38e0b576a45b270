using System.Buffers.Text;
using System.Security.Cryptography;

namespace Portal.Ledger.Certificates;

/// <summary>The public half of an ECDSA key on P-256, named by its own thumbprint.</summary>
public sealed class VerificationKey
{
    // The object identifier of prime256v1.
    private const string P256 = "1.2.840.10045.3.1.7";
    private const int CoordinateBytes = 32;

    private readonly ECParameters _public;

    private VerificationKey(ECPoint point)
    {
        _public = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point };
        KeyId = Base64Url.EncodeToString(SHA256.HashData(CanonicalJson.Object(ThumbprintMembers()).ToBytes()));
    }

    /// <summary>The <c>kid</c>: SHA-256 over the members that RFC 7638, 3.2 names, base64url.</summary>
    public string KeyId { get; }

    /// <exception cref="ArgumentException">The key is not on P-256.</exception>
    public static VerificationKey Of(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parameters = key.ExportParameters(includePrivateParameters: false);
        if (parameters.Curve.Oid?.Value != P256) throw new ArgumentException("ES256 needs a key on P-256.", nameof(key));

        return new VerificationKey(parameters.Q);
    }

    /// <summary>The key at a point; null when it is not one of the curve's.</summary>
    internal static VerificationKey? At(byte[] x, byte[] y)
    {
        if (x.Length != CoordinateBytes || y.Length != CoordinateBytes) return null;

        try
        {
            var key = new VerificationKey(new ECPoint { X = x, Y = y });
            using (ECDsa.Create(key._public)) return key;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The key as RFC 7517 and RFC 7518, 6.2 write it.</summary>
    internal CanonicalValue ToJson() => CanonicalJson.Object([("alg", "ES256"), ("kid", KeyId), ("use", "sig"), .. ThumbprintMembers()]);

    /// <summary>Checks an ES256 signature: r and s, 32 bytes each (RFC 7518, 3.4).</summary>
    internal bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) => Verifies(signed, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>Checks an ECDSA signature with SHA-256 that is a DER sequence of r and s (RFC 3279, 2.2.3).</summary>
    internal bool VerifiesSequence(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) => Verifies(signed, signature, DSASignatureFormat.Rfc3279DerSequence);

    private bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature, DSASignatureFormat format)
    {
        using var key = ECDsa.Create(_public);
        return key.VerifyData(signed, signature, HashAlgorithmName.SHA256, format);
    }

    private (string, CanonicalValue?)[] ThumbprintMembers() =>
    [
        ("crv", "P-256"),
        ("kty", "EC"),
        ("x", Base64Url.EncodeToString(_public.Q.X)),
        ("y", Base64Url.EncodeToString(_public.Q.Y)),
    ];
}
