using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Accounts;
using Portal.Register;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

/// <summary>How much an entry holds over HTTP: all that is allowed, and no more.</summary>
public sealed class EntryLimitsApiTests : IAsyncLifetime
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

    [Fact]
    public async Task A_grid_with_a_cell_that_is_nothing_or_twice_there_is_refused()
    {
        using var nothing = await _client.PutAsJsonAsync("/api/v1/systems/AIS-0001", new { name = "A", raci = (object[])[.. Raci.Usual.Cells.Select(Cell), new { }] });
        using var twice = await _client.PutAsJsonAsync("/api/v1/systems/AIS-0001", new { name = "A", raci = Raci.Usual.Cells.Concat(Raci.Usual.Cells.Take(1)).Select(Cell) });
        using var whole = await _client.PutAsJsonAsync("/api/v1/systems/AIS-0001", new { name = "A", raci = Raci.Usual.Cells.Select(Cell) });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK), (nothing.StatusCode, twice.StatusCode, whole.StatusCode));
        Assert.Equal(Raci.Usual.Cells.Count(), (await whole.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("raci").GetArrayLength());
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
