using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class DatasetsApiTests : IAsyncLifetime
{
    private static readonly string Digest = $"sha256:{new string('a', 64)}";

    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_data_set_is_registered_found_in_the_list_and_read_whole()
    {
        using var client = await _host.Client(await _host.Person("Developer", Role.Developer));

        using var made = await client.PostAsJsonAsync("/api/v1/datasets", new { name = "Loans of 2025", description = "Granted", digest = Digest, rows = 100, from = "2025-01-01", to = "2025-12-31" });

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var list = await client.GetFromJsonAsync<JsonElement>("/api/v1/datasets");
        var one = await client.GetFromJsonAsync<JsonElement>("/api/v1/datasets/Loans%20of%202025");
        Assert.Equal(("Loans of 2025", 1), (list.GetProperty("items")[0].GetProperty("name").GetString(), list.GetProperty("total").GetInt32()));
        var version = Assert.Single(one.GetProperty("versions").EnumerateArray());
        Assert.Equal((1, Digest, 100), (version.GetProperty("version").GetInt32(), version.GetProperty("digest").GetString(), version.GetProperty("rows").GetInt32()));
        Assert.True(version.GetProperty("ageDays").GetInt32() > 0);
        Assert.Equal((await made.Content.ReadFromJsonAsync<JsonElement>()).GetRawText(), one.GetRawText());
    }

    [Theory]
    [InlineData("""{"name":"x","digest":"md5:1","rows":1}""", "digest")]
    [InlineData("""{"name":"x","rows":1}""", "digest")]
    [InlineData("""{"name":"../x","digest":"DIGEST","rows":1}""", "name")]
    [InlineData("""{"name":"x","digest":"DIGEST"}""", "rows")]
    [InlineData("""{"name":"x","digest":"DIGEST","rows":1,"from":"2025-02-01","to":"2025-01-01"}""", "to")]
    public async Task What_cannot_be_is_refused_by_its_field(string body, string field)
    {
        using var client = await _host.Client(await _host.Person("Developer", Role.Developer));

        using var answer = await client.PostAsync("/api/v1/datasets", new StringContent(body.Replace("DIGEST", Digest, StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task One_that_is_not_there_is_not_found_and_who_brings_no_evidence_is_turned_away()
    {
        using var client = await _host.Client(await _host.Person("Board", Role.BoardMember), Permission.Read);

        using var missing = await client.GetAsync("/api/v1/datasets/Nothing");
        using var turned = await client.PostAsJsonAsync("/api/v1/datasets", new { name = "x", digest = Digest, rows = 1 });

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (missing.StatusCode, turned.StatusCode));
    }
}
