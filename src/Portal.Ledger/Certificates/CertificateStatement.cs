using System.Globalization;
using System.Text.Json;

namespace Portal.Ledger.Certificates;

/// <summary>
/// The certificate as an in-toto Statement v1 about the version's digests, whose predicate is SLSA's verification summary v1. What that
/// predicate has no field for is under one name of our own, which is a URI as its parsing rules ask: the claims of the JWT.
/// </summary>
internal static class CertificateStatement
{
    private const string Claims = "urn:x-portal:promotion-certificate:1";
    private const string Predicate = "predicate";

    public static CanonicalValue Write(PromotionCertificate certificate) => CanonicalJson.Object(
        ("_type", "https://in-toto.io/Statement/v1"),
        ("subject", CanonicalJson.List(
        [
            Subject($"{certificate.System}/{certificate.Version}", certificate.VersionDigest),
            .. certificate.Artifacts.Select(artifact => Subject(artifact.Name, artifact.Digest)),
        ])),
        ("predicateType", "https://slsa.dev/verification_summary/v1"),
        (Predicate, CanonicalJson.Object(
            ("verifier", CanonicalJson.Object(("id", certificate.Issuer))),
            ("timeVerified", certificate.IssuedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),

            // It names the stage, so that what passed for one cannot be taken for the other.
            ("resourceUri", $"{Root(certificate)}/register/{Uri.EscapeDataString(certificate.System)}?stage={Uri.EscapeDataString(certificate.Stage)}"),
            ("policy", CanonicalJson.Object(("uri", $"{Root(certificate)}/policies/{Uri.EscapeDataString(certificate.PolicyVersion)}"), ("digest", DigestSet(certificate.PolicyDigest)))),
            ("verificationResult", "PASSED"),
            ("verifiedLevels", CanonicalJson.List([$"PORTAL_{certificate.Stage.ToUpperInvariant()}"])),
            (Claims, CertificateClaims.Write(certificate)))));

    /// <summary>
    /// The certificate that the statement carries. What others read in the statement has to be what our claims say; members that nobody
    /// here writes are passed over, as in-toto's parsing rules ask.
    /// </summary>
    public static PromotionCertificate? Read(JsonElement statement, ExpectedCertificate expected, List<CertificateFault> faults)
    {
        if (Member(Member(statement, Predicate), Claims) is not { ValueKind: JsonValueKind.Object } claims)
        {
            faults.Add(new CertificateFault(CertificateFaultKind.Malformed, "The statement is no verification summary with a certificate of the portal in it."));
            return null;
        }

        if (CertificateClaims.Read(claims, expected, faults) is not { } certificate) return null;

        using var written = JsonDocument.Parse(Write(certificate).ToBytes());
        Compare(statement, written.RootElement, "", faults);
        return certificate;
    }

    private static void Compare(JsonElement statement, JsonElement written, string prefix, List<CertificateFault> faults)
    {
        foreach (var member in written.EnumerateObject())
        {
            var found = Member(statement, member.Name);
            if (member.Name == Predicate && found is { } predicate) Compare(predicate, member.Value, $"{Predicate}.", faults);
            else if (found is not { } same || !JsonElement.DeepEquals(same, member.Value)) faults.Add(new CertificateFault(CertificateFaultKind.Malformed, $"The statement's '{prefix}{member.Name}' is not what its certificate says."));
        }
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } here && here.TryGetProperty(name, out var member) ? member : null;

    private static CanonicalValue Subject(string name, string digest) => CanonicalJson.Object(("name", name), ("digest", DigestSet(digest)));

    private static CanonicalValue DigestSet(string digest) => CanonicalJson.Object(("sha256", digest["sha256:".Length..]));

    private static string Root(PromotionCertificate certificate) => certificate.Issuer.TrimEnd('/');
}
