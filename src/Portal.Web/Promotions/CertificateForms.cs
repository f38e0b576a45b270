using Portal.Promotions;

namespace Portal.Web.Promotions;

/// <summary>The forms of a certificate as the web calls them.</summary>
internal static class CertificateForms
{
    public static CertificateForm? Parse(string format) => format switch
    {
        "jwt" => CertificateForm.Jwt,
        "dsse" => CertificateForm.Dsse,
        _ => null,
    };

    public static string TypeOf(CertificateForm form) => form == CertificateForm.Jwt ? "application/jwt" : "application/vnd.dsse.envelope.v1+json";

    public static string EndingOf(CertificateForm form) => form == CertificateForm.Jwt ? "jwt" : "dsse.json";
}
