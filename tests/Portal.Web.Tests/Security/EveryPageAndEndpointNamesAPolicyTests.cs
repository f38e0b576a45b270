using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Security;

/// <summary>Asked of the routes that the running portal really has, so that a new page or endpoint is asked too.</summary>
public sealed partial class EveryPageAndEndpointNamesAPolicyTests : IAsyncLifetime
{
    /// <summary>All that is open to everybody; a longer list is a decision.</summary>
    private static readonly string[] Open =
    [
        "/health/live", "/health/ready", "/metrics", "/openapi/{documentName}.json",
        "/.well-known/jwks.json", "/.well-known/portal-key.pem",
        "/account/login", "/account/logout", "/account/accept", "/no-access", "/not-found", "/error",
    ];

    /// <summary>Blazor's own routes: what they carry is authorised by the page's policy inside the circuit.</summary>
    private static readonly string[] OfBlazor = ["/_blazor", "/_framework"];

    /// <summary>What only says that there is nothing; who is not signed in does not even learn that.</summary>
    private static readonly string[] Dead = ["/{**path:file}"];

    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public void Every_route_names_a_policy_or_is_one_of_the_few_that_are_open()
    {
        var silent = Routes().Where(route => !Open.Contains(PathOf(route)) && !Dead.Contains(PathOf(route)) && PoliciesOf(route).Count == 0).Select(PathOf);

        Assert.Empty(silent);
    }

    [Fact]
    public void Nothing_else_is_open()
    {
        var open = Routes().Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(PathOf);

        Assert.Empty(open.Except(Open));
    }

    [Fact]
    public async Task Every_policy_that_is_named_exists()
    {
        var policies = _host.Get<IAuthorizationPolicyProvider>();

        foreach (var name in Routes().SelectMany(PoliciesOf).Distinct())
            Assert.True(await policies.GetPolicyAsync(name) is not null, $"There is no policy '{name}'.");
    }

    [Fact]
    public async Task Who_is_not_signed_in_gets_nowhere()
    {
        using var nobody = _host.Anonymous();

        foreach (var route in Routes().Where(route => !Open.Contains(PathOf(route))))
        {
            var method = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is [var first, ..] ? first : "GET";
            using var request = new HttpRequestMessage(new HttpMethod(method), Parameter().Replace(PathOf(route), "x"));
            using var answer = await nobody.SendAsync(request);

            var refused = answer.StatusCode == HttpStatusCode.Unauthorized || answer.Headers.Location?.OriginalString.Contains("/account/login", StringComparison.Ordinal) == true;
            Assert.True(refused, $"{method} {PathOf(route)} answered {(int)answer.StatusCode}.");
        }
    }

    private IReadOnlyList<RouteEndpoint> Routes()
    {
        List<RouteEndpoint> routes =
        [
            .. _host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
                .Where(route => !OfBlazor.Any(prefix => PathOf(route).StartsWith(prefix, StringComparison.Ordinal))),
        ];
        Assert.Contains("/account/login", routes.Select(PathOf));
        Assert.Contains("/health/live", routes.Select(PathOf));
        return routes;
    }

    private static string PathOf(RouteEndpoint route) => "/" + route.RoutePattern.RawText?.TrimStart('/');

    private static IReadOnlyList<string> PoliciesOf(RouteEndpoint route) => [.. route.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).OfType<string>()];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
