using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Data.Backups;

/// <summary>
/// A backup's outside: eight bytes of name, whether it is sealed, then the archive. Sealed, it is chunks of AES-256-GCM under a key that
/// PBKDF2 makes of the passphrase; a chunk's nonce is its number, and the last one is marked, so that none can be moved, left out or cut off.
/// </summary>
internal static class BackupFormat
{
    public const int ChunkSize = 1024 * 1024;
    public const int TagSize = 16;

    private const int SaltSize = 16;
    private const int Iterations = 600_000;
    private static readonly byte[] Name = "PORTALB1"u8.ToArray();

    /// <summary>Null where the archive is in the clear.</summary>
    public static AesGcm? Begin(Stream target, string? passphrase)
    {
        target.Write(Name);
        target.WriteByte(passphrase is null ? (byte)0 : (byte)1);
        if (passphrase is null)
            return null;

        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        target.Write(salt);
        return KeyOf(passphrase, salt);
    }

    public static AesGcm? Open(Stream source, string? passphrase)
    {
        Span<byte> head = stackalloc byte[9];
        if (source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head[..8].SequenceEqual(Name) || head[8] > 1)
            throw new BackupException("The file is no backup of this portal.");
        if (head[8] == 0)
            return null;
        if (passphrase is null)
            throw new BackupException("The backup is sealed: name the file with its passphrase in Portal:Keys:BackupPassphraseFile.");

        var salt = new byte[SaltSize];
        source.ReadExactly(salt);
        return KeyOf(passphrase, salt);
    }

    public static byte[] NonceOf(long chunk)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce, chunk);
        return nonce;
    }

    private static AesGcm KeyOf(string passphrase, byte[] salt) =>
        new(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, Iterations, HashAlgorithmName.SHA256, 32), TagSize);
}

/// <summary>A backup that cannot be made or used, with the reason fit for a person.</summary>
public sealed class BackupException(string message) : Exception(message);
