using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class TokenTests : IAsyncLifetime
{
    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync("--Portal:Tokens:RequestsPerMinute", "40");

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_token_counts_in_the_header_alone_never_in_an_address()
    {
        var secret = await Secret(await _host.Person("Owner", Role.SystemOwner));
        using var client = _host.Anonymous();

        foreach (var address in new[] { $"/api/v1/systems?access_token={secret}", $"/api/v1/systems?token={secret}", $"/api/v1/systems?Authorization=Bearer%20{secret}" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(address)).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/systems")).StatusCode);
    }

    [Fact]
    public async Task A_request_that_names_another_system_than_the_token_is_bound_to_is_refused_by_itself()
    {
        var owner = await _host.Person("Owner", Role.SystemOwner);
        var (mine, other) = (await File(owner), await File(owner));
        using var client = _host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Secret(owner, mine.Id));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/api/v1/systems/{mine.Code}")).StatusCode);
        using var refused = await client.GetAsync($"/api/v1/systems/{other.Code}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains($"other systems than {other.Code}", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync($"/api/v1/telemetry/predictions?system={other.Code}", new StringContent("[]"))).StatusCode);
        Assert.Equal(2, (await client.GetFromJsonAsync<JsonElement>("/api/v1/systems")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Too_many_requests_of_one_token_are_asked_to_wait_and_telemetry_and_other_tokens_are_not()
    {
        var owner = await _host.Person("Owner", Role.SystemOwner);
        using var busy = await _host.Client(owner);
        using var calm = await _host.Client(owner);

        var answers = await Task.WhenAll(Enumerable.Range(0, 120).Select(_ => busy.GetAsync("/api/v1/systems")));

        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.BadRequest, (await busy.PostAsync("/api/v1/telemetry/predictions?system=AIS-9999", new StringContent("[]"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await calm.GetAsync("/api/v1/systems")).StatusCode);
    }

    [Fact]
    public void Every_scope_opens_a_route_and_every_route_of_the_api_asks_for_a_scope()
    {
        var asked = _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText?.StartsWith("/api/v1/", StringComparison.Ordinal) == true)
            .SelectMany(route => route.Metadata.GetOrderedMetadata<IAuthorizeData>()).Select(data => data.Policy).OfType<string>()
            .Select(Enum.Parse<Permission>).Distinct().Order();

        // One opens no route of its own: it widens what those of packs give.
        Assert.Equal(TokenScopes.All.Where(scope => scope != Permission.MakeAnyPack).Order(), asked);
    }

    private async Task<Filed> File(Actor owner) => (await _host.Get<FileSystem>().Run(owner, new(new EntryContent { Name = "Scoring" }), default)).Value;

    private async Task<string> Secret(Actor person, params SystemId[] systems) => (await _host.Get<IssueToken>().Run(
        person, new(person.Person.GetValueOrDefault(), "Nightly", [Permission.Read, Permission.SendTelemetry], systems.Length > 0 ? systems : null, TimeSpan.FromDays(1), "A test."), default)).Value.Secret;
}
