using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Portal.EndToEnd.Support;
using Xunit.Abstractions;

namespace Portal.EndToEnd;

[Trait("Category", "Fault")]
public sealed class HostileInputTests(DemoPortal demo, ITestOutputHelper output) : IClassFixture<DemoPortal>
{
    private const long MostMemory = 300L * 1024 * 1024;
    private const string Systems = "/api/v1/systems";
    private const string Telemetry = "/api/v1/telemetry/predictions?system=AIS-0001";
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LiveWithin = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Hostile_requests_get_a_clear_no_while_the_portal_stays_alive()
    {
        using var client = demo.Portal.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PortalProcess.DemoToken);
        var before = demo.Portal.Memory;
        using var stop = new CancellationTokenSource();
        var watch = Watch(stop.Token);

        foreach (var (name, request) in Hostile())
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(request);
            var took = Stopwatch.GetElapsedTime(began);
            output.WriteLine($"{name}: {(int)answer.StatusCode} in {took.TotalMilliseconds:0} ms");

            Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{name} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");

            // What the server itself cannot take for a request has no body at all.
            Assert.True(answer.Content.Headers is { ContentLength: 0 } or { ContentType.MediaType: "application/problem+json" }, $"{name} was answered with {answer.Content.Headers.ContentType}.");
            Assert.True(took < AnswerWithin, $"{name} took {took}.");
            request.Dispose();
        }

        await stop.CancelAsync();
        var (slowest, most) = await watch;
        output.WriteLine($"/health/live took {slowest.TotalMilliseconds:0} ms at most; memory rose by {(most - before) / 1024 / 1024} MB at most.");
        Assert.True(slowest < LiveWithin, $"/health/live took {slowest}.");
        Assert.True(most - before < MostMemory, $"Memory rose by {(most - before) / 1024 / 1024} MB.");
    }

    [Theory]
    [InlineData("POST /api/v1/systems HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "the headers never end")]
    [InlineData("POST /account/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n", "the body never ends")]
    public async Task Whoever_sends_a_byte_now_and_then_is_cut_off(string head, string what)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(demo.Portal.Address.Host, demo.Portal.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        var began = Stopwatch.GetTimestamp();

        var over = Drain(stream);
        while (!over.IsCompleted && Stopwatch.GetElapsedTime(began) < 2 * AnswerWithin)
        {
            await Task.WhenAny(over, Task.Delay(TimeSpan.FromMilliseconds(500)));
            if (!over.IsCompleted)
                await Trickle(stream);
        }

        var took = Stopwatch.GetElapsedTime(began);
        Assert.True(over.IsCompleted && took < AnswerWithin + LiveWithin, $"The connection in which {what} was still open after {took}.");
    }

    private static IEnumerable<(string Name, HttpRequestMessage Request)> Hostile()
    {
        yield return ("JSON of 100,000 levels", Json(Systems, new string('[', 100_000)));
        yield return ("JSON of 65 levels", Json(Systems, $"{{\"name\":{new string('[', 65)}{new string(']', 65)}}}"));
        yield return ("no JSON", Json(Systems, "name=x"));
        yield return ("an empty body", Json(Systems, ""));
        yield return ("null", Json(Systems, "null"));
        yield return ("a list for an object", Json(Systems, "[]"));
        yield return ("half a surrogate pair", Json(Systems, "{\"name\":\"\\ud800\"}"));
        yield return ("a zero character", Json(Systems, "{\"name\":\"a\\u0000b\"}"));
        yield return ("bytes that are no UTF-8", Bytes(Systems, "application/json", [.. "{\"name\":\""u8, 0xff, 0xfe, .. "\"}"u8]));
        yield return ("a member twice", Json(Systems, "{\"name\":\"a\",\"name\":\"b\"}"));
        yield return ("a number beyond every type", Json($"{Systems}/AIS-0001/versions", "{\"label\":\"x\",\"artifacts\":[{\"name\":\"a\",\"size\":1e999,\"sha256\":\"\"}]}"));
        yield return ("null in a list", Json($"{Systems}/AIS-0001/versions", "{\"label\":\"x\",\"artifacts\":[null],\"contributors\":[null]}"));
        yield return ("text for JSON", Bytes(Systems, "text/plain", "{}"u8.ToArray()));
        yield return ("a body of 20 MB", Bytes(Systems, "application/json", new byte[20 * 1024 * 1024]));
        yield return ("a method that the route does not have", new(HttpMethod.Delete, Systems));
        yield return ("a name of a million letters", Json(Systems, $"{{\"name\":\"{new string('x', 1_000_000)}\"}}"));
        yield return ("a page number beyond every type", new(HttpMethod.Get, $"{Systems}?page=99999999999999999999"));
        yield return ("minus one row", new(HttpMethod.Get, $"{Systems}?size=-1"));
        yield return ("page nought", new(HttpMethod.Get, $"{Systems}?page=0"));
        yield return ("a zero byte in a path", new(HttpMethod.Get, $"{Systems}/AIS%00-0001"));
        yield return ("no UTF-8 in a path", new(HttpMethod.Get, $"{Systems}/%ff%fe"));
        yield return ("a header of 64 KB", WithHeader(new(HttpMethod.Get, Systems), new string('x', 64 * 1024)));
        yield return ("a key of 10 KB", Keyed(Json(Systems, "{}"), new string('k', 10 * 1024)));
        yield return ("a gigabyte in a megabyte of gzip", Packed(Telemetry, 1024));
        yield return ("half a gzip", Bytes(Telemetry, "application/x-ndjson", Gzip(1)[..200], "gzip"));
        yield return ("no gzip", Bytes(Telemetry, "application/x-ndjson", "plain"u8.ToArray(), "gzip"));
        yield return ("rows of 100,000 levels", Bytes(Telemetry, "application/x-ndjson", Encoding.ASCII.GetBytes("{\"features\":" + new string('[', 100_000))));
        yield return ("a feature that is no number", Bytes(Telemetry, "application/x-ndjson", "{\"id\":\"1\",\"time\":\"2026-11-01T00:00:00Z\",\"version\":\"v3.1\",\"features\":{\"income\":{}},\"prediction\":\"approve\"}"u8.ToArray()));
    }

    private static HttpRequestMessage Json(string path, string body) => Bytes(path, "application/json", Encoding.UTF8.GetBytes(body));

    private static HttpRequestMessage Bytes(string path, string type, byte[] body, string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return new(HttpMethod.Post, path) { Content = content };
    }

    private static HttpRequestMessage Packed(string path, int megabytes) => Bytes(path, "application/x-ndjson", Gzip(megabytes), "gzip");

    private static byte[] Gzip(int megabytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var block = new byte[1024 * 1024];
            Array.Fill(block, (byte)' ');
            for (var written = 0; written < megabytes; written++)
                gzip.Write(block);
        }

        return packed.ToArray();
    }

    private static HttpRequestMessage WithHeader(HttpRequestMessage request, string value)
    {
        request.Headers.TryAddWithoutValidation("X-Long", value);
        return request;
    }

    private static HttpRequestMessage Keyed(HttpRequestMessage request, string key)
    {
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return request;
    }

    /// <summary>The slowest answer of the health check and the most memory seen, until told to stop.</summary>
    private async Task<(TimeSpan Slowest, long Most)> Watch(CancellationToken stop)
    {
        using var client = demo.Portal.Client();
        var (slowest, most) = (TimeSpan.Zero, 0L);
        while (!stop.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri("/health/live", UriKind.Relative), CancellationToken.None);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var took = Stopwatch.GetElapsedTime(began);
            (slowest, most) = (took > slowest ? took : slowest, Math.Max(most, demo.Portal.Memory));
            await Task.Delay(50, CancellationToken.None);
        }

        return (slowest, most);
    }

    private static async Task Drain(NetworkStream stream)
    {
        try
        {
            while (await stream.ReadAsync(new byte[1024]) > 0)
            {
                // Whatever it says, it must end.
            }
        }
        catch (IOException)
        {
            // Reset: that is an end, too.
        }
    }

    private static async Task Trickle(NetworkStream stream)
    {
        try
        {
            await stream.WriteAsync("x"u8.ToArray());
        }
        catch (IOException)
        {
            // The other side has closed; the reader sees it.
        }
    }
}
