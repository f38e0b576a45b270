using Portal.Monitoring.Intake;

namespace Portal.Tests.Monitoring.Intake;

public sealed class SegmentTests
{
    private static readonly byte[][] Records = [.. Enumerable.Range(1, 12).Select(n => Enumerable.Range(0, n * 7).Select(i => (byte)(i * n)).ToArray())];

    [Fact]
    public void What_was_appended_is_read_again_in_order()
    {
        var file = Written(Records);

        var content = Segment.Read(file);

        Assert.Equal(Records, Of(file, content));
        Assert.Equal((0, 0), (content.Passed, content.Torn));
    }

    [Fact]
    public void Cut_off_at_any_byte_every_record_before_is_whole_and_the_torn_one_is_none()
    {
        var file = Written(Records);

        for (var cut = 0; cut <= file.Length; cut++)
        {
            var content = Segment.Read(file.AsSpan(0, cut));

            Assert.Equal(Records.Take(WholeIn(cut)), Of(file, content));
            Assert.Equal(cut - EndOf(WholeIn(cut)), content.Torn);
        }
    }

    [Fact]
    public void An_end_of_zeros_holds_no_record()
    {
        byte[] file = [.. Written(Records), .. new byte[4096]];

        var content = Segment.Read(file);

        Assert.Equal(Records, Of(file, content));
        Assert.Equal(4096, content.Torn);
    }

    [Fact]
    public void Whichever_bit_flips_the_record_that_holds_it_is_none_and_all_the_others_are_read()
    {
        var file = Written(Records);

        for (var bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            var content = Segment.Read(file);
            var hit = WholeIn(bit / 8);

            Assert.Equal(Records.Where((_, index) => index != hit), Of(file, content));
            Assert.Equal(Segment.HeadSize + Records[hit].Length, content.Passed + content.Torn);
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void The_checksum_is_the_same_however_the_record_came_in_parts()
    {
        var bytes = Records[^1];

        for (var cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(Segment.HeadOf(bytes, []), Segment.HeadOf(bytes.AsSpan(0, cut), bytes.AsSpan(cut)));
    }

    private static byte[] Written(IEnumerable<byte[]> records)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("portal-segment-").FullName, "1.posts");
        try
        {
            using (var segment = Segment.Create(path))
                segment.Append([.. records.SelectMany(record => new ReadOnlyMemory<byte>[] { Segment.HeadOf(record, []), record })]);
            return File.ReadAllBytes(path);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path) ?? path, recursive: true);
        }
    }

    private static IEnumerable<byte[]> Of(byte[] file, SegmentContent content) => content.Records.Select(range => file[range]);

    private static int EndOf(int records) => Records.Take(records).Sum(record => Segment.HeadSize + record.Length);

    /// <summary>How many records are whole before this byte.</summary>
    private static int WholeIn(int bytes) => Enumerable.Range(1, Records.Length).Count(records => EndOf(records) <= bytes);
}
