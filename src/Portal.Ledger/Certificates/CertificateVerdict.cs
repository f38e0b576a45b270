using System.Collections.Immutable;

namespace Portal.Ledger.Certificates;

/// <summary>What a verification found: the certificate when there is no fault, otherwise every fault and no certificate.</summary>
public sealed record CertificateVerdict
{
    internal CertificateVerdict(PromotionCertificate? certificate, IEnumerable<CertificateFault> faults)
    {
        Faults = [.. faults];
        Certificate = Faults.IsEmpty ? certificate : null;
    }

    public PromotionCertificate? Certificate { get; }

    public ImmutableArray<CertificateFault> Faults { get; }

    public bool IsVerified => Certificate is not null;
}

/// <summary>One reason not to trust a certificate.</summary>
/// <param name="Kind">For a program.</param>
/// <param name="Message">For a person; may quote what the untrusted certificate says.</param>
public sealed record CertificateFault(CertificateFaultKind Kind, string Message);

public enum CertificateFaultKind
{
    /// <summary>Nothing about it looks like a JWT or like a DSSE envelope.</summary>
    NotACertificate = 1,

    /// <summary>A part, header or claim is missing or not of its form.</summary>
    Malformed,

    /// <summary>A JSON object has a name twice, so that two readers could understand two things.</summary>
    DuplicateName,

    /// <summary>Another algorithm than ES256, <c>none</c> included.</summary>
    Algorithm,

    /// <summary>Signed by a key that is not in the set.</summary>
    UnknownKey,

    Signature,
    Expired,
    NotYetValid,

    /// <summary>A good certificate, but not for these bytes.</summary>
    OtherDigest,

    /// <summary>A good certificate, but for another system or stage.</summary>
    OtherScope,
}
