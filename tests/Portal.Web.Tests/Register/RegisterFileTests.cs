using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Portal.Accounts;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Register;

/// <summary>The register as a file, as a browser fetches it.</summary>
public sealed class RegisterFileTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private HttpClient _browser = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        var owner = await _host.Person("Owner", Role.SystemOwner);
        foreach (var content in new EntryContent[] { new() { Name = "=1+1", Lane = Lane.Experiment }, new() { Name = "Chatbot", Lane = Lane.Governed } })
            _ = (await _host.Get<FileSystem>().Run(owner, new(content), default)).Value;
        _browser = await Browser.SignIn(_host, "Owner");
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task It_is_an_attachment_with_exactly_what_is_filtered()
    {
        using var answer = await _browser.GetAsync("/exports/register?format=csv&lane=Experiment");
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");

        Assert.Equal(("text/csv", "attachment", true), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.DispositionType, answer.Headers.CacheControl?.NoStore));
        Assert.Matches("^register-[0-9-]{10}\\.csv$", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("AIS-0001,", lines[1]);
        Assert.Contains(",'=1+1,", lines[1]);
    }

    [Fact]
    public async Task It_is_a_workbook_or_json_too()
    {
        using var workbook = new ZipArchive(await _browser.GetStreamAsync("/exports/register?format=xlsx"));
        var rows = JsonDocument.Parse(await _browser.GetStringAsync("/exports/register?format=json")).RootElement;

        Assert.NotNull(workbook.GetEntry("xl/worksheets/sheet1.xml"));
        Assert.Equal(["=1+1", "Chatbot"], rows.EnumerateArray().Select(row => row.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("", "format")]
    [InlineData("?format=pdf", "format")]
    [InlineData("?format=csv&tier=Extreme", "tier")]
    [InlineData("?format=csv&asOf=tomorrow", "asOf")]
    [InlineData("?format=csv&asOf=9999-01-01", "asOf")]
    public async Task What_cannot_be_handed_out_is_refused_by_its_name(string query, string field)
    {
        using var answer = await _browser.GetAsync("/exports/register" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Of_a_past_day_it_has_what_stood_then()
    {
        var yesterday = Calendar.Text(_host.Get<Calendar>().Today.AddDays(-1));

        Assert.Equal("[]", await _browser.GetStringAsync($"/exports/register?format=json&asOf={yesterday}"));
    }

    [Fact]
    public async Task Nobody_takes_it_out_without_signing_in()
    {
        using var answer = await _host.Anonymous().GetAsync("/exports/register?format=csv");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
