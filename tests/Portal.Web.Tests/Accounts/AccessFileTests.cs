using System.Net;
using System.Text.Json;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Accounts;

/// <summary>The access report as a file, as a browser fetches it.</summary>
public sealed class AccessFileTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private HttpClient _browser = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _ = await _host.Person("Auditor", Role.Auditor);
        _browser = await Browser.SignIn(_host, "Auditor");
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_line_says_who_has_what_since_when_and_by_whom()
    {
        var line = JsonDocument.Parse(await _browser.GetStringAsync("/exports/access?format=json")).RootElement[0];
        var csv = (await _browser.GetStringAsync("/exports/access?format=csv")).Split("\r\n");

        Assert.Equal(("Auditor", "auditor@example.org", "Auditor", "Active"), (Text("person"), Text("email"), Text("role"), Text("state")));
        Assert.StartsWith("\uFEFFPerson,Address,Department,State,Role,By the group,\"Since, UTC\"", csv[0]);
        Assert.StartsWith("Auditor,auditor@example.org,Retail lending,Active,Auditor,,", csv[1]);

        string? Text(string key) => line.GetProperty(key).GetString();
    }

    [Fact]
    public async Task Of_a_past_day_it_has_who_had_access_then()
    {
        var yesterday = Calendar.Text(_host.Get<Calendar>().Today.AddDays(-1));

        Assert.Equal("[]", await _browser.GetStringAsync($"/exports/access?format=json&asOf={yesterday}"));
    }

    [Theory]
    [InlineData("format=csv&asOf=yesterday")]
    [InlineData("format=csv&asOf=9999-12-31")]
    [InlineData("format=doc")]
    public async Task What_cannot_be_handed_out_is_refused(string query)
    {
        using var answer = await _browser.GetAsync("/exports/access?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
