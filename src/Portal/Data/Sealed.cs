using System.Security.Cryptography;
using System.Text;

namespace Portal.Data;

/// <summary>AES-256-GCM in one box: nonce, what was sealed, tag. What is sealed for one purpose does not open for another.</summary>
internal static class Sealed
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] Seal(byte[] key, byte[] plain, string purpose)
    {
        var box = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), Encoding.UTF8.GetBytes(purpose));
        return box;
    }

    public static byte[] Open(byte[] key, byte[] box, string purpose)
    {
        if (box.Length < NonceSize + TagSize)
            throw new CryptographicException("This was not sealed here.");

        var plain = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), plain, Encoding.UTF8.GetBytes(purpose));
        return plain;
    }
}
