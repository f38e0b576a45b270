using System.Security.Cryptography;
using Portal.Data;
using Portal.Ledger.Certificates;

namespace Portal.Promotions;

/// <summary>
/// The key that signs certificates, and how it is published for whoever checks one. The public half of every key that ever signed is
/// kept beside it: after another key was put in its place, what the old one signed can still be checked.
/// </summary>
public sealed class CertificateKeys : IDisposable
{
    private readonly SigningKey _key;
    private readonly Lazy<(Jwks Published, CertificateSigner Signer)> _kept;

    public CertificateKeys(string path)
    {
        _key = new SigningKey(path);

        // Nothing is signed before its public half is kept.
        _kept = new(() => (Keep(Path.ChangeExtension(path, ".public.json"), _key.Key), new CertificateSigner(_key.Key)));
    }

    public CertificateSigner Signer => _kept.Value.Signer;

    /// <summary>The key that signs, and after it those that did before.</summary>
    public Jwks Published => _kept.Value.Published;

    public string PublicPem => _key.PublicPem;

    public void Dispose() => _key.Dispose();

    private static Jwks Keep(string file, ECDsa key)
    {
        var known = File.Exists(file) ? Read(file) : Jwks.Empty;
        var all = known.With(key);
        if (known.Keys.FirstOrDefault()?.KeyId != all.Keys[0].KeyId)
            KeyFile.Replace(file, all.ToBytes());
        return all;
    }

    private static Jwks Read(string file)
    {
        try
        {
            return Jwks.Parse(File.ReadAllBytes(file));
        }
        catch (FormatException notKeys)
        {
            throw new InvalidOperationException($"{file} is not the key set that the portal wrote: {notKeys.Message}", notKeys);
        }
    }
}
