using System.Buffers.Binary;
using System.Text;

namespace Portal.Ledger.Packs;

/// <summary>
/// The one form of ZIP that a pack has (PKWARE's APPNOTE, 4.3): every file deflated, dated 1 January 1980, none of the optional fields, one after the
/// other without a gap, the directory in the same order, nothing behind it. So the same files give the same bytes, and nothing
/// hides between them. Written and read by hand, since a library reads more than this.
/// </summary>
public static class PackZip
{
    internal const int LocalSize = 30;
    internal const int CentralSize = 46;
    internal const int EndSize = 22;
    internal const uint LocalMark = 0x04034b50;
    internal const uint CentralMark = 0x02014b50;
    internal const uint EndMark = 0x06054b50;

    private const ushort Version = 20;
    private const ushort Deflated = 8;
    private const ushort FirstDay = 0x21;

    /// <summary>A ZIP without its extension for large files says every place in 32 bits.</summary>
    public const long Largest = uint.MaxValue - 1;

    /// <summary>In the order of <paramref name="files"/>; <paramref name="open"/> gives the deflated bytes of one.</summary>
    /// <exception cref="PackTooLargeException">The whole would be larger than <see cref="Largest"/>.</exception>
    public static async Task Write(Stream target, IReadOnlyList<PackedFile> files, Func<PackedFile, Stream> open, CancellationToken ct)
    {
        if (files.Count >= ushort.MaxValue || files.Any(file => file.File.Size > Largest) || files.Sum(file => file.PackedSize + LocalSize + CentralSize + 2L * file.File.Path.Length) + EndSize > Largest)
            throw new PackTooLargeException();

        var (at, places) = (0L, new List<long>(files.Count));
        foreach (var file in files)
        {
            places.Add(at);
            await target.WriteAsync(Local(file), ct);
            await using var packed = open(file);
            await packed.CopyToAsync(target, ct);
            at += LocalSize + file.File.Path.Length + file.PackedSize;
        }

        var start = at;
        for (var i = 0; i < files.Count; i++)
        {
            await target.WriteAsync(Central(files[i], places[i]), ct);
            at += CentralSize + files[i].File.Path.Length;
        }

        await target.WriteAsync(End(files.Count, at - start, start), ct);
    }

    internal static byte[] Local(PackedFile file)
    {
        var header = new byte[LocalSize + file.File.Path.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(header, LocalMark);
        Common(header.AsSpan(4), file);
        Encoding.ASCII.GetBytes(file.File.Path, header.AsSpan(LocalSize));
        return header;
    }

    internal static byte[] Central(PackedFile file, long place)
    {
        var header = new byte[CentralSize + file.File.Path.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(header, CentralMark);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), Version);
        Common(header.AsSpan(6), file);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), (uint)place);
        Encoding.ASCII.GetBytes(file.File.Path, header.AsSpan(CentralSize));
        return header;
    }

    internal static byte[] End(int files, long size, long start)
    {
        var end = new byte[EndSize];
        BinaryPrimitives.WriteUInt32LittleEndian(end, EndMark);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)files);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)files);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)size);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), (uint)start);
        return end;
    }

    /// <summary>What the two headers of a file have in common: version, flags, method, time, date, checksum, sizes, length of the name.</summary>
    private static void Common(Span<byte> header, PackedFile file)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(header, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], Deflated);
        BinaryPrimitives.WriteUInt16LittleEndian(header[8..], FirstDay);
        BinaryPrimitives.WriteUInt32LittleEndian(header[10..], file.Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(header[14..], (uint)file.PackedSize);
        BinaryPrimitives.WriteUInt32LittleEndian(header[18..], (uint)file.File.Size);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)file.File.Path.Length);
    }
}

/// <summary>More than a pack can hold: a smaller scope is.</summary>
public sealed class PackTooLargeException() : Exception("A pack holds 4 GiB at most: choose a department or a system.");
