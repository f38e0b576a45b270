using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class ScansApiTests : IAsyncLifetime
{
    private const string Scans = "/api/v1/systems/AIS-0001/versions/v1.0/scans";

    private const string Found = """
        {"bomFormat":"CycloneDX","specVersion":"1.5","metadata":{"tools":{"components":[{"name":"grype","version":"0.79"}]}},"vulnerabilities":[
          {"id":"CVE-1","ratings":[{"severity":"critical"}],"affects":[{"ref":"pkg:pypi/pyyaml@5.3"}],"analysis":{"state":"false_positive","detail":"Another package of this name."}},
          {"id":"CVE-2","ratings":[{"severity":"medium"}]}]}
        """;

    private static readonly string Yesterday = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private PortalHost _host = null!;
    private Actor _owner = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _owner = await _host.Person("Owner", Role.SystemOwner);
        _client = await _host.Client(_owner);
        await using var db = await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        db.Systems.Add(AiSystem.File("AIS-0001", new EntryContent { Name = "Credit scoring", BusinessOwner = _owner.Person }, _owner.Person.GetValueOrDefault(), TimeProvider.System.GetUtcNow()));
        await db.SaveChangesAsync();
        var bytes = "weights"u8.ToArray();
        var declaration = new Declaration("v1.0", new(ArtefactKind.Model, "scorecard"), [new("model.bin", bytes.Length, Digest.Of(bytes))], [_owner.Person.GetValueOrDefault()]);
        _ = (await _host.Get<DeclareVersion>().Run(_owner, new("AIS-0001", declaration), default)).Value;
        _ = (await _host.Get<PutArtifact>().Run(_owner, new("AIS-0001", "v1.0", "model.bin", new MemoryStream(bytes)), default)).Value;
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_scan_is_answered_with_what_it_found_and_is_in_the_list()
    {
        using var answer = await Post($"?database={Yesterday}", Found);
        var list = await _client.GetFromJsonAsync<JsonElement>(Scans);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var scan = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("CycloneDx", "grype 0.79", 1), (scan.GetProperty("format").GetString(), scan.GetProperty("tool").GetString(), scan.GetProperty("excused").GetInt32()));
        Assert.Equal((1, 1, 0), (Count("critical"), Count("medium"), Count("high")));
        Assert.Equal("FalsePositive", scan.GetProperty("criticals")[0].GetProperty("analysis").GetString());
        Assert.StartsWith(Yesterday, scan.GetProperty("databaseAt").GetString());
        Assert.Equal(scan.GetRawText(), Assert.Single(list.GetProperty("items").EnumerateArray()).GetRawText());

        int Count(string severity) => scan.GetProperty("counts").GetProperty(severity).GetInt32();
    }

    [Fact]
    public async Task The_same_key_makes_one_scan()
    {
        using var first = await Post($"?database={Yesterday}", Found, key: "build-7");
        using var again = await Post($"?database={Yesterday}", Found, key: "build-7");
        using var other = await Post($"?database={Yesterday}", "[]", key: "build-7");

        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal(1, (await _client.GetFromJsonAsync<JsonElement>(Scans)).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("", "[]", "database")]
    [InlineData("?database=2999-01-01", "[]", "database")]
    [InlineData("?database=today", "[]", "database")]
    [InlineData("?database=2026-01-01", "{}", "body")]
    [InlineData("?database=2026-01-01", "[", "body")]
    [InlineData("?database=2026-01-01", """[{"id":7}]""", "[0].id")]
    [InlineData("?database=2026-01-01", """{"bomFormat":"CycloneDX","specVersion":"1.5"}""", "vulnerabilities")]
    public async Task A_scan_that_says_too_little_is_refused_by_its_field(string query, string body, string field)
    {
        using var answer = await Post(query, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Who_may_not_bring_evidence_or_sends_something_else_brings_none()
    {
        using var reader = await _host.Client(_owner, Permission.Read);
        using var missing = await _client.PostAsync("/api/v1/systems/AIS-0001/versions/v9/scans?database=2026-01-01", Json("[]"));
        using var refused = await reader.PostAsync($"{Scans}?database=2026-01-01", Json("[]"));
        using var other = await _client.PostAsync($"{Scans}?database=2026-01-01", new StringContent("<bom/>", Encoding.UTF8, "application/xml"));
        using var vendors = await _client.PostAsync($"{Scans}?database=2026-01-01", new StringContent("[]", Encoding.UTF8, "application/vnd.cyclonedx+json"));

        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.Created),
            (missing.StatusCode, refused.StatusCode, other.StatusCode, vendors.StatusCode));
    }

    private async Task<HttpResponseMessage> Post(string query, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Scans + query) { Content = Json(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await _client.SendAsync(request);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
