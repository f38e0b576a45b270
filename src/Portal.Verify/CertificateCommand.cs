using System.Globalization;
using System.Text;
using Portal.Ledger.Certificates;

namespace Portal.Verify;

/// <summary>Checks one certificate against one key set and says what was found.</summary>
internal static class CertificateCommand
{
    public static int Run(CertificateArguments arguments, TextWriter output)
    {
        var text = InputFile.Read(arguments.File, "certificate").Trim();
        var keys = ReadKeys(arguments.Keys);

        var verdict = CertificateVerifier.Verify(text, keys, arguments.Expected);

        if (verdict.Certificate is { } certificate)
        {
            Describe(certificate, arguments.Expected.At, output);
            return VerifyCommand.Verified;
        }

        if (verdict.Faults.Any(fault => fault.Kind == CertificateFaultKind.NotACertificate)) throw new UnusableInputException($"{arguments.File}: {verdict.Faults[0].Message}");

        output.WriteLine($"NOT VERIFIED as of {Utc(arguments.Expected.At)}");
        foreach (var fault in verdict.Faults) output.WriteLine(Printable.Of($"{fault.Kind}: {fault.Message}"));
        return VerifyCommand.NotVerified;
    }

    private static Jwks ReadKeys(string file)
    {
        try
        {
            return Jwks.Parse(Encoding.UTF8.GetBytes(InputFile.Read(file, "key set")));
        }
        catch (FormatException notKeys)
        {
            throw new UnusableInputException($"{file}: {notKeys.Message}");
        }
    }

    private static void Describe(PromotionCertificate certificate, DateTimeOffset at, TextWriter output)
    {
        output.WriteLine($"VERIFIED as of {Utc(at)}");
        Line("System", certificate.System);
        Line("Version", certificate.Version);
        Line("Version digest", certificate.VersionDigest);
        Line("Stage", certificate.Stage);
        Line("Promotion", certificate.Promotion);
        Line("Decided", Utc(certificate.DecidedAt));
        Line("Decided on", certificate.SubjectDigest);
        Line("Policy version", certificate.PolicyVersion);
        Line("Policy digest", certificate.PolicyDigest);
        if (certificate.Emergency is { } emergency) Line("Emergency", emergency == CertifiedEmergency.Ratified ? "applied before it was decided; ratified since" : "applied before it was decided, and not reviewed yet");
        foreach (var artifact in certificate.Artifacts) Line("File", $"{artifact.Digest} {artifact.Name}");
        foreach (var condition in certificate.Conditions) Line("Condition", $"{condition.Finding}, until {condition.Due:yyyy-MM-dd}{(condition.IsBlocking ? ", blocking" : "")}: {condition.Text}");
        Line("Valid from", Utc(certificate.NotBefore));
        Line("Valid until", Utc(certificate.ExpiresAt));
        Line("Issued", Utc(certificate.IssuedAt));
        Line("Issuer", certificate.Issuer);
        Line("Certificate", certificate.Id);

        void Line(string name, string value) => output.WriteLine($"  {name,-15} {Printable.Of(value)}");
    }

    private static string Utc(DateTimeOffset instant) => $"{instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";
}
