using Portal.Data;
using Portal.Ledger.Certificates;

namespace Portal.Promotions;

/// <summary>The key that signs certificates, and how it is published for whoever checks one.</summary>
public sealed class CertificateKeys(string path) : IDisposable
{
    private readonly SigningKey _key = new(path);

    public CertificateSigner Signer => new(_key.Key);

    public Jwks Published => Jwks.Empty.With(_key.Key);

    public string PublicPem => _key.PublicPem;

    public void Dispose() => _key.Dispose();
}
