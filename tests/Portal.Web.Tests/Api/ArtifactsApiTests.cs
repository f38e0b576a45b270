using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

/// <summary>The bytes of artifacts, in parts and out again: what a pipeline on a bad line meets, and a sender who lies.</summary>
public sealed class ArtifactsApiTests : IAsyncLifetime
{
    private const string Versions = "/api/v1/systems/AIS-0001/versions";
    private const string Artifact = $"{Versions}/v1/artifacts/model.bin";

    private readonly byte[] _bytes = new byte[400_000];

    private PortalHost _host = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        Random.Shared.NextBytes(_bytes);
        _host = await PortalHost.StartAsync();
        var owner = await _host.Person("Owner", Role.SystemOwner);
        _client = await _host.Client(owner);
        await using (var db = await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync())
        {
            db.Systems.Add(AiSystem.File("AIS-0001", new EntryContent { Name = "Credit scoring", BusinessOwner = owner.Person }, owner.Person.GetValueOrDefault(), TimeProvider.System.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        using var declared = await _client.PostAsJsonAsync(Versions, new
        {
            label = "v1",
            artefact = new { kind = "Model", name = "scorecard" },
            artifacts = new[] { new { name = "model.bin", size = _bytes.Length, sha256 = Digest.Of(_bytes).Text } },
            contributors = new[] { "owner@example.org" },
        });
        Assert.Equal(HttpStatusCode.Created, declared.StatusCode);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Parts_seal_the_version_and_head_tells_how_far_they_have_come()
    {
        var before = await Offset();
        using var first = await Part(0, 150_000);
        var between = await Offset();
        using var last = await Part(150_000, 400_000);
        var after = await Offset();

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (first.StatusCode, last.StatusCode));
        Assert.Equal(("0", "150000", "400000"), (before, between, after));
        Assert.Equal("150000", first.Headers.GetValues("Upload-Offset").Single());
        Assert.Equal("Sealed", (await last.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_line_that_breaks_and_a_restart_lose_nothing_that_came()
    {
        await BreakOffAfter(123_456);
        var restarted = await _host.RestartAsync();
        var again = restarted.Anonymous();
        again.DefaultRequestHeaders.Authorization = _client.DefaultRequestHeaders.Authorization;
        (_host, _client) = (restarted, again);

        var offset = int.Parse(await Offset());
        using var rest = await Part(offset, 400_000);

        Assert.InRange(offset, 1, 123_456);
        Assert.Equal(HttpStatusCode.OK, rest.StatusCode);
        Assert.Equal(_bytes, await _client.GetByteArrayAsync(Artifact));
    }

    [Theory]
    [InlineData("bytes 0-9/10")]
    [InlineData("bytes 0-9/500000")]
    [InlineData("bytes 0-9/*")]
    [InlineData("bytes */400000")]
    [InlineData("bytes 9-0/400000")]
    [InlineData("bytes -5-4/400000")]
    [InlineData("bytes 0-400000/400000")]
    [InlineData("bytes 0-99999999999999999999/400000")]
    [InlineData("bytes 0-8/400000")]
    [InlineData("bytes 0-10/400000")]
    [InlineData("lines 0-9/400000")]
    [InlineData("0-9/400000")]
    public async Task A_range_that_lies_or_is_none_is_400_and_names_its_header(string range)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Artifact) { Content = new ByteArrayContent(_bytes[..10]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Range", range);

        using var answer = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("Content-Range", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Single().Name);
        Assert.Equal("0", await Offset());
    }

    [Fact]
    public async Task A_part_out_of_step_is_409_and_says_which_byte_comes_next()
    {
        using var first = await Part(0, 1000);

        using var gap = await Part(2000, 3000);

        Assert.Equal(HttpStatusCode.Conflict, gap.StatusCode);
        Assert.Equal("1000", gap.Headers.GetValues("Upload-Offset").Single());
        Assert.Contains("byte 1000 comes next", await gap.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_bytes_in_parts_are_refused_with_their_digest_and_have_to_come_anew()
    {
        using var first = await Part(0, 200_000);
        _bytes[300_000] ^= 1;
        using var last = await Part(200_000, 400_000);

        Assert.Equal(HttpStatusCode.BadRequest, last.StatusCode);
        Assert.Equal("sha256", (await last.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Single().Name);
        Assert.Equal("0", await Offset());
    }

    [Theory]
    [InlineData("..%2f..%2fportal.db")]
    [InlineData("%2e%2e%2fportal.db")]
    [InlineData("portal.db")]
    [InlineData("model.bin%00")]
    [InlineData("incoming-x")]
    public async Task A_name_that_was_not_declared_is_no_way_into_the_folder(string name)
    {
        using var get = await _client.GetAsync($"{Versions}/v1/artifacts/{name}");
        using var put = await _client.PutAsync($"{Versions}/v1/artifacts/{name}", new ByteArrayContent([1]));

        Assert.All([get, put], answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest }));
    }

    [Fact]
    public async Task A_download_is_the_declared_bytes_as_a_file_and_an_entry_of_the_ledger()
    {
        await _client.PutAsync(Artifact, new ByteArrayContent(_bytes));

        using var answer = await _client.GetAsync(Artifact);

        Assert.Equal(_bytes, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(("attachment", "application/octet-stream", 400_000), (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentLength));
        Assert.Equal(["AIS-0001/v1"], await Recorded("version.artifact-downloaded"));
    }

    [Fact]
    public async Task Before_it_has_come_there_is_nothing_to_download()
    {
        using var answer = await _client.GetAsync(Artifact);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Empty(await Recorded("version.artifact-downloaded"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(399_999)]
    public async Task A_byte_that_has_changed_is_never_handed_out_as_whole(int at)
    {
        await _client.PutAsync(Artifact, new ByteArrayContent(_bytes));
        Change(at);

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetByteArrayAsync(Artifact));

        Assert.Equal(["AIS-0001/v1"], await Recorded("version.bytes-changed"));
        Assert.Single(await Recorded("finding.raised"));
    }

    [Fact]
    public async Task Where_a_part_is_missing_nothing_is_handed_out()
    {
        await _client.PutAsync(Artifact, new ByteArrayContent(_bytes));
        await File.WriteAllBytesAsync(Blob, _bytes[..1000]);

        using var answer = await _client.GetAsync(Artifact);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("no longer the ones that were declared", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private string Blob => Path.Combine(_host.Folder, "blobs", Digest.Of(_bytes).Hex[..2], Digest.Of(_bytes).Hex);

    private void Change(int at)
    {
        using var file = new FileStream(Blob, FileMode.Open, FileAccess.Write) { Position = at };
        file.WriteByte((byte)(_bytes[at] ^ 1));
    }

    private async Task<string> Offset()
    {
        using var answer = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Artifact));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(answer.Headers.GetValues("Upload-Offset").Single(), answer.Content.Headers.ContentLength.ToString());
        return answer.Headers.GetValues("Upload-Offset").Single();
    }

    private Task<HttpResponseMessage> Part(int from, int end)
    {
        var content = new ByteArrayContent(_bytes[from..end]);
        content.Headers.ContentRange = new ContentRangeHeaderValue(from, end - 1, _bytes.Length);
        return _client.PutAsync(Artifact, content);
    }

    /// <summary>Sends the artifact whole, and pulls the plug on the way.</summary>
    private async Task BreakOffAfter(int count)
    {
        using var line = new TcpClient();
        await line.ConnectAsync(_host.Address.Host, _host.Address.Port);
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT {Artifact} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {_client.DefaultRequestHeaders.Authorization}\r\nContent-Length: {_bytes.Length}\r\n\r\n"));
        await line.GetStream().WriteAsync(_bytes.AsMemory(0, count));
        for (var tries = 0; tries < 100 && await Offset() == "0"; tries++)
            await Task.Delay(50);
        line.Client.LingerState = new LingerOption(true, 0);
    }

    private async Task<IReadOnlyList<string>> Recorded(string action)
    {
        await using var db = await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        return await db.Entries.AsNoTracking().Where(entry => entry.Action == action).Select(entry => entry.Subject).ToListAsync();
    }
}
