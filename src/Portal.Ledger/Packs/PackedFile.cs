using System.IO.Compression;
using System.Security.Cryptography;

namespace Portal.Ledger.Packs;

/// <summary>A file as it will stand in a pack, deflated already, with what the ZIP and the manifest say of it.</summary>
public sealed record PackedFile(PackFile File, uint Crc, long PackedSize)
{
    private static readonly byte[] Nothing = [0x03, 0x00];

    /// <summary>Packs what is written into <paramref name="target"/>, in as much memory as one buffer takes.</summary>
    public static async Task<PackedFile> Pack(string path, Stream target, Func<Stream, Task> write)
    {
        var before = target.Position;
        await using var content = new PackingStream(path, target);
        await write(content);
        await content.DisposeAsync();

        // The framework writes nothing for nothing, which is no deflated stream: an end by itself is.
        if (content.Size == 0) await target.WriteAsync(Nothing);
        return new(new PackFile(path, content.Size, content.Sha256, content.Items), content.Crc, target.Position - before);
    }

    /// <summary>What was written, measured on its way through, and given to the compressor in pieces of one size: what it makes depends on the pieces.</summary>
    private sealed class PackingStream(string path, Stream target) : Stream
    {
        private readonly byte[] _piece = new byte[1 << 16];
        private readonly DeflateStream _deflated = new(target, CompressionLevel.Optimal, leaveOpen: true);
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly ItemCount _items = new(path);
        private string? _digest;
        private int _filled;

        public long Size { get; private set; }

        public uint Crc { get; private set; }

        public long? Items => _items.Items;

        public string Sha256 => _digest ??= Convert.ToHexStringLower(_hash.GetHashAndReset());

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Size;

        public override long Position { get => Size; set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Measure(buffer);
            while (buffer.Length > 0)
            {
                var taken = Math.Min(buffer.Length, _piece.Length - _filled);
                buffer[..taken].CopyTo(_piece.AsSpan(_filled));
                _filled += taken;
                buffer = buffer[taken..];
                if (_filled == _piece.Length) Deflate();
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            Deflate();
            await _deflated.DisposeAsync();
            await base.DisposeAsync();
        }

        private void Deflate()
        {
            if (_filled > 0) _deflated.Write(_piece, 0, _filled);
            _filled = 0;
        }

        private void Measure(ReadOnlySpan<byte> bytes)
        {
            Size += bytes.Length;
            Crc = Crc32.Append(Crc, bytes);
            _hash.AppendData(bytes);
            _items.Add(bytes);
        }
    }
}
