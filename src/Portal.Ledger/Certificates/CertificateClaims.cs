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
        [
            ("system", certificate.System),
            ("version", certificate.Version),
            ("versionDigest", certificate.VersionDigest),
            ("artifacts", CanonicalJson.List([.. certificate.Artifacts.Select(Write)])),
            ("stage", certificate.Stage),
            ("promotion", certificate.Promotion),
            ("decidedAt", certificate.DecidedAt.ToUnixTimeSeconds()),
            ("subjectDigest", certificate.SubjectDigest),
            ("policyVersion", certificate.PolicyVersion),
            ("policyDigest", certificate.PolicyDigest),
            ("conditions", CanonicalJson.List([.. certificate.Conditions.Select(Write)])),

            // Absent of what was decided before it was applied, which is nearly everything.
            .. certificate.Emergency is { } emergency ? new (string, CanonicalValue?)[] { ("emergency", emergency.ToString().ToLowerInvariant()) } : [],
        ])));

    /// <summary>The certificate that the claims are, expected or not; null, with a fault for each claim amiss, when they are none.</summary>
    public static PromotionCertificate? Read(JsonElement json, ExpectedCertificate expected, List<CertificateFault> faults)
    {
        var amiss = new List<CertificateFault>();
        var claims = new ClaimReader(json, "", amiss);
        var (issuer, subject, id) = (claims.Text("iss"), claims.Text("sub"), claims.Text("jti"));
        var (issuedAt, notBefore, expiresAt) = (claims.Instant("iat"), claims.Instant("nbf"), claims.Instant("exp"));
        var portal = claims.Object("portal");
        var (system, version, versionDigest) = (portal?.Text("system"), portal?.Text("version"), portal?.Digest("versionDigest"));
        var (stage, promotion, decidedAt) = (portal?.Text("stage"), portal?.Text("promotion"), portal?.Instant("decidedAt"));
        var (subjectDigest, policyVersion, policyDigest) = (portal?.Digest("subjectDigest"), portal?.Text("policyVersion"), portal?.Digest("policyDigest"));
        var artifacts = portal?.Objects("artifacts").Select(Artifact).ToList();
        var conditions = portal?.Objects("conditions").Select(Condition).ToList();
        var emergency = portal?.Choice("emergency", Enum.GetValues<CertifiedEmergency>());
        if (portal is not null && subject != system) amiss.Add(new CertificateFault(CertificateFaultKind.Malformed, "The claims 'sub' and 'portal.system' name different systems."));

        faults.AddRange(amiss);
        faults.AddRange(expected.WhyNotAt(notBefore, expiresAt));
        if (amiss.Count > 0) return null;

        var certificate = new PromotionCertificate
        {
            Issuer = issuer,
            Id = id,
            IssuedAt = issuedAt.GetValueOrDefault(),
            NotBefore = notBefore.GetValueOrDefault(),
            ExpiresAt = expiresAt.GetValueOrDefault(),
            System = system ?? "",
            Version = version ?? "",
            VersionDigest = versionDigest ?? "",
            Stage = stage ?? "",
            Promotion = promotion ?? "",
            DecidedAt = decidedAt.GetValueOrDefault(),
            SubjectDigest = subjectDigest ?? "",
            PolicyVersion = policyVersion ?? "",
            PolicyDigest = policyDigest ?? "",
            Artifacts = [.. (artifacts ?? []).Select(artifact => new CertifiedArtifact(artifact.Name, artifact.Digest))],
            Conditions = [.. (conditions ?? []).Select(condition => new CertifiedCondition(condition.Finding, condition.Text, condition.Due, condition.IsBlocking))],
            Emergency = emergency,
        };
        faults.AddRange(expected.WhyNot(certificate));
        return certificate;
    }

    private static CanonicalValue Write(CertifiedArtifact artifact) => CanonicalJson.Object(("name", artifact.Name), ("digest", artifact.Digest));

    private static CanonicalValue Write(CertifiedCondition condition) => CanonicalJson.Object(
        ("finding", condition.Finding), ("text", condition.Text), ("due", ClaimReader.Written(condition.Due)), ("blocking", condition.IsBlocking));

    private static (string Name, string Digest) Artifact(ClaimReader claims) => (claims.Text("name"), claims.Digest("digest"));

    private static (string Finding, string Text, DateOnly Due, bool IsBlocking) Condition(ClaimReader claims) =>
        (claims.Text("finding"), claims.Text("text"), claims.Day("due"), claims.Truth("blocking"));
}
