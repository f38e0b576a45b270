using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Accounts;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class FindingsApiTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private Actor _owner = null!;
    private HttpClient _byOwner = null!;
    private HttpClient _byRisk = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _owner = await _host.Person("Owner", Role.SystemOwner, Role.RiskManager);
        _byOwner = await _host.Client(_owner);
        _byRisk = await _host.Client(await _host.Person("Risk", Role.RiskManager));
    }

    public async Task DisposeAsync()
    {
        _byOwner.Dispose();
        _byRisk.Dispose();
        await _host.DisposeAsync();
    }

    private static string Due => Calendar.Text(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(20));

    [Fact]
    public async Task A_finding_is_raised_done_and_closed_by_somebody_else()
    {
        using var raised = await _byRisk.PostAsJsonAsync("/api/v1/findings", Body());
        using var claimed = await _byOwner.PostAsJsonAsync("/api/v1/findings/FI-0001/claim", new { evidence = "Drilled: 11 minutes." });
        using var byOwner = await _byOwner.PostAsJsonAsync("/api/v1/findings/FI-0001/close", new { remarks = "Fine." });
        using var byRisk = await _byRisk.PostAsJsonAsync("/api/v1/findings/FI-0001/close", new { remarks = "Read the protocol." });
        var finding = await _byRisk.GetFromJsonAsync<JsonElement>("/api/v1/findings/FI-0001");

        Assert.Equal((HttpStatusCode.Created, "/api/v1/findings/FI-0001"), (raised.StatusCode, raised.Headers.Location?.ToString()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.OK), (claimed.StatusCode, byOwner.StatusCode, byRisk.StatusCode));
        Assert.Contains("You have it: somebody else closes it.", await byOwner.Content.ReadAsStringAsync());
        Assert.Equal(("Closed", "owner@example.org", "Drilled: 11 minutes.", "Review"), (Text(finding, "state"), Text(finding, "owner"), Text(finding, "evidence"), Text(finding, "source")));
        Assert.Equal(["Raised", "Claimed", "Closed"], finding.GetProperty("story").EnumerateArray().Select(step => Text(step, "act")));
    }

    [Fact]
    public async Task The_same_key_raises_once()
    {
        _byRisk.DefaultRequestHeaders.Add("Idempotency-Key", "drill-1");

        using var first = await _byRisk.PostAsJsonAsync("/api/v1/findings", Body());
        using var again = await _byRisk.PostAsJsonAsync("/api/v1/findings", Body());
        using var other = await _byRisk.PostAsJsonAsync("/api/v1/findings", Body(title: "Another"));

        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity), (again.StatusCode, other.StatusCode));
        Assert.Equal(1, (await _byRisk.GetFromJsonAsync<JsonElement>("/api/v1/findings")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("title", null, "title")]
    [InlineData("text", " ", "text")]
    [InlineData("severity", null, "severity")]
    [InlineData("owner", "nobody@example.org", "owner")]
    [InlineData("owner", null, "owner")]
    [InlineData("due", "2020-01-01", "due")]
    [InlineData("due", null, "due")]
    [InlineData("system", "AIS-9999", "system")]
    [InlineData("about", "a\u202Eb", "about")]
    public async Task What_cannot_be_is_400_and_names_its_field(string field, string? value, string named)
    {
        var body = Body();
        body[field] = value;

        using var refused = await _byRisk.PostAsJsonAsync("/api/v1/findings", body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal([named], (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("state=Sleeping", "state")]
    [InlineData("severity=Awful", "severity")]
    [InlineData("source=Rumour", "source")]
    [InlineData("owner=nobody@example.org", "owner")]
    [InlineData("due=soon", "due")]
    [InlineData("sort=colour", "sort")]
    [InlineData("asOf=soon", "asOf")]
    public async Task A_filter_that_is_none_is_400_and_names_its_key(string query, string named)
    {
        using var refused = await _byRisk.GetAsync("/api/v1/findings?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains($"\"{named}\"", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_list_filters_by_what_it_says()
    {
        using var first = await _byRisk.PostAsJsonAsync("/api/v1/findings", Body());
        var severe = Body(title: "The postcode weighs");
        (severe["severity"], severe["owner"], severe["source"]) = ("Severe", "risk@example.org", "Audit");
        using var second = await _byRisk.PostAsJsonAsync("/api/v1/findings", severe);

        Assert.Equal(["FI-0002", "FI-0001"], await Codes(""));
        Assert.Equal(["FI-0002"], await Codes("?severity=Severe"));
        Assert.Equal(["FI-0001"], await Codes("?owner=OWNER@example.org"));
        Assert.Equal(["FI-0002"], await Codes("?source=audit"));
        Assert.Equal(["FI-0002"], await Codes("?q=postcode"));
        Assert.Empty(await Codes("?due=overdue"));
        Assert.Equal(2, (await Codes("?due=30&sort=code")).Count);
        Assert.Empty(await Codes("?asOf=2020-01-01"));
    }

    [Fact]
    public async Task A_token_that_is_bound_reads_raises_and_closes_on_its_systems_alone()
    {
        var (one, other) = (await File(), await File());
        var body = Body();
        body["system"] = one.Code;
        using var raised = await _byRisk.PostAsJsonAsync("/api/v1/findings", body);
        using var bound = await _host.BoundClient(_owner, other.Id);

        using var read = await bound.GetAsync("/api/v1/findings/FI-0001");
        using var raisedElsewhere = await bound.PostAsJsonAsync("/api/v1/findings", body);
        using var raisedOnNone = await bound.PostAsJsonAsync("/api/v1/findings", Body());
        using var claimed = await bound.PostAsJsonAsync("/api/v1/findings/FI-0001/claim", new { evidence = "Done." });
        using var listed = await bound.GetAsync($"/api/v1/findings?system={one.Code}");
        body["system"] = other.Code;
        using var raisedOnOwn = await bound.PostAsJsonAsync("/api/v1/findings", body);

        Assert.All([read, raisedElsewhere, raisedOnNone, claimed, listed], answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
        Assert.Equal(HttpStatusCode.Created, raisedOnOwn.StatusCode);
    }

    [Fact]
    public async Task A_token_without_the_scope_neither_raises_nor_closes()
    {
        using var reader = await _host.Client(_owner, Permission.Read);

        using var raised = await reader.PostAsJsonAsync("/api/v1/findings", Body());
        using var closed = await reader.PostAsJsonAsync("/api/v1/findings/FI-0001/close", new { remarks = "Fine." });
        using var missing = await reader.GetAsync("/api/v1/findings/FI-0001");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (raised.StatusCode, closed.StatusCode, missing.StatusCode));
    }

    [Fact]
    public async Task Exceptions_are_listed_those_of_a_past_day_too_and_what_is_no_choice_is_refused()
    {
        var list = await _byRisk.GetFromJsonAsync<JsonElement>("/api/v1/exceptions?state=Approved&rule=Check&expires=30");
        var past = await _byRisk.GetFromJsonAsync<JsonElement>("/api/v1/exceptions?asOf=2026-01-01");
        using var later = await _byRisk.GetAsync("/api/v1/exceptions?asOf=9999-01-01");
        using var unknown = await _byRisk.GetAsync("/api/v1/exceptions?state=Forgotten");

        Assert.Equal((0, 0), (list.GetProperty("total").GetInt32(), past.GetProperty("total").GetInt32()));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (later.StatusCode, unknown.StatusCode));
    }

    private static Dictionary<string, string?> Body(string title = "The fall-back was never drilled") => new()
    {
        ["title"] = title,
        ["text"] = "Drill it, and write down how long it took.",
        ["severity"] = "Moderate",
        ["owner"] = "owner@example.org",
        ["due"] = Due,
    };

    private async Task<IReadOnlyList<string?>> Codes(string query) =>
        [.. (await _byRisk.GetFromJsonAsync<JsonElement>("/api/v1/findings" + query)).GetProperty("items").EnumerateArray().Select(item => Text(item, "code"))];

    private async Task<Filed> File() =>
        (await _host.Get<FileSystem>().Run(_owner, new(new EntryContent { Name = "Credit scoring", BusinessOwner = _owner.Person }), default)).Value;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
