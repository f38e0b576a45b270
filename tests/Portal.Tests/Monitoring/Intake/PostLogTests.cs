using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Monitoring;
using Portal.Monitoring.Intake;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Intake;

public sealed class PostLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-log-").FullName;

    [Fact]
    public async Task Posts_of_many_senders_at_once_are_all_there_at_the_next_start_each_with_its_body()
    {
        var posts = Enumerable.Range(0, 200).Select(Post).ToList();
        var (log, _) = Open();
        await Task.WhenAll(posts.Select(post => Task.Run(() => log.Append(post, BodyOf(post)))));
        await log.DisposeAsync();

        var (again, left) = Open();

        Assert.Equal(posts.Select(post => post.Id).Order(), left.Select(one => one.Post.Id).Order());
        Assert.All(left, one => Assert.Equal(BodyOf(one.Post).ToArray(), PostLog.BodyOf(one)));
        Assert.All(left, one => Assert.Equal(Text(posts.Single(post => post.Id == one.Post.Id)), Text(one.Post)));
        await again.DisposeAsync();
    }

    [Fact]
    public async Task Ended_at_any_byte_the_next_start_finds_every_post_that_was_whole_and_takes_more()
    {
        var posts = Enumerable.Range(0, 4).Select(Post).ToList();
        var (log, _) = Open();
        var ends = new List<long>();
        foreach (var post in posts)
        {
            var logged = await log.Append(post, BodyOf(post));
            ends.Add(logged.Body.Start + logged.Body.Length);
        }

        await log.DisposeAsync();
        var file = await File.ReadAllBytesAsync(Segments.Single());

        for (var cut = 0; cut <= file.Length; cut += 3)
        {
            Clear();
            await File.WriteAllBytesAsync(Path.Combine(_folder, "00000001.posts"), file[..cut]);
            var (again, left) = Open();
            await again.Append(Post(99), BodyOf(Post(99)));
            await again.DisposeAsync();
            var (third, both) = Open();
            await third.DisposeAsync();

            Assert.Equal(posts.Take(ends.Count(end => end <= cut)).Select(post => post.Id), left.Select(one => one.Post.Id));
            Assert.Equal([.. left.Select(one => one.Post.Key), "key-99"], both.Select(one => one.Post.Key));
        }
    }

    [Fact]
    public async Task What_is_counted_goes_and_what_waits_stays()
    {
        var (log, _) = Open();
        var counted = await log.Append(Post(1), BodyOf(Post(1)));
        var waits = await log.Append(Post(2), BodyOf(Post(2)));

        log.Forget([counted]);
        log.ForgetAll();
        var before = Segments.Count();
        log.Forget([waits]);
        log.ForgetAll();

        Assert.Equal(1, before);
        Assert.Empty(Segments);
        var third = await log.Append(Post(3), BodyOf(Post(3)));
        Assert.Equal([third.Segment], Segments);
        await log.DisposeAsync();
    }

    [Fact]
    public async Task While_a_backup_holds_the_segments_none_of_them_goes()
    {
        var (log, _) = Open();
        var counted = await log.Append(Post(1), BodyOf(Post(1)));

        using (SegmentFolder.Hold(_folder))
        {
            log.Forget([counted]);
            Assert.Equal(Post(1).ReceivedAt, log.ForgetAll());
        }

        Assert.Equal(DateTimeOffset.MaxValue, log.ForgetAll());
        Assert.Empty(Segments);
        await log.DisposeAsync();
    }

    [Fact]
    public async Task A_second_portal_on_the_same_log_does_not_start()
    {
        var (log, _) = Open();

        Assert.Throws<IOException>(() => Open());
        await log.DisposeAsync();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IEnumerable<string> Segments => new SegmentFolder(_folder).Segments;

    private (PostLog Log, IReadOnlyList<LoggedPost> Left) Open() => PostLog.Open(_folder, NullLogger.Instance);

    private void Clear()
    {
        foreach (var segment in Segments)
            File.Delete(segment);
    }

    private static TelemetryBatch Post(int number) => TelemetryBatch.Of(
        new SystemId(Guid.CreateVersion7(House.Noon)), TelemetryKind.Reviews, $"key-{number}", Digest.Of(BodyOf(number)), number + 1, [new VersionId(Guid.CreateVersion7(House.Noon))], number, [], House.Noon.AddSeconds(number));

    private static ReadOnlyMemory<byte> BodyOf(TelemetryBatch post) => BodyOf(post.Prices);

    private static byte[] BodyOf(int number) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"row of {number}\n", (number % 10) + 1)));

    private static string Text(TelemetryBatch post) => $"{post.Id} {post.System} {post.Kind} {post.Key} {post.Body} {post.ReceivedAt:O} {post.Rows} {post.Prices} {string.Join(' ', post.Versions)}";
}
