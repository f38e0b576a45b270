using System.Security.Cryptography;

namespace Portal.Ledger.Exports;

/// <summary>A public key of a ledger as a file has it.</summary>
public static class LedgerKey
{
    /// <summary>The SubjectPublicKeyInfo of a P-256 key in PEM; null when the text is none, or none in the one form it has.</summary>
    public static byte[]? TryRead(string pem)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            var isP256 = key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == "1.2.840.10045.3.1.7";
            return isP256 && key.ExportSubjectPublicKeyInfoPem() == pem.Trim() ? key.ExportSubjectPublicKeyInfo() : null;
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            return null;
        }
    }
}
