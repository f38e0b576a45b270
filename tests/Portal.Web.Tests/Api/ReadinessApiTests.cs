using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class ReadinessApiTests : IAsyncLifetime
{
    private PromotionScene _scene = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _scene = await PromotionScene.StartAsync();
        _client = await _scene.Host.Client(_scene.Validator);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_reads_the_register_reads_what_a_system_lacks()
    {
        await _scene.Version("v1", share: 0.5);

        var readiness = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/systems/{_scene.System}/readiness");

        Assert.Equal(("High", true, 1, "v1", "Development"), (
            readiness.GetProperty("tier").GetString(), readiness.GetProperty("tierIsConfirmed").GetBoolean(), readiness.GetProperty("policy").GetInt32(),
            readiness.GetProperty("version").GetString(), readiness.GetProperty("stage").GetString()));
        var accuracy = readiness.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("key").GetString() == "check.accuracy");
        Assert.Equal(("Lacks", $"register/{_scene.System}/versions/v1"), (accuracy.GetProperty("state").GetString(), accuracy.GetProperty("page").GetString()));
        Assert.Equal(readiness.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("state").GetString() == "Lacks"), readiness.GetProperty("lacking").GetInt32());
        Assert.Equal((0, 2), (readiness.GetProperty("maturity").GetProperty("level").GetInt32(), readiness.GetProperty("maturity").GetProperty("target").GetInt32()));
    }

    [Theory]
    [InlineData("/api/v1/systems/AIS-9999/readiness", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/systems/AIS-0001/readiness?asOf=2026-01-01", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_or_not_kept_by_day_is_refused(string address, HttpStatusCode expected)
    {
        using var answer = await _client.GetAsync(address);

        Assert.Equal(expected, answer.StatusCode);
    }
}
