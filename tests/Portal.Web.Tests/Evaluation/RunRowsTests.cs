using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.Evaluation.Suites;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Evaluation;

public sealed class RunRowsTests : IAsyncLifetime
{
    private const string Run = "/api/v1/systems/AIS-0001/versions/v1/evaluations/1";
    private const string Page = "/register/AIS-0001/versions/v1/runs/1";

    private PortalHost _host = null!;
    private Actor _owner = null!;
    private Actor _developer = null!;
    private Actor _validator = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _owner = await _host.Person("Owner", Role.SystemOwner);
        _developer = await _host.Person("Developer", Role.Developer);
        _validator = await _host.Person("Validator", Role.IndependentValidator);
        await using (var db = await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync())
        {
            db.Systems.Add(AiSystem.File("AIS-0001", new EntryContent { Name = "Credit scoring" }, _owner.Person.GetValueOrDefault(), TimeProvider.System.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        var bytes = "weights"u8.ToArray();
        await _host.Get<DeclareVersion>().Run(_owner, new("AIS-0001", new("v1", new(ArtefactKind.Model, "m"), [new("m.bin", bytes.Length, Digest.Of(bytes))], [_developer.Person.GetValueOrDefault()])), default);
        await _host.Get<PutArtifact>().Run(_owner, new("AIS-0001", "v1", "m.bin", new MemoryStream(bytes)), default);
        var rows = new MemoryStream("""{"id":"1","prediction":"bad","label":"bad","groups":{"sex":"zz-f"}}"""u8.ToArray());
        Assert.Null((await _host.Get<SubmitEvaluation>().Run(_owner, new("AIS-0001", "v1", RowFormat.Ndjson, rows, new() { Dataset = "d", Positive = "bad" }), default)).Refusal);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Rows_come_as_they_are_kept_under_their_digest()
    {
        using var client = await _host.Client(_developer);
        using var browser = await Browser.SignIn(_host, "Developer");
        var named = JsonDocument.Parse(await client.GetStringAsync("/api/v1/systems/AIS-0001/versions/v1/evaluations")).RootElement.GetProperty("items")[0].GetProperty("rows").GetString();

        using var api = await client.GetAsync($"{Run}/rows");
        using var page = await browser.GetAsync($"{Page}/rows");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (api.StatusCode, page.StatusCode));
        var bytes = await api.Content.ReadAsByteArrayAsync();
        Assert.Equal(named, Digest.Of(bytes).Text);
        Assert.Equal(bytes, await page.Content.ReadAsByteArrayAsync());
        Assert.Equal($"\"{named}\"", api.Headers.ETag?.Tag);
        Assert.Equal("application/x-ndjson", api.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", page.Content.Headers.ContentDisposition?.DispositionType);
        Assert.DoesNotContain("zz-f", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public async Task No_route_hands_protected_groups_to_who_builds_or_owns_the_system()
    {
        foreach (var (actor, name) in new[] { (_owner, "Owner"), (_developer, "Developer") })
        {
            using var client = await _host.Client(actor);
            using var browser = await Browser.SignIn(_host, name);

            using var api = await client.GetAsync($"{Run}/groups");
            using var page = await browser.GetAsync($"{Page}/groups");

            Assert.Equal(HttpStatusCode.Forbidden, api.StatusCode);
            Assert.Contains("/no-access", page.Headers.Location?.OriginalString);
        }
    }

    [Fact]
    public async Task The_validator_takes_groups_out_with_a_token_that_says_so_and_in_the_page()
    {
        using var client = await _host.Client(_validator, Permission.Read, Permission.ReadProtectedGroups);
        using var narrow = await _host.Client(_validator, Permission.Read);
        using var browser = await Browser.SignIn(_host, "Validator");

        using var refused = await narrow.GetAsync($"{Run}/groups");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("""{"id":"1","groups":{"sex":"zz-f"}}""" + "\n", await client.GetStringAsync($"{Run}/groups"));
        Assert.Equal("""{"id":"1","groups":{"sex":"zz-f"}}""" + "\n", await browser.GetStringAsync($"{Page}/groups"));
    }

    [Fact]
    public async Task Bytes_that_have_changed_are_not_handed_out()
    {
        using var client = await _host.Client(_owner);
        var digest = Digest.Parse(JsonDocument.Parse(await client.GetStringAsync("/api/v1/systems/AIS-0001/versions/v1/evaluations")).RootElement.GetProperty("items")[0].GetProperty("rows").GetString() ?? "");
        var file = Directory.GetFiles(_host.Folder, digest.Hex, SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"bad\"", "\"bat\"", StringComparison.Ordinal));

        using var answer = await client.GetAsync($"{Run}/rows");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task The_validator_brings_labels_over_HTTP_once_or_twice_and_nobody_else_does()
    {
        var terms = new SuiteTerms { Name = "Hold-out", Dataset = "loans", Positive = "bad", Metrics = [Metric.Accuracy] };
        var suite = (await _host.Get<ProposeSuite>().Run(_owner, new("AIS-0001", terms), default)).Value;
        using var client = await _host.Client(_validator, Permission.Read, Permission.KeepHoldOuts);
        using var developer = await _host.Client(_developer);
        var address = $"/api/v1/suites/{suite}/labels";

        using var denied = await developer.PutAsync(address, Body("id,label\n1,bad\n", "text/csv"));
        using var json = await client.PutAsync(address, Body("{}", "application/json"));
        using var bad = await client.PutAsync(address, Body("id,label\n1,\n", "text/csv"));
        using var first = await client.PutAsync(address, Body("id,label\n1,bad\n2,good\n", "text/csv"));
        using var again = await client.PutAsync(address, Body("{\"id\":\"2\",\"label\":\"good\"}\n{\"id\":\"1\",\"label\":\"bad\"}", "application/x-ndjson"));
        using var nobody = await client.PutAsync("/api/v1/suites/SU-9999/labels", Body("id,label\n1,bad\n", "text/csv"));

        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound],
            new[] { denied, json, bad, first, again, nobody }.Select(answer => answer.StatusCode));
        Assert.Contains("rows[0].label", await bad.Content.ReadAsStringAsync());
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(2, JsonDocument.Parse(await first.Content.ReadAsStringAsync()).RootElement.GetProperty("rows").GetInt32());
        Assert.Contains("\"label\":\"good\"", await client.GetStringAsync(address));
        Assert.Equal(HttpStatusCode.Forbidden, (await developer.GetAsync(address)).StatusCode);
    }

    private static ByteArrayContent Body(string text, string type) => new(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = new(type) } };
}
