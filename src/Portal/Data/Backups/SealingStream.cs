using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Portal.Data.Backups;

/// <summary>Seals what is written to it, chunk by chunk; the last chunk when it is disposed.</summary>
internal sealed class SealingStream(Stream target, AesGcm key) : Stream
{
    private readonly byte[] _chunk = new byte[BackupFormat.ChunkSize];
    private readonly byte[] _sealed = new byte[BackupFormat.ChunkSize + BackupFormat.TagSize];
    private int _filled;
    private long _number;
    private bool _ended;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (_filled == _chunk.Length)
                Seal(isLast: false);
            var taken = Math.Min(buffer.Length, _chunk.Length - _filled);
            buffer[..taken].CopyTo(_chunk.AsSpan(_filled));
            _filled += taken;
            buffer = buffer[taken..];
        }
    }

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Opens a sealed archive whole into another stream; nothing is kept of one that was changed.</summary>
    public static void Open(Stream source, AesGcm key, Stream target)
    {
        Span<byte> head = stackalloc byte[5];
        var box = new byte[BackupFormat.ChunkSize + BackupFormat.TagSize];
        var plain = new byte[BackupFormat.ChunkSize];
        try
        {
            for (var number = 0L; ; number++)
            {
                source.ReadExactly(head);
                var size = BinaryPrimitives.ReadInt32BigEndian(head);
                if (size is < 0 or > BackupFormat.ChunkSize)
                    throw new BackupException("The backup was changed or damaged.");

                source.ReadExactly(box, 0, size + BackupFormat.TagSize);
                key.Decrypt(BackupFormat.NonceOf(number), box.AsSpan(0, size), box.AsSpan(size, BackupFormat.TagSize), plain.AsSpan(0, size), head[4..]);
                target.Write(plain, 0, size);
                if (head[4] == 1)
                    return;
            }
        }
        catch (EndOfStreamException)
        {
            throw new BackupException("The backup is cut off.");
        }
        catch (CryptographicException)
        {
            throw new BackupException("The passphrase is not that of this backup, or the backup was changed.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ended)
        {
            _ended = true;
            Seal(isLast: true);
        }

        base.Dispose(disposing);
    }

    private void Seal(bool isLast)
    {
        Span<byte> head = stackalloc byte[5];
        BinaryPrimitives.WriteInt32BigEndian(head, _filled);
        head[4] = isLast ? (byte)1 : (byte)0;
        key.Encrypt(BackupFormat.NonceOf(_number++), _chunk.AsSpan(0, _filled), _sealed.AsSpan(0, _filled), _sealed.AsSpan(_filled, BackupFormat.TagSize), head[4..]);
        target.Write(head);
        target.Write(_sealed, 0, _filled + BackupFormat.TagSize);
        _filled = 0;
    }
}
