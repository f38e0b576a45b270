using System.Security.Cryptography;
using Portal.Data;
using Portal.Evaluation;
using Portal.Shared;

namespace Portal.Tests.Evaluation;

public sealed class SealedRowsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private BlobStore Blobs => new(Path.Combine(_folder, "blobs"));

    private SealedRows Rows => new(Blobs, new SealingKey(Path.Combine(_folder, "ring.key")));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50_000)]
    public async Task What_was_sealed_is_read_row_by_row_in_its_order(int count)
    {
        var digest = await Put(count);

        var read = await Rows.Read(digest, "a", GroupsJson.Default.GroupRow, default).Select(row => (row.Id, row.Groups["sex"])).ToListAsync();

        Assert.Equal(Enumerable.Range(0, count).Select(index => ($"r{index}", "zz-secret")), read);
    }

    [Fact]
    public async Task What_is_sealed_for_one_thing_does_not_open_for_another()
    {
        var digest = await Put(10);

        Assert.DoesNotContain("zz-secret", System.Text.Encoding.UTF8.GetString(await Blobs.ReadAsync(digest, default)));
        await Assert.ThrowsAnyAsync<CryptographicException>(async () => await Rows.Read(digest, "b", GroupsJson.Default.GroupRow, default).CountAsync());
    }

    [Fact]
    public async Task A_piece_that_is_left_out_or_moved_is_seen()
    {
        var whole = await Blobs.ReadAsync(await Put(50_000), default);
        var first = sizeof(int) + BitConverter.ToInt32(whole);
        byte[][] others = [whole[..first], whole[first..], [.. whole[first..], .. whole[..first]], [.. whole[..first], .. whole[..first]], whole[..(first + 100)]];

        foreach (var other in others)
        {
            var digest = await Blobs.PutAsync(other, default);
            await Assert.ThrowsAnyAsync<Exception>(async () => await Rows.Read(digest, "a", GroupsJson.Default.GroupRow, default).CountAsync());
        }
    }

    private Task<Digest> Put(int count) =>
        Rows.Put("a", Enumerable.Range(0, count).Select(index => new GroupRow($"r{index}", new Dictionary<string, string> { ["sex"] = "zz-secret" })), GroupsJson.Default.GroupRow, default);
}
