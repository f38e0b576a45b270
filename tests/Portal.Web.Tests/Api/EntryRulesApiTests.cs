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

/// <summary>The rules of an entry hold over HTTP as they hold in pages: who writes it, what its lane allows, whose its files are.</summary>
public sealed class EntryRulesApiTests : IAsyncLifetime
{
    private const string System = "/api/v1/systems/AIS-0001";

    private PortalHost _host = null!;
    private Actor _owner = null!;
    private Actor _technical = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _owner = await _host.Person("Owner", Role.SystemOwner);
        _technical = await _host.Person("Technical", Role.SystemOwner);
        _client = await _host.Client(_owner);
        await _client.PostAsJsonAsync("/api/v1/systems", Entry());
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("Responsible", HttpStatusCode.OK)]
    [InlineData("Consulted", HttpStatusCode.Forbidden)]
    [InlineData("Informed", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Forbidden)]
    public async Task Who_writes_a_published_entry_is_what_its_grid_says(string? part, HttpStatusCode expected)
    {
        var entry = Entry();
        entry["raci"] = Grid(("BusinessOwner", "AccountableAndResponsible"), ("TechnicalOwner", part));
        await Put(_client, entry);
        await Publish();
        using var technical = await _host.Client(_technical);
        entry["volume"] = "900 a day";

        using var written = await Put(technical, entry);
        using var attached = await Attach(technical, "note.txt", "A note.");

        Assert.Equal((expected, expected), (written.StatusCode, attached.StatusCode));
        Assert.Equal(expected == HttpStatusCode.OK ? "900 a day" : null, Draft(await Read())?.GetProperty("volume").GetString());
    }

    [Fact]
    public async Task Who_filed_a_published_entry_and_lost_every_part_in_it_writes_it_no_more()
    {
        var entry = Entry();
        entry["businessOwner"] = "technical@example.org";
        await Put(_client, entry);
        await Publish();

        using var written = await Put(_client, entry);

        Assert.Equal(HttpStatusCode.Forbidden, written.StatusCode);
    }

    [Theory]
    [InlineData(Role.RiskManager)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.BoardMember)]
    [InlineData(Role.Developer)]
    public async Task Whose_role_does_not_file_neither_files_nor_writes_nor_submits_nor_attaches(Role role)
    {
        using var client = await _host.Client(await _host.Person("Somebody", role), [.. Roles.PermissionsOf([role]).Where(TokenScopes.IsScope)]);

        using var filed = await client.PostAsJsonAsync("/api/v1/systems", Entry());
        using var written = await Put(client, Entry());
        using var submitted = await client.PostAsync($"{System}/submit", null);
        using var attached = await Attach(client, "note.txt", "A note.");

        Assert.All([filed, written, submitted, attached], answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
        Assert.Equal("Draft", (await Read()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_experiment_is_not_requested_to_production()
    {
        var entry = Entry();
        (entry["lane"], entry["hypothesis"], entry["experimentData"], entry["temporaryUntil"]) = ("Experiment", "It finds more.", "Masked", "2199-12-31");
        await Put(_client, entry);
        await Publish();
        await Seal("v1");

        using var answer = await _client.PostAsJsonAsync("/api/v1/promotions", new { system = "AIS-0001", version = "v1", stage = "Production", changeReason = "New", @case = "It finds more." });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("experiment", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
        Assert.Equal(0, (await _client.GetFromJsonAsync<JsonElement>("/api/v1/promotions")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task An_experiment_is_not_submitted_without_its_hypothesis_its_data_and_a_last_day_to_come()
    {
        var entry = Entry();
        entry["lane"] = "Experiment";
        await Put(_client, entry);
        using var lacking = await _client.PostAsync($"{System}/submit", null);
        (entry["hypothesis"], entry["experimentData"], entry["temporaryUntil"]) = ("It finds more.", "Masked", "2020-01-31");
        await Put(_client, entry);
        using var late = await _client.PostAsync($"{System}/submit", null);

        Assert.Equal(["temporaryUntil", "hypothesis", "experimentData"], await Errors(lacking));
        Assert.Equal(["temporaryUntil"], await Errors(late));
    }

    [Fact]
    public async Task Nothing_is_declared_for_what_is_prohibited()
    {
        await Publish(LegalClass.Prohibited);

        using var declared = await Declare("v1");

        Assert.Equal(HttpStatusCode.Conflict, declared.StatusCode);
    }

    [Fact]
    public async Task A_document_is_put_listed_and_read_back()
    {
        using var put = await Attach(_client, "impact assessment.md", "# Impact");
        var document = await put.Content.ReadFromJsonAsync<JsonElement>();
        using var read = await _client.GetAsync($"{System}/documents/{document.GetProperty("digest").GetString()}");

        Assert.Equal(("impact assessment.md", 8), (document.GetProperty("name").GetString(), document.GetProperty("size").GetInt32()));
        Assert.Equal("impact assessment.md", Assert.Single(Documents(await Read())).GetProperty("name").GetString());
        Assert.Equal("# Impact", await read.Content.ReadAsStringAsync());
        Assert.Equal(("application/octet-stream", "attachment"), (read.Content.Headers.ContentType?.MediaType, read.Content.Headers.ContentDisposition?.DispositionType));
    }

    [Fact]
    public async Task A_document_of_the_same_name_takes_the_place_of_the_one_before_and_one_that_is_left_out_is_taken_off()
    {
        await Attach(_client, "note.txt", "First");
        using var second = await Attach(_client, "NOTE.txt", "Second");
        var kept = Assert.Single(Documents(await Read()));
        await Put(_client, Entry());

        Assert.Equal((await second.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("digest").GetString(), kept.GetProperty("digest").GetString());
        Assert.Empty(Documents(await Read()));
    }

    [Fact]
    public async Task A_document_of_another_system_is_neither_named_nor_read()
    {
        await _client.PostAsJsonAsync("/api/v1/systems", new { name = "Chatbot" });
        using var put = await Attach(_client, "secret.txt", "Of the other", "/api/v1/systems/AIS-0002");
        var document = await put.Content.ReadFromJsonAsync<JsonElement>();
        var entry = Entry();
        entry["documents"] = new JsonArray(JsonNode.Parse(document.GetRawText()));

        using var named = await Put(_client, entry);
        using var read = await _client.GetAsync($"{System}/documents/{document.GetProperty("digest").GetString()}");

        Assert.Equal(["documents"], await Errors(named));
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
    }

    [Theory]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sha256:zz")]
    [InlineData("note.txt")]
    [InlineData("..%2f..%2fportal.db")]
    public async Task What_is_no_document_is_404(string digest)
    {
        using var read = await _client.GetAsync($"{System}/documents/{digest}");

        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
    }

    [Theory]
    [InlineData("..%2fetc%2fpasswd", "x", "name")]
    [InlineData("a%5cb.txt", "x", "name")]
    [InlineData("bell%07.txt", "x", "name")]
    [InlineData("%20note.txt", "x", "name")]
    [InlineData("note.txt", "", "content")]
    public async Task A_document_with_a_name_or_content_that_cannot_be_kept_is_refused_by_it(string name, string content, string field)
    {
        using var put = await Attach(_client, name, content);

        Assert.Equal([field], await Errors(put));
        Assert.Empty(Documents(await Read()));
    }

    [Fact]
    public async Task A_document_of_more_than_25_MB_is_refused_and_nothing_of_it_is_kept()
    {
        using var put = await _client.PutAsync($"{System}/documents/big.bin", new ByteArrayContent(new byte[(25 * 1024 * 1024) + 1]));

        Assert.Equal(["content"], await Errors(put));
        Assert.Empty(Documents(await Read()));
    }

    [Fact]
    public async Task Answers_are_written_and_read_back_and_what_no_longer_is_asked_falls_away()
    {
        var entry = Entry();
        entry["answers"] = new JsonObject { ["areas"] = new JsonArray("services", "employment"), ["services"] = "credit", ["employment"] = new JsonArray("hiring"), ["money"] = "little" };
        using var both = await Put(_client, entry);
        entry["answers"] = new JsonObject { ["areas"] = "employment", ["services"] = "credit", ["employment"] = "hiring" };
        using var one = await Put(_client, entry);

        var answers = (await both.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("answers");
        Assert.Equal(["employment", "services"], answers.GetProperty("areas").EnumerateArray().Select(value => value.GetString()));
        Assert.Equal(["credit"], answers.GetProperty("services").EnumerateArray().Select(value => value.GetString()));
        Assert.Equal(["areas", "employment"], (await one.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("answers").EnumerateObject().Select(answer => answer.Name).Order());
    }

    private static JsonObject Entry() => new()
    {
        ["name"] = "Credit scoring",
        ["kind"] = "ClassicMl",
        ["lane"] = "Governed",
        ["legalEntity"] = "Example Bank AG",
        ["countries"] = new JsonArray("AT"),
        ["businessOwner"] = "owner@example.org",
        ["technicalOwner"] = "technical@example.org",
        ["department"] = "Retail lending",
        ["raci"] = Grid(("BusinessOwner", "AccountableAndResponsible")),
        ["purpose"] = "Scores applications.",
        ["peopleAffected"] = "Applicants",
        ["humanInvolvement"] = "ReviewsSomeCases",
        ["autonomy"] = "ActsAfterApproval",
        ["fallback"] = "The scorecard of 2023",
        ["mayStop"] = "Yes",
        ["dataSources"] = new JsonArray("Core banking"),
        ["personalData"] = "Personal",
        ["knownLimitations"] = "Thin files score low.",
        ["answers"] = new JsonObject
        {
            ["role"] = "deployer",
            ["practices"] = "none",
            ["product"] = "no",
            ["areas"] = "none",
            ["contact"] = "none",
            ["automated"] = "no",
            ["money"] = "little",
            ["people"] = "nothing",
            ["reversibility"] = "atOnce",
            ["method"] = "learned",
            ["autonomy"] = "approved",
            ["reach"] = "team",
        },
    };

    /// <summary>Registering as told, everything else as usual.</summary>
    private static JsonArray Grid(params (string Party, string? Part)[] register) =>
    [
        .. register.Where(cell => cell.Part is not null).Select(cell => Cell("Register", cell.Party, cell.Part ?? "")),
        .. Raci.Usual.Cells.Where(cell => cell.Activity != RaciActivity.Register).Select(cell => Cell(cell.Activity.ToString(), cell.Party.ToString(), cell.Part.ToString())),
    ];

    private static JsonObject Cell(string activity, string party, string part) => new() { ["activity"] = activity, ["party"] = party, ["part"] = part };

    private static JsonElement? Draft(JsonElement system) => system.TryGetProperty("draft", out var draft) && draft.ValueKind == JsonValueKind.Object ? draft : null;

    private static IEnumerable<JsonElement> Documents(JsonElement system) => system.GetProperty("documents").EnumerateArray();

    private static Task<HttpResponseMessage> Put(HttpClient client, JsonObject entry) => client.PutAsJsonAsync(System, entry);

    private static Task<HttpResponseMessage> Attach(HttpClient client, string name, string content, string system = System) =>
        client.PutAsync($"{system}/documents/{name}", new StringContent(content, Encoding.UTF8, "application/octet-stream"));

    private static async Task<IEnumerable<string>> Errors(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name);
    }

    private Task<JsonElement> Read() => _client.GetFromJsonAsync<JsonElement>(System);

    private async Task Publish(LegalClass legalClass = LegalClass.Minimal)
    {
        using var submitted = await _client.PostAsync($"{System}/submit", null);
        Assert.Equal(HttpStatusCode.OK, submitted.StatusCode);
        var digest = Digest.Parse((await Read()).GetProperty("digest").GetString() ?? "");
        _ = (await _host.Get<AcceptEntry>().Run(await _host.Person("Risk", Role.RiskManager), new("AIS-0001", digest, new(RiskTier.Medium, legalClass, "As read.")), default)).Value;
    }

    private Task<HttpResponseMessage> Declare(string label) => _client.PostAsJsonAsync($"{System}/versions", new
    {
        label,
        artefact = new { kind = "Model", name = "scorecard" },
        artifacts = new[] { new { name = "model.bin", size = 7, sha256 = Digest.Of("weights"u8).Text } },
        contributors = new[] { "technical@example.org" },
    });

    private async Task Seal(string label)
    {
        using var declared = await Declare(label);
        using var content = new ByteArrayContent("weights"u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var sealing = await _client.PutAsync($"{System}/versions/{label}/artifacts/model.bin", content);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (declared.StatusCode, sealing.StatusCode));
    }
}
