using System.Security.Cryptography;
using System.Text;

namespace Portal.Data;

/// <summary>
/// A key on P-256 that signs, made when it is first needed, in a file that only the portal's user may read, never in the database.
/// Whoever checks what it signed needs its public half alone.
/// </summary>
public sealed class SigningKey : IDisposable
{
    private readonly Lazy<ECDsa> _key;

    public SigningKey(string path) => _key = new(() => ReadOrMake(path));

    public ECDsa Key => _key.Value;

    public string PublicPem => _key.Value.ExportSubjectPublicKeyInfoPem() + "\n";

    public void Dispose()
    {
        if (_key.IsValueCreated)
            _key.Value.Dispose();
    }

    internal static ECDsa ReadOrMake(string path)
    {
        if (!File.Exists(path))
            KeyFile.Write(path, Make());
        return Read(path);
    }

    internal static byte[] Make()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Encoding.ASCII.GetBytes(made.ExportPkcs8PrivateKeyPem() + "\n");
    }

    internal static ECDsa Read(string path)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }
}
