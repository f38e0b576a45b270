using System.Net;
using Microsoft.AspNetCore.Authorization;
using Portal.Accounts;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Security;

/// <summary>Asked of the routes that the running portal really has, so that a new page or endpoint is asked too.</summary>
public sealed class EveryPageAndEndpointNamesAPolicyTests : IAsyncLifetime
{
    /// <summary>All that is open to everybody; a longer list is a decision.</summary>
    private static readonly string[] Open =
    [
        "/health/live", "/health/ready", "/metrics", "/health", "/version", "/openapi/{documentName}.json",
        "/.well-known/jwks.json", "/.well-known/portal-key.pem", "/.well-known/ledger-key.pem",
        "/account/login", "/account/setup", "/account/logout", "/account/accept", "/account/code", "/account/forgotten",
        "/account/provider", "/account/provider/trouble", "/signin-oidc", "/no-access", "/not-found", "/error",
    ];

    /// <summary>What only says that there is nothing; who is not signed in does not even learn that.</summary>
    private static readonly string[] Dead = ["/{**path:file}"];

    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public void Every_route_names_a_policy_or_is_one_of_the_few_that_are_open()
    {
        var silent = Routes.Of(_host).Where(route => !Open.Contains(Routes.PathOf(route)) && !Dead.Contains(Routes.PathOf(route)) && Routes.PoliciesOf(route).Count == 0).Select(Routes.PathOf);

        Assert.Empty(silent);
    }

    [Fact]
    public void Nothing_else_is_open()
    {
        var open = Routes.Of(_host).Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(Routes.PathOf);

        Assert.Empty(open.Except(Open));
    }

    [Fact]
    public async Task Every_policy_that_is_named_exists()
    {
        var policies = _host.Get<IAuthorizationPolicyProvider>();

        foreach (var name in Routes.Of(_host).SelectMany(Routes.PoliciesOf).Distinct())
            Assert.True(await policies.GetPolicyAsync(name) is not null, $"There is no policy '{name}'.");
    }

    /// <summary>What is left asks, has evidence packs made, says that somebody is still there, or is refused to auditors by the use case: contesting and reviewing decisions.</summary>
    [Fact]
    public async Task An_auditor_is_let_into_no_endpoint_that_writes_but_those_that_are_committed()
    {
        var may = Roles.PermissionsOf([Role.Auditor]).Select(permission => permission.ToString()).ToHashSet();
        var writing = Routes.Of(_host)
            .Where(route => Routes.MethodOf(route) != "GET" && !Open.Contains(Routes.PathOf(route)) && !Dead.Contains(Routes.PathOf(route)) && Routes.PoliciesOf(route).All(may.Contains))
            .Select(route => $"{Routes.MethodOf(route)} {Routes.PathOf(route)}\n");

        var observed = string.Concat(writing.Order(StringComparer.Ordinal));
        var committed = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Security", "Auditor.txt"));
        Assert.True(committed.ReplaceLineEndings("\n") == observed, $"It is not what is in Security/Auditor.txt. It is now:\n\n{observed}");
    }

    [Fact]
    public async Task Who_is_not_signed_in_gets_nowhere()
    {
        using var nobody = _host.Anonymous();

        foreach (var route in Routes.Of(_host).Where(route => !Open.Contains(Routes.PathOf(route))))
        {
            var method = Routes.MethodOf(route);
            using var request = new HttpRequestMessage(new HttpMethod(method), Routes.AddressOf(route));
            using var answer = await nobody.SendAsync(request);

            var refused = answer.StatusCode == HttpStatusCode.Unauthorized || answer.Headers.Location?.OriginalString.Contains("/account/login", StringComparison.Ordinal) == true;
            Assert.True(refused, $"{method} {Routes.PathOf(route)} answered {(int)answer.StatusCode}.");
        }
    }
}
