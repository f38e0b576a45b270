using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Portal.Accounts;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class ClassificationApiTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private Actor _owner = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _owner = await _host.Person("Owner", Role.SystemOwner);
        _client = await _host.Client(_owner);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task The_questionnaire_gives_keys_texts_and_values()
    {
        var questionnaire = await _client.GetFromJsonAsync<JsonElement>("/api/v1/classification/questionnaire");

        var questions = questionnaire.GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("questions").EnumerateArray()).ToList();
        var services = questions.Single(question => question.GetProperty("key").GetString() == "services");
        Assert.Equal(1, questionnaire.GetProperty("version").GetInt32());
        Assert.StartsWith("sha256:", questionnaire.GetProperty("digest").GetString());
        Assert.Equal("Several", services.GetProperty("kind").GetString());
        Assert.Equal("areas", services.GetProperty("askedWhen")[0].GetProperty("question").GetString());
        Assert.Contains("credit", services.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("value").GetString()));
        Assert.All(questions, question => Assert.NotEqual("", question.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Answers_come_to_a_tier_a_class_reasons_and_duties()
    {
        var result = await Preview("""{"answers":{"role":["deployer"],"areas":"services","services":["credit","fraud"],"profiling":"yes","automated":"yes"}}""");

        Assert.Equal(("High", "HighRisk", true), (Text(result, "tier"), Text(result, "legalClass"), result.GetProperty("solelyAutomated").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, result.GetProperty("ownTier").ValueKind);
        Assert.Equal("High so far, because it decides on credit of natural persons (Annex III 5b)", result.GetProperty("reasons")[0].GetString());
        Assert.Equal(["Annex III 5b", "GDPR Art. 22(1)"], result.GetProperty("findings").EnumerateArray().Select(finding => Text(finding, "article")));
        Assert.Contains("money", result.GetProperty("missing").EnumerateArray().Select(key => key.GetString()));
        var duty = result.GetProperty("obligations").EnumerateArray().Single(duty => Text(duty, "id") == "deployer-impact-credit-insurance");
        Assert.Equal(("2027-12-02", false), (Text(duty, "effectiveDate"), duty.GetProperty("verified").GetBoolean()));
    }

    [Fact]
    public async Task The_exemption_says_what_it_demands()
    {
        var result = await Preview("""{"answers":{"areas":"employment","employment":"hiring","profiling":"no","exemption":"narrow"}}""");

        Assert.Equal("Minimal", Text(result, "legalClass"));
        Assert.Equal("Annex III 4a", Text(result.GetProperty("exemption").GetProperty("exempted")[0], "article"));
        Assert.Equal(2, result.GetProperty("exemption").GetProperty("demands").GetArrayLength());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"answers":null}""")]
    [InlineData("""{"answers":{}}""")]
    [InlineData("""{"answers":{"areas":[]}}""")]
    public async Task Without_answers_everything_is_missing(string body)
    {
        var result = await Preview(body);

        Assert.Equal(JsonValueKind.Null, result.GetProperty("tier").ValueKind);
        Assert.Equal(12, result.GetProperty("missing").GetArrayLength());
    }

    [Fact]
    public async Task Thousands_of_unknown_keys_are_refused_within_a_screen()
    {
        using var answer = await Post(_client, ManyAnswers(4000));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(50, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Count());
    }

    [Fact]
    public async Task A_body_larger_than_any_answers_is_refused()
    {
        using var answer = await Post(_client, ManyAnswers(20_000));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task What_the_entry_answers_counts_where_nothing_else_is_given()
    {
        await _client.PostAsJsonAsync("/api/v1/systems", new { name = "Credit scoring", answers = new { areas = "services", services = "credit", profiling = "yes" } });

        using var kept = await Post(_client, """{"system":"AIS-0001"}""");
        using var over = await Post(_client, """{"system":"AIS-0001","answers":{"services":"fraud"}}""");

        Assert.Equal("HighRisk", (await kept.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("legalClass").GetString());
        Assert.Equal("Minimal", (await over.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("legalClass").GetString());
    }

    [Fact]
    public async Task A_system_that_exists_may_be_named_and_a_token_bound_to_others_may_not_name_it()
    {
        await _client.PostAsJsonAsync("/api/v1/systems", new { name = "Credit scoring" });
        await _client.PostAsJsonAsync("/api/v1/systems", new { name = "Chatbot" });
        using var bound = await _host.BoundClient(_owner, (await _host.Get<SystemCodes>().Of(["AIS-0002"], CancellationToken.None))["AIS-0002"]);

        using var named = await Post(_client, """{"system":"AIS-0001","answers":{"practices":"scores"}}""");
        using var own = await Post(bound, """{"system":"AIS-0002"}""");
        using var others = await Post(bound, """{"system":"AIS-0001"}""");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden), (named.StatusCode, own.StatusCode, others.StatusCode));
        Assert.False((await named.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("mayLeaveProposed").GetBoolean());
    }

    [Fact]
    public async Task Nothing_is_written()
    {
        var before = await Head();

        await Preview("""{"answers":{"practices":"scores"}}""");

        Assert.Equal(before, await Head());
    }

    private async Task<string?> Head() => (await _client.GetFromJsonAsync<JsonElement>("/api/v1/ledger/entries")).ToString();

    private async Task<JsonElement> Preview(string body)
    {
        using var answer = await Post(_client, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string ManyAnswers(int count) =>
        "{\"answers\":{" + string.Join(',', Enumerable.Range(0, count).Select(at => $"\"k{at}\":\"x\"")) + "}}";

    private static Task<HttpResponseMessage> Post(HttpClient client, string body) =>
        client.PostAsync("/api/v1/classification/preview", new StringContent(body, Encoding.UTF8, "application/json"));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
