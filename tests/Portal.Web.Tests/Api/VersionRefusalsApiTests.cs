using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class VersionRefusalsApiTests(OneSystem portal) : IClassFixture<OneSystem>
{
    private const string Versions = "/api/v1/systems/AIS-0001/versions";

    [Theory]
    [InlineData("", "body")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    [InlineData("{\"label\":5}", "label")]
    [InlineData("{\"label\":\"\\ud800\"}", "label")]
    [InlineData("{\"verdict\":\"pass\"}", "verdict")]
    [InlineData("{\"artefact\":{\"kind\":\"Database\",\"name\":\"x\"}}", "artefact.kind")]
    [InlineData("{\"artefact\":{\"kind\":1,\"name\":\"x\"}}", "artefact.kind")]
    [InlineData("{\"artifacts\":[{\"name\":\"a\",\"size\":\"big\"}]}", "artifacts[0].size")]
    [InlineData("{\"artifacts\":[{\"name\":\"a\",\"size\":1e400}]}", "artifacts[0].size")]
    [InlineData("{\"artifacts\":[null]}", "artifacts[0].sha256")]
    [InlineData("{\"artifacts\":[{\"name\":\"a\",\"size\":1,\"sha256\":\"SHA\"}]}", "artifacts[0].sha256")]
    [InlineData("{\"contributors\":[\"nobody@example.org\"]}", "contributors[0]")]
    [InlineData("{\"contributors\":[null]}", "contributors[0]")]
    [InlineData("{}", "label")]
    [InlineData("{\"trainingData\":[{\"name\":\"Loans\",\"digest\":\"abc\",\"from\":\"2025-01-01\",\"to\":\"2025-12-31\"}]}", "trainingData[0].digest")]
    [InlineData("{\"trainingData\":[{\"from\":\"2025-13-01\"}]}", "trainingData[0].from")]
    [InlineData("{\"trainingData\":[null]}", "trainingData[0].name")]
    [InlineData("{\"features\":[null]}", "features[0]")]
    [InlineData("{\"hyperparameters\":{\"depth\":null}}", "hyperparameters.depth")]
    [InlineData("{\"hyperparameters\":{\"depth\":[6]}}", "hyperparameters.depth")]
    [InlineData("{\"hyperparameters\":{\"depth\":1e400}}", "hyperparameters.depth")]
    [InlineData("{\"hyperparameters\":{\"depth\":\"\\ud800\"}}", "hyperparameters.depth")]
    [InlineData("{\"hyperparameters\":{\"depth\":1,\"depth\":2}}", "hyperparameters.depth")]
    [InlineData("{\"seed\":1.5}", "seed")]
    [InlineData("{\"environment\":{}}", "environment")]
    [InlineData("{\"environment\":{\"digest\":\"x\"}}", "environment.digest")]
    [InlineData("{\"changeReason\":\"Because\"}", "changeReason")]
    [InlineData("{\"knowledgeBase\":{\"name\":\"Handbook\"}}", "knowledgeBase.digest")]
    [InlineData("{\"tools\":[null]}", "tools[0].name")]
    [InlineData("{\"prompt\":{}}", "prompt")]
    [InlineData("{\"agent\":{\"autonomy\":\"Wild\"}}", "agent.autonomy")]
    [InlineData("{\"agent\":{\"model\":{\"version\":\"../x\"}}}", "agent.model")]
    public async Task A_bad_declaration_is_400_and_names_its_field(string body, string field)
    {
        using var answer = await portal.Client.PostAsync(Versions, new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("/api/v1/systems/AIS-0404/versions")]
    [InlineData("/api/v1/systems/AIS-0001/versions/v9")]
    [InlineData("/api/v1/systems/AIS-0001/versions/v9/evaluations")]
    [InlineData("/api/v1/systems/AIS-0001/versions/v9/gates/Production")]
    [InlineData("/api/v1/systems/AIS-0001/versions/..%2f..%2fetc")]
    [InlineData("/api/v1/systems/AIS-0001/versions/%00")]
    public async Task What_does_not_exist_is_404_in_problem_details(string path)
    {
        using var answer = await portal.Client.GetAsync(path);

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        Assert.NotEqual("text/html", answer.Content.Headers.ContentType?.MediaType);
    }
}
