using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Portal.Monitoring.Intake;

/// <summary>
/// A file of records, written behind one another and never changed: a mark, the length, a checksum over length and bytes, the bytes. What a
/// kill or a power cut leaves half written does not fit its checksum and is no record.
/// </summary>
internal sealed class Segment : IDisposable
{
    public const int HeadSize = 12;

    /// <summary>Where a record may begin; an end of zeros, which some file systems leave, holds none.</summary>
    private const uint Mark = 0x5453_4F50;

    private readonly SafeFileHandle _file;

    private Segment(string path, SafeFileHandle file) => (Path, _file) = (path, file);

    public string Path { get; }

    /// <summary>Bytes that are on disk.</summary>
    public long Length { get; private set; }

    public static Segment Create(string path)
    {
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        return new Segment(path, file);
    }

    /// <summary>What stands before a record's bytes. Made by the sender's own thread, so that the one that writes only writes.</summary>
    public static byte[] HeadOf(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var head = new byte[HeadSize];
        BinaryPrimitives.WriteUInt32LittleEndian(head, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), first.Length + second.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), Sum(Sum(SumOfLength(first.Length + second.Length), first), second));
        return head;
    }

    /// <summary>Writes the parts of some records behind what is there, and returns when all of it is on disk.</summary>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        RandomAccess.Write(_file, parts, Length);
        RandomAccess.FlushToDisk(_file);
        Length += parts.Sum(part => (long)part.Length);
    }

    /// <summary>Takes away what a write that failed has left behind the last whole record; whether that worked matters to nobody.</summary>
    public void CutOff()
    {
        try
        {
            RandomAccess.SetLength(_file, Length);
            RandomAccess.FlushToDisk(_file);
        }
        catch (IOException)
        {
            // Whoever reads the file stops at the first record that is not whole.
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>
    /// Where the records of a file are. Something that is none is passed over up to the next one: behind it there is one only when the disk
    /// itself was at fault.
    /// </summary>
    public static SegmentContent Read(ReadOnlySpan<byte> file)
    {
        List<Range> records = [];
        var (place, passed) = (0, 0L);
        while (place < file.Length)
        {
            if (RecordAt(file[place..]) is { } size)
            {
                records.Add((place + HeadSize)..(place + HeadSize + size));
                place += HeadSize + size;
                continue;
            }

            var next = NextAfter(file, place);
            if (next < 0)
                return new SegmentContent(records, passed, file.Length - place);
            passed += next - place;
            place = next;
        }

        return new SegmentContent(records, passed, 0);
    }

    private static int NextAfter(ReadOnlySpan<byte> file, int place)
    {
        Span<byte> mark = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(mark, Mark);
        for (var next = place + 1; next < file.Length; next++)
        {
            if (file[next..].IndexOf(mark) is not (>= 0 and var more))
                return -1;
            next += more;
            if (RecordAt(file[next..]) is not null)
                return next;
        }

        return -1;
    }

    /// <summary>The size of the record that begins here; null when none does that is whole.</summary>
    private static int? RecordAt(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeadSize || BinaryPrimitives.ReadUInt32LittleEndian(file) != Mark)
            return null;

        var size = BinaryPrimitives.ReadInt32LittleEndian(file[4..]);
        return size > 0 && size <= file.Length - HeadSize && Sum(SumOfLength(size), file.Slice(HeadSize, size)) == BinaryPrimitives.ReadUInt32LittleEndian(file[8..]) ? size : null;
    }

    private static uint SumOfLength(int length) => BitOperations.Crc32C(~0u, (uint)length);

    private static uint Sum(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (var eight in MemoryMarshal.Cast<byte, ulong>(bytes))
            sum = BitOperations.Crc32C(sum, eight);
        foreach (var one in bytes[(bytes.Length & ~7)..])
            sum = BitOperations.Crc32C(sum, one);
        return sum;
    }
}

/// <summary>What is in a segment's file.</summary>
/// <param name="Records">Where the bytes of each are.</param>
/// <param name="Passed">So many bytes between records are none.</param>
/// <param name="Torn">So many at the end are none: what was being written when the process ended.</param>
internal sealed record SegmentContent(IReadOnlyList<Range> Records, long Passed, long Torn);
