using System.Net;
using System.Text.Json;
using Portal.Accounts;
using Portal.Findings;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Findings;

/// <summary>Findings and exceptions as files, as a browser fetches them.</summary>
public sealed class FindingFilesTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private HttpClient _browser = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        var (risk, owner) = (await _host.Person("Risk", Role.RiskManager), await _host.Person("Owner", Role.SystemOwner));
        var due = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(20);
        foreach (var (severity, title, has) in new[] { (FindingSeverity.Severe, "=1+1", owner), (FindingSeverity.Note, "Calm", risk), (FindingSeverity.Note, "Closed", owner) })
            _ = (await _host.Get<RaiseFinding>().Run(risk, new(null, FindingSource.Audit, severity, title, "Do it.", has.Person.GetValueOrDefault(), due), default)).Value;
        _ = (await _host.Get<ClaimFinding>().Run(owner, new("FI-0003", "Done."), default)).Value;
        _ = (await _host.Get<CloseFinding>().Run(risk, new("FI-0003", "Seen."), default)).Value;
        _browser = await Browser.SignIn(_host, "Owner");
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task It_has_exactly_what_the_page_shows_and_no_formula()
    {
        var lines = (await _browser.GetStringAsync("/exports/findings?format=csv&severity=Severe")).Split("\r\n");

        Assert.Equal(3, lines.Length);
        Assert.StartsWith("FI-0001,Severe,Open,Audit,,,'=1+1,", lines[1]);
        Assert.Equal(["FI-0001", "FI-0002"], await Codes(""));
        Assert.Equal(["FI-0003"], await Codes("&state=Closed"));
        Assert.Equal(["FI-0001"], await Codes("&owner=me"));
        Assert.Empty(await Codes("&due=overdue"));
        Assert.Empty(await Codes("&asOf=2020-01-01"));
    }

    [Theory]
    [InlineData("/exports/findings", "format")]
    [InlineData("/exports/findings?format=csv&severity=Awful", "severity")]
    [InlineData("/exports/findings?format=csv&owner=somebody", "owner")]
    [InlineData("/exports/findings?format=csv&asOf=tomorrow", "asOf")]
    [InlineData("/exports/exceptions?format=pdf", "format")]
    [InlineData("/exports/exceptions?format=csv&state=Forgotten", "state")]
    public async Task What_cannot_be_is_400_and_names_its_key(string address, string named)
    {
        using var refused = await _browser.GetAsync(address);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains($"\"{named}\"", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Exceptions_come_as_a_file_too() =>
        Assert.Equal(0, JsonDocument.Parse(await _browser.GetStringAsync("/exports/exceptions?format=json")).RootElement.GetArrayLength());

    private async Task<IReadOnlyList<string?>> Codes(string query) =>
        [.. JsonDocument.Parse(await _browser.GetStringAsync("/exports/findings?format=json" + query)).RootElement.EnumerateArray().Select(row => row.GetProperty("code").GetString())];
}
