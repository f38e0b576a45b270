using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class VersionsApiTests : IAsyncLifetime
{
    private const string Versions = "/api/v1/systems/AIS-0001/versions";

    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes("weights of the model");

    private PortalHost _host = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        var owner = await _host.Person("Owner", Role.SystemOwner);
        await _host.Person("Developer", Role.Developer);
        _client = await _host.Client(owner);
        await using var db = await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        db.Systems.Add(AiSystem.File("AIS-0001", new EntryContent { Name = "Credit scoring", BusinessOwner = owner.Person }, owner.Person.GetValueOrDefault(), TimeProvider.System.GetUtcNow()));
        await db.SaveChangesAsync();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_version_is_declared_completed_sealed_and_read_back()
    {
        using var declared = await _client.PostAsJsonAsync(Versions, Declaration());
        using var put = await Put(Bytes);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (declared.StatusCode, put.StatusCode));
        Assert.Equal("/api/v1/systems/AIS-0001/versions/v1.0%20beta", declared.Headers.Location?.OriginalString);
        var version = await _client.GetFromJsonAsync<JsonElement>(declared.Headers.Location);
        Assert.Equal("Sealed", version.GetProperty("state").GetString());
        Assert.Equal("Development", version.GetProperty("stage").GetString());
        Assert.StartsWith("sha256:", version.GetProperty("digest").GetString());
        Assert.Equal("developer@example.org", version.GetProperty("contributors")[0].GetString());
        Assert.Equal("Model", version.GetProperty("artefact").GetProperty("kind").GetString());
        var list = await _client.GetFromJsonAsync<JsonElement>(Versions);
        Assert.Equal(1, list.GetProperty("total").GetInt32());
        Assert.Equal("v1.0 beta", list.GetProperty("items")[0].GetProperty("label").GetString());
    }

    [Fact]
    public async Task The_same_declaration_with_its_key_has_one_effect_and_the_same_label_without_is_a_conflict()
    {
        using var first = await Post(Declaration(), "key-1");
        using var second = await Post(Declaration(), "key-1");
        using var third = await Post(Declaration(), null);

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Conflict], [first.StatusCode, second.StatusCode, third.StatusCode]);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task All_that_was_declared_is_answered_as_it_was_sent()
    {
        await _client.PostAsJsonAsync(Versions, Declaration());
        await Put(Bytes);
        const string digest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        const string body = $$$"""
            {"label":"a1","artefact":{"kind":"Agent","name":"triage"},"contributors":["developer@example.org"],
             "artifacts":[{"name":"weights.bin","size":9,"sha256":"{{{digest}}}","source":"s3://models/weights.bin"}],
             "trainingData":[{"name":"Loans","digest":"{{{digest}}}","from":"2025-01-01","to":"2025-12-31"}],
             "features":["utilisation","age"],"hyperparameters":{"depth":6,"rate":0.10,"solver":"adam","shuffle":true},
             "seed":42,"deterministic":false,"codeCommit":"4f2c1d9","environment":{"image":"registry/train:3","digest":"{{{digest}}}","text":"python 3.12\nnumpy 2.1"},
             "parent":"v1.0 beta","changeReason":"Retrained","knowledgeBase":{"name":"Handbook","digest":"{{{digest}}}","retriever":{"k":8}},
             "tools":[{"name":"search","permissions":["read"]}],
             "agent":{"autonomy":"ActsAfterApproval","model":{"version":"v1.0 beta"},"prompt":null}}
            """;

        using var declared = await _client.PostAsync(Versions, new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.Created, declared.StatusCode);
        var answer = await declared.Content.ReadAsStringAsync();
        Assert.Contains("\"trainingData\":[{\"name\":\"Loans\",\"digest\":\"sha256:aaaa", answer, StringComparison.Ordinal);
        Assert.Contains("\"from\":\"2025-01-01\",\"to\":\"2025-12-31\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"hyperparameters\":{\"depth\":6,\"rate\":0.10,\"solver\":\"adam\",\"shuffle\":true}", answer, StringComparison.Ordinal);
        Assert.Contains("\"seed\":42,\"deterministic\":false,\"codeCommit\":\"4f2c1d9\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"parent\":\"v1.0 beta\",\"changeReason\":\"Retrained\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"retriever\":{\"k\":8}", answer, StringComparison.Ordinal);
        Assert.Contains("\"agent\":{\"autonomy\":\"ActsAfterApproval\",\"model\":{\"system\":\"AIS-0001\",\"version\":\"v1.0 beta\"},\"prompt\":null}", answer, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"Sealed\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"source\":\"s3://models/weights.bin\",\"seen\":false", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_form_and_of_content_are_told_together()
    {
        using var answer = await _client.PostAsync(Versions, new StringContent("""{"label":"../x","hyperparameters":{"depth":[]},"contributors":["nobody@example.org"]}""", Encoding.UTF8, "application/json"));

        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name);
        Assert.Equal(["artefact.kind", "artefact.name", "artifacts", "contributors[0]", "hyperparameters.depth", "label"], errors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Other_bytes_than_the_declared_are_400_and_the_version_stays_open()
    {
        await _client.PostAsJsonAsync(Versions, Declaration());

        using var longer = await Put([.. Bytes, 1]);
        using var other = await Put([.. Bytes[1..], 1]);
        using var part = await Put(Bytes, content => content.Headers.ContentRange = new ContentRangeHeaderValue(0, 19, 40));
        using var right = await Put(Bytes);

        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK],
            [longer.StatusCode, other.StatusCode, part.StatusCode, right.StatusCode]);
    }

    [Fact]
    public async Task An_artifact_larger_than_any_other_body_may_be_is_streamed()
    {
        var large = new byte[40 * 1024 * 1024];
        Random.Shared.NextBytes(large);
        await _client.PostAsJsonAsync(Versions, Declaration(large));

        using var answer = await Put(large);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_without_the_scope_declares_nothing()
    {
        using var reader = await _host.Client(await _host.Person("Reader", Role.SystemOwner), Permission.Read);

        using var answer = await reader.PostAsJsonAsync(Versions, Declaration());

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private Task<HttpResponseMessage> Put(byte[] bytes, Action<HttpContent>? change = null)
    {
        var content = new ByteArrayContent(bytes);
        change?.Invoke(content);
        return _client.PutAsync($"{Versions}/v1.0%20beta/artifacts/model.bin", content);
    }

    private async Task<HttpResponseMessage> Post(object body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Versions) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await _client.SendAsync(request);
    }

    private static object Declaration(byte[]? bytes = null) => new
    {
        label = "v1.0 beta",
        artefact = new { kind = "Model", name = "scorecard" },
        artifacts = new[] { new { name = "model.bin", size = (bytes ?? Bytes).Length, sha256 = Digest.Of(bytes ?? Bytes).Text } },
        contributors = new[] { "developer@example.org" },
    };
}
