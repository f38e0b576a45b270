using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Ledger.Certificates;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

/// <summary>What a pipeline fetches before it deploys, and what it asks.</summary>
public sealed class CertificateApiTests : IAsyncLifetime
{
    private PromotionScene _scene = null!;
    private HttpClient _pipeline = null!;

    public async Task InitializeAsync()
    {
        _scene = await PromotionScene.StartAsync();
        var promotion = await _scene.InReview();
        await _scene.Approve(promotion);
        await _scene.Apply(promotion);
        _pipeline = await _scene.Host.Client(_scene.Owner);
    }

    public async Task DisposeAsync()
    {
        _pipeline.Dispose();
        await _scene.DisposeAsync();
    }

    [Theory]
    [InlineData("", "application/jwt")]
    [InlineData("?format=jwt", "application/jwt")]
    [InlineData("?format=dsse", "application/vnd.dsse.envelope.v1+json")]
    public async Task The_certificate_comes_in_two_forms_that_the_published_keys_verify(string format, string type)
    {
        using var answer = await _pipeline.GetAsync(new Uri($"/api/v1/promotions/PR-0001/certificate{format}", UriKind.Relative));

        var verdict = CertificateVerifier.Verify(await answer.Content.ReadAsStringAsync(), await Keys(), TimeProvider.System.GetUtcNow());
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Empty(verdict.Faults);
        Assert.Equal((_scene.System, "v1", "Production", "PR-0001"), (verdict.Certificate?.System, verdict.Certificate?.Version, verdict.Certificate?.Stage, verdict.Certificate?.Promotion));
    }

    [Fact]
    public async Task Another_form_is_refused_by_the_name_of_the_field()
    {
        using var answer = await _pipeline.GetAsync(new Uri("/api/v1/promotions/PR-0001/certificate?format=pem", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"format\":[\"There are the formats jwt and dsse.\"]", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_is_applied_is_let_in_with_its_certificate()
    {
        var answer = await Ask(new { system = _scene.System, version = "v1", stage = "Production" });

        Assert.True(answer.GetProperty("allowed").GetBoolean());
        Assert.Equal("PR-0001 is applied: v1 may run in Production.", answer.GetProperty("reason").GetString());
        Assert.EndsWith("/promotions/PR-0001", answer.GetProperty("link").GetString(), StringComparison.Ordinal);
        Assert.True(CertificateVerifier.Verify(answer.GetProperty("certificate").GetString() ?? "", await Keys(), TimeProvider.System.GetUtcNow()).IsVerified);
    }

    [Fact]
    public async Task What_is_not_is_turned_away_with_the_same_status_and_no_certificate()
    {
        var answer = await Ask(new { system = _scene.System, version = "v1", stage = "Staging", running = true });
        var pilot = await Ask(new { system = _scene.System, version = "v1", stage = "Pilot" });

        Assert.True(answer.GetProperty("allowed").GetBoolean());
        Assert.False(pilot.GetProperty("allowed").GetBoolean());
        Assert.All([answer, pilot], without => Assert.False(without.TryGetProperty("certificate", out _)));
    }

    [Theory]
    [InlineData("""{"system":"AIS-0001","stage":"Production"}""", HttpStatusCode.BadRequest, "version")]
    [InlineData("""{"system":"AIS-0001","version":"v1","stage":"Retired"}""", HttpStatusCode.BadRequest, "stage")]
    [InlineData("""{"system":"AIS-0001","digest":"md5:0","stage":"Pilot"}""", HttpStatusCode.BadRequest, "digest")]
    [InlineData("""{"system":"\u0000","version":"v1","stage":"Pilot"}""", HttpStatusCode.BadRequest, "system")]
    [InlineData("""{"system":"AIS-0001","version":"v1","stage":"Pilot","force":true}""", HttpStatusCode.BadRequest, "force")]
    [InlineData("[]", HttpStatusCode.BadRequest, "")]
    public async Task A_question_that_cannot_be_understood_is_refused(string body, HttpStatusCode status, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _pipeline.PostAsync(new Uri("/api/v1/admission", UriKind.Relative), content);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(field, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_token_that_is_bound_to_another_system_is_told_nothing()
    {
        using var bound = await _scene.Host.BoundClient(_scene.Owner, Portal.Shared.SystemId.New(TimeProvider.System.GetUtcNow()));
        using var answer = await bound.PostAsJsonAsync("/api/v1/admission", new { system = _scene.System, version = "v1", stage = "Production" });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task<JsonElement> Ask(object question)
    {
        using var answer = await _pipeline.PostAsJsonAsync("/api/v1/admission", question);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<Jwks> Keys()
    {
        using var anybody = _scene.Host.Anonymous();
        return Jwks.Parse(await anybody.GetByteArrayAsync(new Uri("/.well-known/jwks.json", UriKind.Relative)));
    }
}
