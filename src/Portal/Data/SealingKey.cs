using System.Security.Cryptography;
using System.Text;

namespace Portal.Data;

/// <summary>
/// Seals what the database holds but must not tell: AES-256-GCM under a key of 32 random bytes that is not in the database, in a
/// file of mode 0600 that is made when it is first needed.
/// </summary>
public sealed class SealingKey
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly Lazy<byte[]> _key;

    public SealingKey(string path) => _key = new(() => ReadOrMake(path));

    /// <summary>What is sealed for one thing does not open for another: <paramref name="purpose"/> names the thing, as its table and id.</summary>
    public byte[] Seal(byte[] plain, string purpose)
    {
        var box = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(_key.Value, TagSize);
        aes.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), Encoding.UTF8.GetBytes(purpose));
        return box;
    }

    public byte[] Unseal(byte[] box, string purpose)
    {
        if (box.Length < NonceSize + TagSize)
            throw new CryptographicException("This was not sealed here.");

        var plain = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(_key.Value, TagSize);
        aes.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), plain, Encoding.UTF8.GetBytes(purpose));
        return plain;
    }

    private static byte[] ReadOrMake(string path)
    {
        if (!File.Exists(path))
            KeyFile.Write(path, RandomNumberGenerator.GetBytes(32));
        return File.ReadAllBytes(path);
    }
}
