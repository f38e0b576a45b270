using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Ledger.Certificates;

/// <summary>
/// Makes certificates: a JWT in compact form (RFC 7515, 7.1), signed with ES256 (RFC 7518, 3.4). The key stays its owner's.
/// </summary>
/// <exception cref="ArgumentException">The key is not on P-256.</exception>
public sealed class CertificateSigner(ECDsa key)
{
    // A key of the framework is not said to be safe for use by several threads at once.
    private readonly Lock _oneAtATime = new();

    /// <summary>The id under which the key is found in the <see cref="Jwks"/>.</summary>
    public string KeyId { get; } = VerificationKey.Of(key).KeyId;

    /// <exception cref="ArgumentException">The certificate would expire before it is valid.</exception>
    public string Sign(PromotionCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (certificate.ExpiresAt <= certificate.NotBefore) throw new ArgumentException("A certificate must be valid for a second at least.", nameof(certificate));

        var header = CanonicalJson.Object(("alg", "ES256"), ("kid", KeyId), ("typ", "JWT"));
        var signed = $"{Part(header)}.{Part(CertificateClaims.Write(certificate))}";
        lock (_oneAtATime)
        {
            var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            return $"{signed}.{Base64Url.EncodeToString(signature)}";
        }
    }

    private static string Part(CanonicalValue json) => Base64Url.EncodeToString(json.ToBytes());
}
