using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Security;

/// <summary>The routes that a running portal really has, so that a new page or endpoint is asked too.</summary>
internal static partial class Routes
{
    /// <summary>Blazor's own routes: what they carry is authorised by the page's policy inside the circuit.</summary>
    private static readonly string[] OfBlazor = ["/_blazor", "/_framework"];

    public static IReadOnlyList<RouteEndpoint> Of(PortalHost host)
    {
        List<RouteEndpoint> routes =
        [
            .. host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
                .Where(route => !OfBlazor.Any(prefix => PathOf(route).StartsWith(prefix, StringComparison.Ordinal))),
        ];
        Assert.Contains("/account/login", routes.Select(PathOf));
        Assert.Contains("/health/live", routes.Select(PathOf));
        return routes;
    }

    public static string PathOf(RouteEndpoint route) => "/" + route.RoutePattern.RawText?.TrimStart('/');

    /// <summary>An address that this route answers, whatever its parameters must be.</summary>
    public static string AddressOf(RouteEndpoint route) => Parameter().Replace(PathOf(route), parameter => parameter.Groups[1].Value switch
    {
        ":guid" => "01926fd0-0000-7000-8000-000000000000",
        ":long" or ":int" => "999999",
        _ => "x",
    });

    public static string MethodOf(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is [var first, ..] ? first : "GET";

    public static bool IsApi(RouteEndpoint route) => PathOf(route).StartsWith("/api/", StringComparison.Ordinal) || PathOf(route).StartsWith("/otlp/", StringComparison.Ordinal);

    public static IReadOnlyList<string> PoliciesOf(RouteEndpoint route) => [.. route.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).OfType<string>().Distinct()];

    [GeneratedRegex(@"\{[^}:]*(:[a-z]+)?[^}]*\}")]
    private static partial Regex Parameter();
}
