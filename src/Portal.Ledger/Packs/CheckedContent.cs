using System.Security.Cryptography;

namespace Portal.Ledger.Packs;

/// <summary>Content on its way out of a pack, measured; never more of it than the ZIP says there is, so that a small file cannot unpack without end.</summary>
internal sealed class CheckedContent(PackEntry entry, Stream content) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ItemCount _items = new(entry.Path);
    private uint _crc;
    private string? _digest;

    public long Size { get; private set; }

    public long? Items => _items.Items;

    public string Sha256 => _digest ??= Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <summary>Whether it is as long as the ZIP says, with the checksum that the ZIP says.</summary>
    public bool FitsZip => Size == entry.Size && _crc == entry.Crc;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Size; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        if ((Size += read) > entry.Size) throw new InvalidDataException("It unpacks to more than the ZIP says.");
        var bytes = buffer[..read];
        _hash.AppendData(bytes);
        _crc = Crc32.Append(_crc, bytes);
        _items.Add(bytes);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>To its end.</summary>
    public void Drain()
    {
        var buffer = new byte[1 << 16];
        while (Read(buffer) > 0)
        {
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
