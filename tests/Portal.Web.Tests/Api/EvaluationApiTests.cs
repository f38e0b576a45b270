using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation.Suites;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class EvaluationApiTests : IAsyncLifetime
{
    private const string Version = "/api/v1/systems/AIS-0001/versions/v1.0";

    private PortalHost _host = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        var owner = await _host.Person("Owner", Role.SystemOwner);
        _client = await _host.Client(owner);
        await using var db = await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        db.Systems.Add(AiSystem.File("AIS-0001", new EntryContent { Name = "Credit scoring", BusinessOwner = owner.Person }, owner.Person.GetValueOrDefault(), TimeProvider.System.GetUtcNow()));
        await db.SaveChangesAsync();
        var bytes = "weights"u8.ToArray();
        var declaration = new Declaration("v1.0", new(ArtefactKind.Model, "scorecard"), [new("model.bin", bytes.Length, Digest.Of(bytes))], [owner.Person.GetValueOrDefault()]);
        await _host.Get<DeclareVersion>().Run(owner, new("AIS-0001", declaration), default);
        await _host.Get<PutArtifact>().Run(owner, new("AIS-0001", "v1.0", "model.bin", new MemoryStream(bytes)), default);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Rows_come_as_json_or_as_lines_and_give_the_same_figures()
    {
        var rows = Enumerable.Range(0, 400).Select(index => new { id = $"r{index}", prediction = index < 380 ? index % 2 : 1 - index % 2, label = index % 2, features = new { income = index * 1.5 } }).ToList();
        var lines = string.Join('\n', rows.Select(row => JsonSerializer.Serialize(row)));

        using var json = await _client.PostAsJsonAsync($"{Version}/evaluations", new { dataset = "hold-out", positive = "1", rows });
        using var ndjson = await Lines("?dataset=hold-out&positive=1", lines);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (json.StatusCode, ndjson.StatusCode));
        var (one, two) = (await json.Content.ReadFromJsonAsync<JsonElement>(), await ndjson.Content.ReadFromJsonAsync<JsonElement>());
        Assert.Equal(one.GetProperty("metrics").GetRawText(), two.GetProperty("metrics").GetRawText());
        Assert.Equal(one.GetProperty("rows").GetString(), two.GetProperty("rows").GetString());
        Assert.Equal((1, 2), (one.GetProperty("attempt").GetInt32(), two.GetProperty("attempt").GetInt32()));
        Assert.Equal(0.95, one.GetProperty("metrics").GetProperty("accuracy").GetProperty("value").GetDouble());
        Assert.Equal(2, (await _client.GetFromJsonAsync<JsonElement>($"{Version}/evaluations")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task The_gate_answers_200_whether_it_passes_or_not()
    {
        var verdict = await _client.GetFromJsonAsync<JsonElement>($"{Version}/gates/Production");

        Assert.Equal("Fail", verdict.GetProperty("outcome").GetString());
        Assert.Equal(3, verdict.GetProperty("checks").GetArrayLength());
        Assert.All(verdict.GetProperty("checks").EnumerateArray(), check => Assert.Equal("NoData", check.GetProperty("verdict").GetString()));
        Assert.StartsWith("sha256:", verdict.GetProperty("digest").GetString());
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("4")]
    [InlineData("production%00")]
    public async Task A_gate_that_is_not_there_is_404(string stage)
    {
        using var answer = await _client.GetAsync($"{Version}/gates/{stage}");

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
    }

    [Fact]
    public async Task The_same_upload_with_its_key_is_one_run_and_is_answered_with_it()
    {
        const string Body = """{"id":"a","prediction":"x","label":"x"}""";

        using var first = await Lines("?dataset=d", Body, "key-1");
        using var other = await Lines("?dataset=d", Body.Replace("\"a\"", "\"b\""), "key-2");
        using var again = await Lines("?dataset=d", Body, "key-1");

        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(2, (await _client.GetFromJsonAsync<JsonElement>($"{Version}/evaluations")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("application/json", "")]
    [InlineData("application/json", "{\"rows\":[{\"id\":NaN}]}")]
    [InlineData("application/json", "{\"dataset\":\"d\",\"rows\":[{\"id\":\"\\ud800\",\"prediction\":1,\"label\":1}]}")]
    [InlineData("application/json", "{\"dataset\":\"d\",\"rows\":[{\"id\":\"a\",\"prediction\":1e999,\"label\":1}]}")]
    [InlineData("application/x-ndjson", "{\"id\":\"a\",\"prediction\":1}")]
    [InlineData("application/x-ndjson; charset=utf-8", "[[[[[[")]
    public async Task Hostile_rows_are_400_and_never_500(string type, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        using var answer = await _client.PostAsync($"{Version}/evaluations?dataset=d", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject());
    }

    [Fact]
    public async Task Deep_nesting_invalid_bytes_and_other_types_are_refused_too()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"rows\":[", 50_000));
        byte[] invalid = [0x7B, 0xC3, 0x28, 0x7D];

        using var nested = await _client.PostAsync($"{Version}/evaluations", new StringContent(deep, Encoding.UTF8, "application/json"));
        using var bytes = await _client.PostAsync($"{Version}/evaluations", new ByteArrayContent(invalid) { Headers = { ContentType = new("application/json") } });
        using var xml = await _client.PostAsync($"{Version}/evaluations", new StringContent("<a/>", Encoding.UTF8, "text/xml"));

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType], [nested.StatusCode, bytes.StatusCode, xml.StatusCode]);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_with_the_limit_named()
    {
        using var answer = await _client.PostAsync($"{Version}/evaluations?dataset=d", new EmptyLines(SuiteLimits.MostBytes + 1));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("more than 256 MB", await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A long body that nobody holds in memory.</summary>
    private sealed class EmptyLines : HttpContent
    {
        private static readonly byte[] Chunk = [.. Enumerable.Repeat((byte)'\n', 1024 * 1024)];

        private readonly long _length;

        public EmptyLines(long length)
        {
            _length = length;
            Headers.ContentType = new("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var left = _length; left > 0; left -= Chunk.Length)
                await stream.WriteAsync(Chunk.AsMemory(0, (int)Math.Min(left, Chunk.Length)));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return true;
        }
    }

    private async Task<HttpResponseMessage> Lines(string query, string lines, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Version}/evaluations{query}") { Content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson") };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await _client.SendAsync(request);
    }
}
