using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Ledger.Certificates;

/// <summary>
/// Makes certificates in two forms: a JWT in compact form (RFC 7515, 7.1), signed with ES256 (RFC 7518, 3.4), and a DSSE envelope with an
/// in-toto statement. The key stays its owner's.
/// </summary>
/// <exception cref="ArgumentException">The key is not on P-256.</exception>
public sealed class CertificateSigner(ECDsa key)
{
    // A key of the framework is not said to be safe for use by several threads at once.
    private readonly Lock _oneAtATime = new();

    /// <summary>The id under which the key is found in the <see cref="Jwks"/>.</summary>
    public string KeyId { get; } = VerificationKey.Of(key).KeyId;

    /// <summary>The certificate as a JWT.</summary>
    /// <exception cref="ArgumentException">The certificate would expire before it is valid.</exception>
    public string Sign(PromotionCertificate certificate)
    {
        Check(certificate);
        var header = CanonicalJson.Object(("alg", "ES256"), ("kid", KeyId), ("typ", "JWT"));
        var signed = $"{Part(header)}.{Part(CertificateClaims.Write(certificate))}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(signed), DSASignatureFormat.IeeeP1363FixedFieldConcatenation))}";
    }

    /// <summary>The certificate as a statement in a DSSE envelope, whose ECDSA signature is a DER sequence.</summary>
    /// <exception cref="ArgumentException">The certificate would expire before it is valid.</exception>
    public string SignStatement(PromotionCertificate certificate)
    {
        Check(certificate);
        var payload = CertificateStatement.Write(certificate).ToBytes();
        var signature = Sign(DsseEnvelope.PreAuthentication(DsseEnvelope.PayloadType, payload), DSASignatureFormat.Rfc3279DerSequence);
        return Encoding.UTF8.GetString(DsseEnvelope.Write(payload, KeyId, signature).ToBytes());
    }

    private static void Check(PromotionCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (certificate.ExpiresAt <= certificate.NotBefore) throw new ArgumentException("A certificate must be valid for a second at least.", nameof(certificate));
    }

    private byte[] Sign(byte[] signed, DSASignatureFormat format)
    {
        lock (_oneAtATime) return key.SignData(signed, HashAlgorithmName.SHA256, format);
    }

    private static string Part(CanonicalValue json) => Base64Url.EncodeToString(json.ToBytes());
}
