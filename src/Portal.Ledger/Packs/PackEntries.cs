using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Portal.Ledger.Packs;

/// <summary>A file as the ZIP's own directory tells of it; nobody vouches for it yet.</summary>
internal sealed record PackEntry(string Path, uint Crc, long PackedSize, long Size, long Content)
{
    /// <summary>The content, unpacked while it is read.</summary>
    public Stream Open(Stream zip)
    {
        zip.Position = Content;
        return new DeflateStream(new Window(zip, PackedSize), CompressionMode.Decompress);
    }

    /// <summary>Of the file only these bytes.</summary>
    private sealed class Window(Stream zip, long left) : Stream
    {
        private long _left = left;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = zip.Read(buffer, offset, (int)Math.Min(count, _left));
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

/// <summary>Reads the directory of a ZIP and holds every byte that is not content against the one form that a pack has.</summary>
internal static class PackEntries
{
    private const int LargestDirectory = 16 << 20;

    /// <summary>Null and why, when the bytes are no ZIP in that form.</summary>
    public static IReadOnlyList<PackEntry>? Read(Stream zip, out string fault)
    {
        fault = "The ZIP is cut off, or something stands behind its end.";
        if (zip.Length < PackZip.EndSize) return null;
        var end = Bytes(zip, zip.Length - PackZip.EndSize, PackZip.EndSize);
        var (count, size, start) = (BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(10)), (long)U32(end, 12), (long)U32(end, 16));
        if (U32(end, 0) != PackZip.EndMark || start + size + PackZip.EndSize != zip.Length) return null;

        fault = "The ZIP's directory is not in the form that a pack has.";
        if (size > LargestDirectory || !end.AsSpan().SequenceEqual(PackZip.End(count, size, start)) || Directory(Bytes(zip, start, (int)size), count) is not { } entries) return null;

        var at = 0L;
        foreach (var (entry, place) in entries)
        {
            fault = $"Before {entry.Path} there are bytes in the ZIP that belong to no file.";
            if (place != at) return null;
            fault = $"The ZIP says of {entry.Path} one thing in its directory and another beside the file.";
            var local = PackZip.Local(AsPacked(entry));
            if (at + local.Length + entry.PackedSize > start || !Bytes(zip, at, local.Length).AsSpan().SequenceEqual(local)) return null;
            at += local.Length + entry.PackedSize;
        }

        fault = "Before the ZIP's directory there are bytes that belong to no file.";
        return at == start ? [.. entries.Select(entry => entry.Entry)] : null;
    }

    private static List<(PackEntry Entry, long Place)>? Directory(byte[] directory, int count)
    {
        var entries = new List<(PackEntry, long)>(count);
        for (var at = 0; at < directory.Length;)
        {
            if (at + PackZip.CentralSize > directory.Length) return null;
            var header = directory.AsSpan(at);
            int name = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
            if (at + PackZip.CentralSize + name > directory.Length) return null;

            var place = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);
            var entry = new PackEntry(
                Encoding.ASCII.GetString(header.Slice(PackZip.CentralSize, name)), BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
                BinaryPrimitives.ReadUInt32LittleEndian(header[20..]), BinaryPrimitives.ReadUInt32LittleEndian(header[24..]), place + PackZip.LocalSize + name);
            if (!header[..(PackZip.CentralSize + name)].SequenceEqual(PackZip.Central(AsPacked(entry), place))) return null;
            entries.Add((entry, place));
            at += PackZip.CentralSize + name;
        }

        return entries.Count == count ? entries : null;
    }

    private static PackedFile AsPacked(PackEntry entry) => new(new PackFile(entry.Path, entry.Size, "", null), entry.Crc, entry.PackedSize);

    private static byte[] Bytes(Stream zip, long at, int count)
    {
        var bytes = new byte[count];
        zip.Position = at;
        zip.ReadExactly(bytes);
        return bytes;
    }

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
