using System.Text;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tests.Data;

/// <summary>Bytes that come in parts, over lines that break, from senders that lie.</summary>
public sealed class IncomingBlobsTests : IDisposable
{
    private static readonly byte[] Whole = Encoding.UTF8.GetBytes("0123456789");
    private static readonly Digest Right = Digest.Of(Whole);

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-incoming-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Parts_make_the_whole()
    {
        var first = await Send(Portal(), 0, 4);
        var second = await Send(Portal(), 4, 7);
        var last = await Send(Portal(), 7, 10);

        Assert.Equal([new Arrival.Part(4), new Arrival.Part(7), new Arrival.Complete(new Stored(Right, 10))], new[] { first, second, last });
        Assert.Equal(Whole, await new BlobStore(_folder).ReadAsync(Right, default));
        Assert.Single(Files());
    }

    [Fact]
    public async Task What_came_before_the_line_broke_is_there_after_a_restart()
    {
        await Assert.ThrowsAsync<IOException>(() => Portal().ReceiveAsync("a", ByteRange.Whole(10), new Breaking(Whole[..6]), IsRight, default));

        var again = Portal();
        var offset = again.OffsetOf("a", 10);
        var rest = await Send(again, 6, 10);

        Assert.Equal(6, offset);
        Assert.IsType<Arrival.Complete>(rest);
        Assert.True(new BlobStore(_folder).Has(Right));
    }

    [Fact]
    public async Task A_sender_that_gives_up_has_sent_what_came()
    {
        using var stop = new CancellationTokenSource();
        var sending = Portal().ReceiveAsync("a", ByteRange.Whole(10), new Endless(Whole[..3]), IsRight, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(3, Portal().OffsetOf("a", 10));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(3)]
    [InlineData(9)]
    public async Task A_part_out_of_step_is_told_where_to_go_on_and_changes_nothing(int from)
    {
        await Send(Portal(), 0, 4);

        var arrival = await Send(Portal(), from, 10);

        Assert.Equal(new Arrival.OutOfStep(4), arrival);
        Assert.Equal("0123", await File.ReadAllTextAsync(Files().Single()));
    }

    [Fact]
    public async Task Whoever_begins_anew_begins_at_nothing()
    {
        await Send(Portal(), 0, 8);

        await Send(Portal(), 0, 2);

        Assert.Equal(2, Portal().OffsetOf("a", 10));
    }

    [Fact]
    public async Task Other_bytes_are_dropped_whole()
    {
        await Send(Portal(), 0, 4);

        var arrival = await Portal().ReceiveAsync("a", new ByteRange(4, 10, 10), new MemoryStream("?56789"u8.ToArray()), IsRight, default);

        Assert.NotEqual(Right, Assert.IsType<Arrival.Complete>(arrival).Stored.Digest);
        Assert.Empty(Files());
        Assert.Equal(0, Portal().OffsetOf("a", 10));
    }

    [Theory]
    [InlineData("45", false, 2)]
    [InlineData("", false, 0)]
    [InlineData("4567", true, 4)]
    public async Task A_part_that_is_longer_or_shorter_than_it_says_is_not_kept(string sent, bool tooMany, long came)
    {
        await Send(Portal(), 0, 4);

        var arrival = await Portal().ReceiveAsync("a", new ByteRange(4, 7, 10), new MemoryStream(Encoding.UTF8.GetBytes(sent)), IsRight, default);

        Assert.Equal(new Arrival.Misstated(tooMany, came), arrival);
        Assert.Equal("0123", await File.ReadAllTextAsync(Files().Single()));
    }

    [Fact]
    public async Task Of_two_who_send_the_same_at_once_the_second_waits_for_another_time()
    {
        var portal = Portal();
        using var stop = new CancellationTokenSource();
        var sending = portal.ReceiveAsync("a", ByteRange.Whole(10), new Endless(Whole[..3]), IsRight, stop.Token);

        var here = await Send(portal, 3, 10);
        var onAnotherNode = await Send(Portal(), 3, 10);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        var later = await Send(portal, 3, 10);

        Assert.Equal([new Arrival.Taken(), new Arrival.Taken()], new[] { here, onAnotherNode });
        Assert.IsType<Arrival.Complete>(later);
    }

    [Fact]
    public async Task The_last_byte_is_asked_for_again_when_a_kill_came_before_the_store()
    {
        Directory.CreateDirectory(_folder);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "incoming-a"), Whole);

        var offset = Portal().OffsetOf("a", 10);
        var last = await Send(Portal(), 9, 10);

        Assert.Equal(9, offset);
        Assert.Equal(new Arrival.Complete(new Stored(Right, 10)), last);
    }

    [Fact]
    public async Task What_nobody_goes_on_with_is_forgotten()
    {
        await Send(Portal(), 0, 4);
        await Send(Portal(), 0, 4, "b");
        var now = TimeProvider.System.GetUtcNow();
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "incoming-a"), now.UtcDateTime.AddDays(-7).AddSeconds(-1));

        Portal().Forget(now.AddDays(-7));

        Assert.Equal("incoming-b", Path.GetFileName(Files().Single()));
    }

    private static bool IsRight(Stored stored) => stored.Digest == Right;

    private static Task<Arrival> Send(IncomingBlobs portal, int from, int end, string name = "a") =>
        portal.ReceiveAsync(name, new ByteRange(from, end, 10), new MemoryStream(Whole[from..end]), IsRight, default);

    private IncomingBlobs Portal() => new(_folder, new BlobStore(_folder));

    private string[] Files() => Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);

    /// <summary>Gives some bytes, and then the line is dead.</summary>
    private sealed class Breaking(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The client went away.");
    }

    /// <summary>Gives some bytes, and then nothing for ever.</summary>
    private sealed class Endless(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return read;
        }
    }
}
