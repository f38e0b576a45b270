using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Accounts;
using Portal.Register;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

/// <summary>What nobody would type in a form: each is refused by the name of its field, and what was there stays.</summary>
public sealed class HostileEntryApiTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _client = await _host.Client(await _host.Person("Owner", Role.SystemOwner));
        await _client.PostAsJsonAsync("/api/v1/systems", new { name = "Chatbot", purpose = "Answers questions." });
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":"   "}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":"Bell \u0007"}""", "name")]
    [InlineData("""{"name":"Turned \u202e"}""", "name")]
    [InlineData("""{"name":"Half \ud800"}""", "name")]
    [InlineData("""{"name":"A","name":"B"}""", "name")]
    [InlineData("""{"name":"A","purpose":"Null \u0000"}""", "purpose")]
    [InlineData("""{"name":"A","kind":9}""", "kind")]
    [InlineData("""{"name":"A","lane":"Fast"}""", "lane")]
    [InlineData("""{"name":"A","temporaryUntil":"tomorrow"}""", "temporaryUntil")]
    [InlineData("""{"name":"A","temporaryUntil":"2026-02-30"}""", "temporaryUntil")]
    [InlineData("""{"name":"A","temporaryUntil":"0001-01-01"}""", "temporaryUntil")]
    [InlineData("""{"name":"A","businessOwner":"nobody@example.org"}""", "businessOwner")]
    [InlineData("""{"name":"A","countries":"AT"}""", "countries")]
    [InlineData("""{"name":"A","countries":[["AT"]]}""", "countries[0]")]
    [InlineData("""{"name":"A","raci":[null]}""", "raci[0]")]
    [InlineData("""{"name":"A","raci":[{}]}""", "raci")]
    [InlineData("""{"name":"A","raci":[{"activity":"Dance","party":"Risk","part":"Informed"}]}""", "raci[0].activity")]
    [InlineData("""{"name":"A","raci":[{"activity":"Register","party":"BusinessOwner","part":"Accountable"}]}""", "raci")]
    [InlineData("""{"name":"A","uses":[null]}""", "uses")]
    [InlineData("""{"name":"A","uses":[{}]}""", "uses")]
    [InlineData("""{"name":"A","uses":[{"system":"AIS-0001","version":null}]}""", "uses")]
    [InlineData("""{"name":"A","uses":[{"system":"AIS-0001","version":"1"}]}""", "uses")]
    [InlineData("""{"name":"A","uses":[{"system":"AIS-9999","version":"1"}]}""", "uses")]
    [InlineData("""{"name":"A","documents":[null]}""", "documents")]
    [InlineData("""{"name":"A","documents":[{}]}""", "documents")]
    [InlineData("""{"name":"A","documents":[{"name":"a.txt","size":1,"digest":"sha256:zz"}]}""", "documents[0].digest")]
    [InlineData("""{"name":"A","answers":{"weather":"fine"}}""", "answers.weather")]
    [InlineData("""{"name":"A","answers":{"money":"gold"}}""", "answers.money")]
    [InlineData("""{"name":"A","answers":{"money":["little","existence"]}}""", "answers.money")]
    [InlineData("""{"name":"A","answers":{"money":null}}""", "answers.money")]
    [InlineData("""{"name":"A","answers":["money"]}""", "answers")]
    [InlineData("""{"name":"A","proposedTier":"Extreme"}""", "proposedTier")]
    [InlineData("""{"name":"A","tier":"Low"}""", "tier")]
    [InlineData("""{"name":"A","code":"AIS-0007"}""", "code")]
    public async Task A_body_that_is_not_acceptable_names_its_field_and_changes_nothing(string body, string field)
    {
        using var answer = await _client.PutAsync("/api/v1/systems/AIS-0001", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal("Answers questions.", (await _client.GetFromJsonAsync<JsonElement>("/api/v1/systems/AIS-0001")).GetProperty("purpose").GetString());
    }

    [Fact]
    public async Task A_grid_with_a_cell_that_is_nothing_or_twice_there_is_refused()
    {
        using var nothing = await _client.PutAsJsonAsync("/api/v1/systems/AIS-0001", new { name = "A", raci = (object[])[.. Raci.Usual.Cells.Select(Cell), new { }] });
        using var twice = await _client.PutAsJsonAsync("/api/v1/systems/AIS-0001", new { name = "A", raci = Raci.Usual.Cells.Concat(Raci.Usual.Cells.Take(1)).Select(Cell) });
        using var whole = await _client.PutAsJsonAsync("/api/v1/systems/AIS-0001", new { name = "A", raci = Raci.Usual.Cells.Select(Cell) });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK), (nothing.StatusCode, twice.StatusCode, whole.StatusCode));
        Assert.Equal(Raci.Usual.Cells.Count(), (await whole.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("raci").GetArrayLength());
    }

    [Theory]
    [InlineData("name", 121)]
    [InlineData("vendor", 121)]
    [InlineData("purpose", 4001)]
    [InlineData("knownLimitations", 4001)]
    public async Task Text_that_is_too_long_names_its_field(string field, int length)
    {
        using var answer = await _client.PutAsJsonAsync("/api/v1/systems/AIS-0001", new JsonObject { ["name"] = "A", [field] = new string('x', length) });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task More_than_sixty_countries_are_refused_and_four_thousand_characters_of_purpose_are_kept()
    {
        var countries = new JsonArray([.. Enumerable.Range(0, 61).Select(at => (JsonNode?)$"C{at}")]);
        using var many = await _client.PutAsJsonAsync("/api/v1/systems/AIS-0001", new JsonObject { ["name"] = "A", ["countries"] = countries });
        using var longest = await _client.PutAsJsonAsync("/api/v1/systems/AIS-0001", new JsonObject { ["name"] = "<b>🙂</b>", ["purpose"] = new string('x', 4000) });

        var kept = await longest.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (many.StatusCode, longest.StatusCode));
        Assert.Equal(("<b>🙂</b>", 4000), (kept.GetProperty("name").GetString(), kept.GetProperty("purpose").GetString()?.Length));
    }

    private static object Cell(RaciCell cell) => new { activity = cell.Activity.ToString(), party = cell.Party.ToString(), part = cell.Part.ToString() };
}
