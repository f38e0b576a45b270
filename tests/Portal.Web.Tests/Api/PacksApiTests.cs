using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Accounts;
using Portal.Audit;
using Portal.Ledger.Exports;
using Portal.Ledger.Packs;
using Portal.Reports.Packs;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class PacksApiTests : IAsyncLifetime
{
    private const string Packs = "/api/v1/evidence-packs";

    private PortalHost _host = null!;
    private HttpClient _auditor = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _auditor = await _host.Client(await _host.Person("Auditor", Role.Auditor));
        _ = await _host.Get<SignIn>().Run(new(PortalHost.AddressOf("Auditor"), PortalHost.Password, Origin.None), default);
        await _host.Get<CheckpointWorker>().Turn(default);
    }

    public async Task DisposeAsync()
    {
        _auditor.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_pack_is_accepted_followed_and_taken_out_and_verifies()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Packs) { Content = JsonContent.Create(new { scope = "estate", includePersonalData = false }), Headers = { { "Idempotency-Key", "one" } } };
        using var accepted = await _auditor.SendAsync(request);
        Assert.Equal((HttpStatusCode.Accepted, $"{Packs}/EP-0001"), (accepted.StatusCode, accepted.Headers.Location?.ToString()));

        using var again = new HttpRequestMessage(HttpMethod.Post, Packs) { Content = JsonContent.Create(new { scope = "estate", includePersonalData = false }), Headers = { { "Idempotency-Key", "one" } } };
        using var replayed = await _auditor.SendAsync(again);
        Assert.Equal((HttpStatusCode.Accepted, $"{Packs}/EP-0001"), (replayed.StatusCode, replayed.Headers.Location?.ToString()));

        await _host.Get<PackWorker>().Turn(default);
        var ready = await Until("EP-0001", "Ready");
        using var content = await _auditor.GetAsync($"{Packs}/EP-0001/content");
        var bytes = await content.Content.ReadAsByteArrayAsync();

        Assert.Equal((HttpStatusCode.OK, "application/zip"), (content.StatusCode, content.Content.Headers.ContentType?.MediaType));
        Assert.Equal(Digest.Of(bytes).Text, ready.GetProperty("digest").GetString());
        using var zip = new MemoryStream(bytes);
        Assert.Empty(PackVerifier.Verify(zip, Kept.Nothing).Faults);
        Assert.Equal(1, (await _auditor.GetFromJsonAsync<JsonElement>(Packs)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task What_is_not_made_has_no_content_and_what_is_cancelled_stays_so()
    {
        await Ask(new { scope = "estate" });
        using var cancelled = await _auditor.PostAsync($"{Packs}/EP-0001/cancel", null);
        using var content = await _auditor.GetAsync($"{Packs}/EP-0001/content");
        using var missing = await _auditor.GetAsync($"{Packs}/EP-0009/content");

        // Whoever is quicker: the worker may have made it by then.
        Assert.Contains(cancelled.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.Conflict });
        Assert.Equal(cancelled.StatusCode == HttpStatusCode.OK ? HttpStatusCode.Conflict : HttpStatusCode.OK, content.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("""{}""", "scope")]
    [InlineData("""{"scope":"everything"}""", "scope")]
    [InlineData("""{"scope":"system:AIS-0404"}""", "scope")]
    [InlineData("""{"scope":"system:../../etc/passwd"}""", "scope")]
    [InlineData("""{"scope":"estate","asOf":"2999-01-01"}""", "asOf")]
    [InlineData("""{"scope":"estate","asOf":"0001-01-01"}""", "asOf")]
    [InlineData("""{"scope":"estate","asOf":"yesterday"}""", "asOf")]
    [InlineData("""{"scope":"estate","includePersonalData":true,"reason":" "}""", "reason")]
    [InlineData("""{"scope":"estate","includePersonalData":"yes"}""", "includePersonalData")]
    [InlineData("""{"scope":"estate","surprise":1}""", "surprise")]
    [InlineData("""{"scope":17}""", "scope")]
    public async Task Hostile_bodies_are_refused_by_their_field(string body, string field)
    {
        using var answer = await _auditor.PostAsync(Packs, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_makes_no_packs_gets_none()
    {
        await Ask(new { scope = "estate" });
        using var developer = await _host.Client(await _host.Person("Developer", Role.Developer), Permission.Read);
        foreach (var path in new[] { Packs, $"{Packs}/EP-0001", $"{Packs}/EP-0001/content" })
        {
            using var answer = await developer.GetAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    private async Task Ask(object body)
    {
        using var answer = await _auditor.PostAsJsonAsync(Packs, body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private async Task<JsonElement> Until(string code, string state)
    {
        for (var look = 0; look < 100; look++)
        {
            var pack = await _auditor.GetFromJsonAsync<JsonElement>($"{Packs}/{code}");
            if (pack.GetProperty("state").GetString() == state)
                return pack;
            await Task.Delay(50);
        }

        throw new InvalidOperationException($"{code} did not become {state}.");
    }
}
