using System.Security.Cryptography;

namespace Portal.Data;

/// <summary>
/// Seals what the database holds but must not tell: AES-256-GCM under a key of 32 random bytes that is not in the database, in a
/// file of mode 0600 that is made when it is first needed.
/// </summary>
public sealed class SealingKey
{
    private readonly Lazy<byte[]> _key;

    public SealingKey(string path) => _key = new(() => ReadOrMake(path));

    /// <summary>What is sealed for one thing does not open for another: <paramref name="purpose"/> names the thing, as its table and id.</summary>
    public byte[] Seal(byte[] plain, string purpose) => Sealed.Seal(_key.Value, plain, purpose);

    public byte[] Unseal(byte[] box, string purpose) => Sealed.Open(_key.Value, box, purpose);

    private static byte[] ReadOrMake(string path)
    {
        if (!File.Exists(path))
            KeyFile.Write(path, RandomNumberGenerator.GetBytes(32));
        return File.ReadAllBytes(path);
    }
}
