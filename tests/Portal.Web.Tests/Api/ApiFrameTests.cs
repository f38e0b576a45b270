using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Accounts;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class ApiFrameTests : IAsyncLifetime
{
    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Without_a_token_the_api_answers_401_with_problem_details_and_no_redirect()
    {
        using var answer = await _host.Anonymous().GetAsync("/api/v1/systems");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task An_unknown_route_of_the_api_is_404_in_problem_details()
    {
        using var client = await _host.Client(await _host.Person("Owner", Role.SystemOwner));

        using var answer = await client.GetAsync("/api/v1/nothing-here");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(404, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_page_sends_who_is_not_signed_in_to_the_sign_in_page()
    {
        using var answer = await _host.Anonymous().GetAsync("/audit");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/account/login", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    public async Task What_machines_ask_is_answered_without_signing_in(string path)
    {
        using var answer = await _host.Anonymous().GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_answers_carry_the_security_headers_and_no_server_name()
    {
        using var answer = await _host.Anonymous().GetAsync("/account/login");

        Assert.Contains("script-src 'self';", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/account/login", "elsewhere.example", HttpStatusCode.BadRequest)]
    [InlineData("/account/login", "localhost", HttpStatusCode.OK)]
    [InlineData("/health/live", "10.2.0.7", HttpStatusCode.OK)]
    public async Task The_portal_answers_under_its_own_names_and_health_checks_under_any(string path, string host, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };

        using var answer = await _host.Anonymous().SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
    }
}
