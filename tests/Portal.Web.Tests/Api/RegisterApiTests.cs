using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Accounts;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class RegisterApiTests : IAsyncLifetime
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
    public async Task A_system_is_filed_read_edited_and_submitted()
    {
        using var filed = await _client.PostAsJsonAsync("/api/v1/systems", Entry());
        using var edited = await Put("AIS-0001", Entry(("purpose", "Sets prices.")), filed.Headers.ETag);
        using var submitted = await _client.PostAsync("/api/v1/systems/AIS-0001/submit", null);
        var system = await _client.GetFromJsonAsync<JsonElement>("/api/v1/systems/AIS-0001");

        Assert.Equal((HttpStatusCode.Created, "/api/v1/systems/AIS-0001"), (filed.StatusCode, filed.Headers.Location?.ToString()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (edited.StatusCode, submitted.StatusCode));
        Assert.Equal(("AIS-0001", "Submitted", "Sets prices.", "owner@example.org"), (Text(system, "code"), Text(system, "state"), Text(system, "purpose"), Text(system, "businessOwner")));
    }

    [Fact]
    public async Task What_is_published_is_read_while_the_next_revision_is_drafted()
    {
        await Publish();

        using var edited = await Put("AIS-0001", Entry(("purpose", "Sets prices.")));
        var system = await edited.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(("Published", 1, "Scores applications."), (Text(system, "state"), system.GetProperty("revision").GetInt32(), Text(system, "purpose")));
        Assert.Equal(("Draft", 2, "Sets prices."), (Text(system.GetProperty("draft"), "state"), system.GetProperty("draft").GetProperty("revision").GetInt32(), Text(system.GetProperty("draft"), "purpose")));
        Assert.Equal("High", Text(system, "tier"));
    }

    [Fact]
    public async Task A_change_on_top_of_what_somebody_else_changed_is_412_with_the_present_tag()
    {
        using var filed = await _client.PostAsJsonAsync("/api/v1/systems", Entry());
        using var first = await Put("AIS-0001", Entry(("purpose", "One")), filed.Headers.ETag);

        using var second = await Put("AIS-0001", Entry(("purpose", "Two")), filed.Headers.ETag);
        using var again = await Put("AIS-0001", Entry(("purpose", "Two")), second.Headers.ETag);

        Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Nobodys_address_and_unknown_members_and_wrong_choices_are_400()
    {
        using var nobody = await _client.PostAsJsonAsync("/api/v1/systems", Entry(("technicalOwner", "nobody@example.org")));
        using var unknown = await _client.PostAsJsonAsync("/api/v1/systems", Entry(("colour", "red")));
        using var choice = await _client.PostAsJsonAsync("/api/v1/systems", Entry(("kind", "Quantum")));
        using var nothing = await _client.PostAsJsonAsync("/api/v1/systems", new { });
        using var broken = await _client.PostAsync("/api/v1/systems", new StringContent("{", Encoding.UTF8, "application/json"));

        Assert.All([nobody, unknown, choice, nothing, broken], answer => Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode));
        Assert.All([nobody, unknown, choice, nothing, broken], answer => Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType));
        Assert.True((await unknown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("colour", out _));
        Assert.True((await choice.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("kind", out _));
        Assert.True((await nobody.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("technicalOwner", out _));
        Assert.True((await nothing.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("name", out _));
    }

    [Fact]
    public async Task Submitting_a_draft_that_lacks_something_names_every_field()
    {
        await _client.PostAsJsonAsync("/api/v1/systems", new { name = "Chatbot" });

        using var answer = await _client.PostAsync("/api/v1/systems/AIS-0001/submit", null);

        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(errors.TryGetProperty("purpose", out _) && errors.TryGetProperty("businessOwner", out _));
    }

    [Fact]
    public async Task The_same_idempotency_key_files_one_system()
    {
        using var once = await Post(Entry(), key: "one");
        using var twice = await Post(Entry(), key: "one");
        using var other = await Post(Entry(("name", "Another")), key: "one");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (once.StatusCode, twice.StatusCode));
        Assert.Equal(await once.Content.ReadAsStringAsync(), await twice.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal(1, (await _client.GetFromJsonAsync<JsonElement>("/api/v1/systems")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task The_list_is_paged_and_searched()
    {
        for (var number = 0; number < 3; number++)
            await _client.PostAsJsonAsync("/api/v1/systems", Entry(("name", $"System {number}")));

        var page = await _client.GetFromJsonAsync<JsonElement>("/api/v1/systems?page=2&size=2");
        var found = await _client.GetFromJsonAsync<JsonElement>("/api/v1/systems?q=system%201");
        using var wrong = await _client.GetAsync("/api/v1/systems?page=two");

        Assert.Equal((2, 2, 3), (page.GetProperty("page").GetInt32(), page.GetProperty("size").GetInt32(), page.GetProperty("total").GetInt32()));
        Assert.Equal("AIS-0003", Text(Assert.Single(page.GetProperty("items").EnumerateArray()), "code"));
        Assert.Equal("System 1", Text(Assert.Single(found.GetProperty("items").EnumerateArray()), "name"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task The_list_is_filtered_and_sorted_as_the_page_is()
    {
        foreach (var (name, lane) in new[] { ("Chatbot", "Governed"), ("Anomalies", "Experiment"), ("Budgets", "Governed") })
            await _client.PostAsJsonAsync("/api/v1/systems", Entry(("name", name), ("lane", lane)));

        async Task<string> Names(string query) => string.Join(' ', (await _client.GetFromJsonAsync<JsonElement>("/api/v1/systems" + query)).GetProperty("items").EnumerateArray().Select(item => Text(item, "name")));

        Assert.Equal("Anomalies Budgets Chatbot", await Names("?sort=name"));
        Assert.Equal("Chatbot Budgets", await Names("?sort=-name&lane=Governed"));
        Assert.Equal("Anomalies Budgets Chatbot", await Names("?sort=Name&lane=Governed&lane=Experiment&stage=Proposed&kind=ClassicMl&state=Draft&department=Retail%20lending&owner=Owner@example.org"));
        Assert.Equal("", await Names("?tier=High"));
    }

    [Theory]
    [InlineData("tier=4", "tier")]
    [InlineData("stage=Live", "stage")]
    [InlineData("state=gone", "state")]
    [InlineData("owner=nobody@example.org", "owner")]
    [InlineData("sort=colour", "sort")]
    public async Task A_filter_that_is_none_is_refused_by_its_name(string query, string field)
    {
        using var answer = await _client.GetAsync("/api/v1/systems?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Who_may_only_read_does_not_file_and_a_stranger_does_not_edit()
    {
        await _client.PostAsJsonAsync("/api/v1/systems", Entry());
        using var reader = await _host.Client(_owner, Permission.Read);
        using var stranger = await _host.Client(await _host.Person("Stranger", Role.SystemOwner));

        using var filing = await reader.PostAsJsonAsync("/api/v1/systems", Entry());
        using var editing = await stranger.PutAsJsonAsync("/api/v1/systems/AIS-0001", Entry());
        using var missing = await stranger.PutAsJsonAsync("/api/v1/systems/AIS-0009", Entry());

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (filing.StatusCode, editing.StatusCode, missing.StatusCode));
    }

    [Fact]
    public async Task The_description_of_the_api_has_the_register()
    {
        var document = await _client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        Assert.All(
            ["/api/v1/systems", "/api/v1/systems/{code}", "/api/v1/systems/{code}/submit"],
            path => Assert.True(document.GetProperty("paths").TryGetProperty(path, out _)));
    }

    private static JsonObject Entry(params (string Name, string Value)[] changes)
    {
        var entry = new JsonObject
        {
            ["name"] = "Credit scoring",
            ["kind"] = "ClassicMl",
            ["applicationType"] = "Scorecard",
            ["lane"] = "Governed",
            ["legalEntity"] = "Example Bank AG",
            ["countries"] = new JsonArray("AT", "DE"),
            ["businessOwner"] = "owner@example.org",
            ["technicalOwner"] = "Owner@Example.org",
            ["department"] = "Retail lending",
            ["purpose"] = "Scores applications.",
            ["peopleAffected"] = "Applicants",
            ["humanInvolvement"] = "ReviewsSomeCases",
            ["autonomy"] = "ActsAfterApproval",
            ["fallback"] = "The scorecard of 2023",
            ["mayStop"] = "Yes",
            ["dataSources"] = new JsonArray("Core banking"),
            ["personalData"] = "Personal",
            ["knownLimitations"] = "Thin files score low.",
            ["answers"] = new JsonObject([.. CreditAnswers.Select(answer => KeyValuePair.Create(answer.Key, (JsonNode?)answer.Value))]),
        };
        foreach (var (name, value) in changes)
            entry[name] = value;
        return entry;
    }

    private static readonly IReadOnlyDictionary<string, string> CreditAnswers = new Dictionary<string, string>
    {
        ["role"] = "deployer",
        ["practices"] = "none",
        ["product"] = "no",
        ["areas"] = "services",
        ["services"] = "credit",
        ["profiling"] = "yes",
        ["contact"] = "none",
        ["automated"] = "no",
        ["money"] = "organisation",
        ["people"] = "livelihood",
        ["reversibility"] = "withEffort",
        ["method"] = "learned",
        ["autonomy"] = "approved",
        ["reach"] = "customers",
    };

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task Publish()
    {
        await _client.PostAsJsonAsync("/api/v1/systems", Entry());
        await _client.PostAsync("/api/v1/systems/AIS-0001/submit", null);
        var risk = await _host.Person("Risk", Role.RiskManager);
        var system = await _client.GetFromJsonAsync<JsonElement>("/api/v1/systems/AIS-0001");
        _ = (await _host.Get<AcceptEntry>().Run(risk, new("AIS-0001", Digest.Parse(Text(system, "digest") ?? ""), new(RiskTier.High, LegalClass.HighRisk, "")), default)).Value;
    }

    private async Task<HttpResponseMessage> Put(string code, JsonObject entry, EntityTagHeaderValue? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/systems/{code}") { Content = JsonContent.Create(entry) };
        if (tag is not null)
            request.Headers.IfMatch.Add(tag);
        return await _client.SendAsync(request);
    }

    private async Task<HttpResponseMessage> Post(JsonObject entry, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/systems") { Content = JsonContent.Create(entry) };
        request.Headers.Add("Idempotency-Key", key);
        return await _client.SendAsync(request);
    }
}
