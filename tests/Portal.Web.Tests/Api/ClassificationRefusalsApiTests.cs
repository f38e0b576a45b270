using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class ClassificationRefusalsApiTests(OneSystem portal) : IClassFixture<OneSystem>
{
    [Theory]
    [InlineData("""{"answers":{"money":1}}""", "answers.money")]
    [InlineData("""{"answers":{"money":true}}""", "answers.money")]
    [InlineData("""{"answers":{"money":null}}""", "answers.money")]
    [InlineData("""{"answers":{"money":{"value":"little"}}}""", "answers.money")]
    [InlineData("""{"answers":{"areas":["services",null]}}""", "answers.areas")]
    [InlineData("""{"answers":{"areas":[["services"]]}}""", "answers.areas")]
    [InlineData("""{"answers":{"areas":["\ud800"]}}""", "answers.areas")]
    [InlineData("""{"answers":{"areas":["none","services"]}}""", "answers.areas")]
    [InlineData("""{"answers":{"money":["little","existence"]}}""", "answers.money")]
    [InlineData("""{"answers":{"money":"gold"}}""", "answers.money")]
    [InlineData("""{"answers":{"weather":"fine"}}""", "answers.weather")]
    [InlineData("""{"answers":{"":"fine"}}""", "answers")]
    [InlineData("""{"answers":{"money":"little","money":"existence"}}""", "answers.money")]
    [InlineData("""{"answers":[]}""", "answers")]
    [InlineData("""{"answers":"all"}""", "answers")]
    [InlineData("""{"tier":"Low"}""", "tier")]
    [InlineData("""{"system":"AIS-9999"}""", "system")]
    [InlineData("""{"system":7}""", "system")]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    [InlineData("{", "body")]
    public async Task A_body_that_is_not_acceptable_names_its_field(string body, string field)
    {
        using var answer = await portal.Client.PostAsync("/api/v1/classification/preview", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(field, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }
}
