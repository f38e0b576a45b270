using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Portal.Accounts;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

/// <summary>Whatever is asked wrongly is named, on every route alike.</summary>
public sealed class QueryValuesTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _client = await _host.Client(await _host.Person("Everybody", Enum.GetValues<Role>()));
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_value_that_is_not_of_its_kind_is_named_on_every_route()
    {
        List<string> wrong = [];
        var asked = 0;
        foreach (var (endpoint, value) in Values())
        {
            using var request = new HttpRequestMessage(new HttpMethod(endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0]), $"{Path(endpoint)}?{value}=no%20such");
            using var answer = await _client.SendAsync(request);
            asked++;
            if (answer.StatusCode != HttpStatusCode.BadRequest || !Names(await answer.Content.ReadAsStringAsync(), value))
                wrong.Add($"{request.Method} {request.RequestUri} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }

        Assert.Empty(wrong);
        Assert.InRange(asked, 20, 500);
    }

    [Theory]
    [InlineData("kind=Poem", "kind", "HoldOut, EdgeCases")]
    [InlineData("kind=2", "kind", "HoldOut, EdgeCases")]
    [InlineData("task=Cooking", "task", "Classification, Regression, Text")]
    [InlineData("kind=HoldOut&kind=Load", "kind", "more than once")]
    public async Task An_unknown_choice_is_answered_with_what_can_be_chosen(string query, string field, string said)
    {
        using var rows = new StringContent("{}", new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-ndjson"));
        using var answer = await _client.PostAsync(new Uri($"/api/v1/systems/AIS-0001/versions/v1.0/evaluations?{query}", UriKind.Relative), rows);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(Names(body, field), body);
        Assert.Contains(said, body, StringComparison.Ordinal);
    }

    private static bool Names(string body, string field) =>
        JsonDocument.Parse(body).RootElement.TryGetProperty("errors", out var errors) && errors.TryGetProperty(field, out _);

    private IEnumerable<(RouteEndpoint Endpoint, string Value)> Values() =>
        from endpoint in _host.Get<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        where endpoint.RoutePattern.RawText?.StartsWith("/api/v1", StringComparison.Ordinal) == true
        from value in endpoint.Metadata.OfType<IParameterBindingMetadata>()
        where value.HasTryParse && endpoint.RoutePattern.GetParameter(value.Name) is null
        select (endpoint, value.Name);

    private static string Path(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.Parameters.Aggregate(endpoint.RoutePattern.RawText ?? "", (path, parameter) => System.Text.RegularExpressions.Regex.Replace(path, $"{{\\*{{0,2}}{parameter.Name}[^}}]*}}", "1"));
}
