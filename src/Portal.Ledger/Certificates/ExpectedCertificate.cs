using System.Globalization;

namespace Portal.Ledger.Certificates;

/// <summary>What whoever checks a certificate means to do: from when on, and, where it is said, with which bytes of which system in which stage.</summary>
public sealed record ExpectedCertificate(DateTimeOffset At)
{
    /// <summary>The digest of what is to run: the version's, or that of one of its files.</summary>
    public string? Digest { get; init; }

    public string? System { get; init; }

    public string? Stage { get; init; }

    // At the instant of expiry it has expired; at the instant of nbf it is valid (RFC 7519, 4.1.4 and 4.1.5). No leeway:
    // who issues for clocks that run behind sets nbf earlier.
    internal IEnumerable<CertificateFault> WhyNotAt(DateTimeOffset? notBefore, DateTimeOffset? expiresAt)
    {
        if (expiresAt <= At) yield return new CertificateFault(CertificateFaultKind.Expired, $"The certificate expired at {Utc(expiresAt)}.");
        if (notBefore > At) yield return new CertificateFault(CertificateFaultKind.NotYetValid, $"The certificate is not valid before {Utc(notBefore)}.");
    }

    internal IEnumerable<CertificateFault> WhyNot(PromotionCertificate certificate)
    {
        if (Digest is { } digest && !certificate.Covers(digest)) yield return new CertificateFault(CertificateFaultKind.OtherDigest, $"The certificate covers the version {certificate.VersionDigest} and its files; {digest} is none of them.");
        if (System is { } system && certificate.System != system) yield return new CertificateFault(CertificateFaultKind.OtherScope, $"The certificate is for the system {certificate.System}, not for {system}.");
        if (Stage is { } stage && certificate.Stage != stage) yield return new CertificateFault(CertificateFaultKind.OtherScope, $"The certificate is for the stage {certificate.Stage}, not for {stage}.");
    }

    private static string Utc(DateTimeOffset? instant) => $"{instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";
}
