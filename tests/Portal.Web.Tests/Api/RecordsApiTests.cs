using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Monitoring.Records;
using Portal.Shared;
using Portal.Web.Monitoring.Records;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

/// <summary>Recorded decisions, over HTTP and in the pages.</summary>
public sealed class RecordsApiTests : WatchedSystem
{
    private const string One = "/api/v1/telemetry/predictions/case%201?system=AIS-0001";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_recorded_decision_is_read_back_contested_and_reviewed_by_somebody_else()
    {
        await Record();
        using var risk = await Host.Client(await Host.Person("Risk", Role.RiskManager));

        var read = await Client.GetFromJsonAsync<JsonElement>(One);
        using var contested = await Client.PostAsync("/api/v1/telemetry/predictions/case%201/contest?system=AIS-0001", Json("""{"statement":"My income doubled."}"""));
        using var mine = await Client.PostAsync("/api/v1/telemetry/predictions/case%201/review?system=AIS-0001", Json("""{"outcome":"Upheld","reason":"It stands."}"""));
        using var reviewed = await risk.PostAsync("/api/v1/telemetry/predictions/case%201/review?system=AIS-0001", Json("""{"outcome":"Overridden","reason":"The payslip says so."}"""));

        Assert.Equal(("case 1", "person-1", "decline", true), (read.GetProperty("id").GetString(), read.GetProperty("subject").GetString(), read.GetProperty("prediction").GetString(), read.GetProperty("approximate").GetBoolean()));
        Assert.Equal(("income", "120", -0.4), (read.GetProperty("features")[0].GetProperty("name").GetString(), read.GetProperty("features")[0].GetProperty("value").GetString(), read.GetProperty("features")[0].GetProperty("contribution").GetDouble()));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.OK], new[] { contested, mine, reviewed }.Select(answer => answer.StatusCode));
        Assert.Equal("Overridden", (await reviewed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("cases")[0].GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("/api/v1/telemetry/predictions?system=AIS-0001&subject=person-1", HttpStatusCode.OK)]
    [InlineData("/api/v1/telemetry/predictions?system=AIS-0001&after=last", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/telemetry/predictions?system=AIS-0001&size=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/telemetry/predictions?system=AIS-0001&from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/telemetry/predictions?system=AIS-0001&subject=%00", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/telemetry/predictions?system=AIS-0009", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/telemetry/predictions", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/telemetry/predictions/nothing?system=AIS-0001", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/telemetry/predictions/%00?system=AIS-0001", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_answered_says_why(string address, HttpStatusCode expected)
    {
        using var answer = await Client.GetAsync(address);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task The_pages_show_an_auditor_no_person_until_they_say_why()
    {
        await Record();
        var auditor = await Host.Person("Auditor", Role.Auditor);
        await using var pages = new BunitContext();
        pages.Over(Host, auditor);
        var id = (await Host.Get<SearchDecisions>().Run(auditor, new("AIS-0001"), default)).Value.Items[0].Id;

        var list = pages.Render<DecisionsPage>(parameters => parameters.Add(page => page.Code, "AIS-0001"));
        list.WaitForAssertion(() => Assert.Contains("case 1", list.Markup, StringComparison.Ordinal), Soon);
        var decision = pages.Render<DecisionPage>(parameters => parameters.Add(page => page.Code, "AIS-0001").Add(page => page.Id, id.ToString()));
        decision.WaitForAssertion(() => Assert.Contains("Person masked", decision.Markup, StringComparison.Ordinal), Soon);

        Assert.DoesNotContain("person-1", list.Markup + decision.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Contest", decision.FindAll(".action button").Select(button => button.TextContent));
        await decision.InvokeAsync(() => decision.FindAll(".action button").Single(button => button.TextContent == "Show personal data").Click());
        decision.Find("dialog textarea").Change("Sample 3 of the audit.");
        await decision.InvokeAsync(() => decision.Find("dialog form").Submit());
        decision.WaitForAssertion(() => Assert.Contains("person-1", decision.Markup, StringComparison.Ordinal), Soon);
    }

    [Fact]
    public async Task Without_contributions_the_page_says_so_and_shows_no_bar()
    {
        await Record(contributions: "");
        var owner = await Host.Person("Risk", Role.RiskManager);
        await using var pages = new BunitContext();
        pages.Over(Host, owner);
        var id = (await Host.Get<SearchDecisions>().Run(owner, new("AIS-0001"), default)).Value.Items[0].Id;

        var decision = pages.Render<DecisionPage>(parameters => parameters.Add(page => page.Code, "AIS-0001").Add(page => page.Id, id.ToString()));

        decision.WaitForAssertion(() => Assert.Contains("none is made up", decision.Markup, StringComparison.Ordinal), Soon);
        Assert.Empty(decision.FindAll("svg.contribution"));
        Assert.DoesNotContain("Approximate", decision.Markup, StringComparison.Ordinal);
    }

    private async Task Record(string contributions = ""","contributions":{"income":-0.4}""")
    {
        await using (var db = await Host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync())
            await db.Systems.ExecuteUpdateAsync(set => set.SetProperty(system => system.Tier, RiskTier.High));
        var row = $$"""{"id":"case 1","time":"{{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ss}}Z","version":"v1","features":{"income":120},"prediction":"decline","subject":"person-1"{{contributions}} }""";
        Assert.Equal(HttpStatusCode.Accepted, await Send(Json(row), key: null));
        _ = await Counted();
    }
}
