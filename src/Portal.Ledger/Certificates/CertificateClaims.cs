using System.Globalization;
using System.Text.Json;

namespace Portal.Ledger.Certificates;

/// <summary>The certificate as the claims of a JWT (RFC 7519, 4.1), and back.</summary>
internal static class CertificateClaims
{
    public static CanonicalValue Write(PromotionCertificate certificate) => CanonicalJson.Object(
        ("iss", certificate.Issuer),
        ("sub", certificate.System),
        ("jti", certificate.Id),
        ("iat", certificate.IssuedAt.ToUnixTimeSeconds()),
        ("nbf", certificate.NotBefore.ToUnixTimeSeconds()),
        ("exp", certificate.ExpiresAt.ToUnixTimeSeconds()),
        ("portal", CanonicalJson.Object(
            ("system", certificate.System),
            ("version", certificate.Version),
            ("versionDigest", certificate.VersionDigest),
            ("stage", certificate.Stage),
            ("promotion", certificate.Promotion),
            ("decidedAt", certificate.DecidedAt.ToUnixTimeSeconds()),
            ("subjectDigest", certificate.SubjectDigest),
            ("policyVersion", certificate.PolicyVersion))));

    /// <summary>The certificate that the claims are; null, with a fault for each claim amiss, when they are none.</summary>
    public static PromotionCertificate? Read(JsonElement json, DateTimeOffset now, List<CertificateFault> faults)
    {
        var claims = new ClaimReader(json, "", faults);
        var (issuer, subject, id) = (claims.Text("iss"), claims.Text("sub"), claims.Text("jti"));
        var (issuedAt, notBefore, expiresAt) = (claims.Instant("iat"), claims.Instant("nbf"), claims.Instant("exp"));

        // At the instant of expiry it has expired; at the instant of nbf it is valid (RFC 7519, 4.1.4 and 4.1.5). No leeway:
        // who issues for clocks that run behind sets nbf earlier.
        if (expiresAt <= now) faults.Add(new CertificateFault(CertificateFaultKind.Expired, $"The certificate expired at {Utc(expiresAt)}."));
        if (notBefore > now) faults.Add(new CertificateFault(CertificateFaultKind.NotYetValid, $"The certificate is not valid before {Utc(notBefore)}."));

        if (claims.Object("portal") is not { } portal) return null;

        var (system, version, versionDigest) = (portal.Text("system"), portal.Text("version"), portal.Digest("versionDigest"));
        var (stage, promotion, decidedAt) = (portal.Text("stage"), portal.Text("promotion"), portal.Instant("decidedAt"));
        var (subjectDigest, policyVersion) = (portal.Digest("subjectDigest"), portal.Text("policyVersion"));
        if (subject != system) faults.Add(new CertificateFault(CertificateFaultKind.Malformed, "The claims 'sub' and 'portal.system' name different systems."));

        if (faults.Count > 0 || issuedAt is null || notBefore is null || expiresAt is null || decidedAt is null) return null;

        return new PromotionCertificate
        {
            Issuer = issuer,
            Id = id,
            IssuedAt = issuedAt.Value,
            NotBefore = notBefore.Value,
            ExpiresAt = expiresAt.Value,
            System = system,
            Version = version,
            VersionDigest = versionDigest,
            Stage = stage,
            Promotion = promotion,
            DecidedAt = decidedAt.Value,
            SubjectDigest = subjectDigest,
            PolicyVersion = policyVersion,
        };
    }

    private static string Utc(DateTimeOffset? instant) => $"{instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";
}
