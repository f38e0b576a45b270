using System.Text;
using System.Text.Json;

namespace Portal.Ledger.Certificates;

/// <summary>Checks certificates with nothing but a set of keys and an instant.</summary>
public static class CertificateVerifier
{
    private const string Algorithm = "ES256";

    /// <summary>Checks a certificate in either form, as of an instant, and lists every fault.</summary>
    public static CertificateVerdict Verify(string certificate, Jwks keys, DateTimeOffset now) => Verify(certificate, keys, new ExpectedCertificate(now));

    /// <summary>
    /// Checks a certificate in either form, a JWT or a DSSE envelope, and lists every fault. The signature is always checked as ECDSA on
    /// P-256 with SHA-256 and the key that is named; what algorithm a JWT claims is compared with that, never obeyed (RFC 8725, 3.1).
    /// </summary>
    public static CertificateVerdict Verify(string certificate, Jwks keys, ExpectedCertificate expected)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(expected);

        return certificate.StartsWith('{') ? OfEnvelope(certificate, keys, expected) : OfJwt(certificate, keys, expected);
    }

    private static CertificateVerdict OfJwt(string jwt, Jwks keys, ExpectedCertificate expected)
    {
        var faults = new List<CertificateFault>();
        var parts = jwt.Split('.');
        var header = parts.Length == 3 ? Part(parts[0], "header", faults) : null;
        var claims = parts.Length == 3 ? Part(parts[1], "claims part", faults) : null;
        if (header is null && claims is null) return NotACertificate("This is neither a JWT in compact form nor a DSSE envelope.");

        if (header is { } named) CheckSignature(named, parts, keys, faults);
        var certificate = claims is { } claimed ? CertificateClaims.Read(claimed, expected, faults) : null;
        return new CertificateVerdict(certificate, faults);
    }

    private static CertificateVerdict OfEnvelope(string envelope, Jwks keys, ExpectedCertificate expected)
    {
        var faults = new List<CertificateFault>();
        if (StrictJson.Object(Encoding.UTF8.GetBytes(envelope), "envelope", faults) is not { } opened) return NotACertificate(faults[0].Message);
        if (!opened.TryGetProperty("payload", out _)) return NotACertificate("This is no DSSE envelope: it has no payload.");

        var certificate = DsseEnvelope.Open(opened, keys, faults) is { } statement ? CertificateStatement.Read(statement, expected, faults) : null;
        return new CertificateVerdict(certificate, faults);
    }

    private static CertificateVerdict NotACertificate(string message) => new(null, [new CertificateFault(CertificateFaultKind.NotACertificate, message)]);

    private static JsonElement? Part(string part, string what, List<CertificateFault> faults)
    {
        if (StrictBase64Url.Decode(part) is { } bytes) return StrictJson.Object(bytes, what, faults);

        faults.Add(new CertificateFault(CertificateFaultKind.Malformed, $"The {what} is not base64url."));
        return null;
    }

    private static void CheckSignature(JsonElement header, string[] parts, Jwks keys, List<CertificateFault> faults)
    {
        if (header.TextOf("alg") is not Algorithm) faults.Add(new CertificateFault(CertificateFaultKind.Algorithm, $"The algorithm is '{header.TextOf("alg")}', not {Algorithm}."));
        if (header.TryGetProperty("typ", out _) && !string.Equals(header.TextOf("typ"), "JWT", StringComparison.OrdinalIgnoreCase)) faults.Add(Malformed($"The type is '{header.TextOf("typ")}', not JWT."));

        // An extension that must be understood, and none is (RFC 7515, 4.1.11).
        if (header.TryGetProperty("crit", out _)) faults.Add(Malformed("The header has critical extensions, of which none is known."));

        if (header.TextOf("kid") is not { } keyId)
        {
            faults.Add(Malformed("The header names no key."));
            return;
        }

        if (keys.Find(keyId) is not { } key)
        {
            faults.Add(new CertificateFault(CertificateFaultKind.UnknownKey, $"The key '{keyId}' is not in the key set."));
            return;
        }

        if (StrictBase64Url.Decode(parts[2]) is not { } signature) faults.Add(Malformed("The signature is not base64url."));
        else if (!key.Verifies(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature)) faults.Add(new CertificateFault(CertificateFaultKind.Signature, "The signature is not the key's over this header and these claims."));
    }

    private static CertificateFault Malformed(string message) => new(CertificateFaultKind.Malformed, message);
}
