using System.Security.Cryptography;
using System.Text;
using Portal.Data;
using Portal.Ledger.Certificates;

namespace Portal.Promotions;

/// <summary>
/// The key that signs certificates: P-256, made at first start, in a file that only the portal's user may read, never in the
/// database. Whoever checks a certificate needs its public half alone.
/// </summary>
public sealed class CertificateKeys : IDisposable
{
    private readonly Lazy<ECDsa> _key;

    public CertificateKeys(string path) => _key = new(() => ReadOrMake(path));

    public CertificateSigner Signer => new(_key.Value);

    public Jwks Published => Jwks.Empty.With(_key.Value);

    public string PublicPem => _key.Value.ExportSubjectPublicKeyInfoPem() + "\n";

    public void Dispose()
    {
        if (_key.IsValueCreated)
            _key.Value.Dispose();
    }

    private static ECDsa ReadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            KeyFile.Write(path, Encoding.ASCII.GetBytes(made.ExportPkcs8PrivateKeyPem() + "\n"));
        }

        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }
}
