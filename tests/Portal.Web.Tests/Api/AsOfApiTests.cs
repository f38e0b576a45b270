using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

/// <summary>Reading the register as of a past day over HTTP. Its first revision has stood for ten days, its second for five, a third is drafted.</summary>
public sealed class AsOfApiTests : IAsyncLifetime
{
    private PromotionScene _scene = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _scene = await PromotionScene.StartAsync();
        _client = await _scene.Host.Client(_scene.Owner);
        await _scene.Publish(content => content with { Name = "Credit scoring 2" });
        await _scene.Publish(content => content with { Name = "Credit scoring 3" });
        var entry = await _scene.Host.Get<RegisterQueries>().Entry(_scene.System, AsOf.Now, default);
        _ = (await _scene.Host.Get<EditEntry>().Run(_scene.Owner, new(_scene.System, (entry?.Shown.Content ?? new()) with { Name = "A draft" }, null), default)).Value;
        foreach (var (number, from, to) in new[] { (1, 10, 5), (2, 5, 0) })
        {
            await using var db = await _scene.Host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
            var (since, until) = (Ago(from), Ago(to));
            await db.Revisions.Where(revision => revision.Number == number).ExecuteUpdateAsync(set => set.SetProperty(revision => revision.ValidFrom, since).SetProperty(revision => revision.ValidTo, until));
        }
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task The_list_and_the_entry_show_what_stood_then()
    {
        var list = await Get($"/api/v1/systems?asOf={Day(7)}");
        var entry = await Get($"/api/v1/systems/{_scene.System}?asOf={Day(7)}");
        var later = await Get($"/api/v1/systems/{_scene.System}?asOf={Day(2)}");
        var before = await Get($"/api/v1/systems?asOf={Day(30)}");

        Assert.Equal("Credit scoring", Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(("Credit scoring", 1, "Published"), (entry.GetProperty("name").GetString(), entry.GetProperty("revision").GetInt32(), entry.GetProperty("state").GetString()));
        Assert.Equal("Credit scoring 2", later.GetProperty("name").GetString());
        Assert.Equal(0, before.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Today_has_what_is_published_so_far_and_no_draft()
    {
        var now = await Get($"/api/v1/systems/{_scene.System}");
        var today = await Get($"/api/v1/systems/{_scene.System}?asOf={Day(0)}");

        Assert.Equal("A draft", now.GetProperty("draft").GetProperty("name").GetString());
        Assert.Equal(("Credit scoring 3", JsonValueKind.Null), (today.GetProperty("name").GetString(), today.GetProperty("draft").ValueKind));
    }

    [Fact]
    public async Task An_entry_that_did_not_stand_then_is_404()
    {
        using var early = await _client.GetAsync($"/api/v1/systems/{_scene.System}?asOf={Day(30)}");
        using var revisions = await _client.GetAsync($"/api/v1/systems/{_scene.System}/revisions?asOf={Day(30)}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (early.StatusCode, revisions.StatusCode));
        Assert.Contains(Day(30), await early.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_revisions_say_who_when_and_what_changed()
    {
        var all = await Get($"/api/v1/systems/{_scene.System}/revisions");
        var then = await Get($"/api/v1/systems/{_scene.System}/revisions?asOf={Day(2)}");
        var page = await Get($"/api/v1/systems/{_scene.System}/revisions?page=2&size=1");
        using var missing = await _client.GetAsync("/api/v1/systems/AIS-0404/revisions");

        Assert.Equal([3, 2, 1], all.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("revision").GetInt32()));
        Assert.Equal([2, 1], then.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("revision").GetInt32()));
        var second = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal(("owner@example.org", "High"), (second.GetProperty("publishedBy").GetString(), second.GetProperty("tier").GetString()));
        Assert.StartsWith("sha256:", second.GetProperty("digest").GetString());
        var change = Assert.Single(second.GetProperty("changes").EnumerateArray());
        Assert.Equal(("name", "Credit scoring", "Credit scoring 2", false),
            (change.GetProperty("field").GetString(), change.GetProperty("before").GetString(), change.GetProperty("after").GetString(), change.GetProperty("material").GetBoolean()));
        Assert.Equal(0, all.GetProperty("items")[2].GetProperty("changes").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("")]
    [InlineData("2026-02-30")]
    [InlineData("9999-12-31")]
    [InlineData("2026-01-01&asOf=2026-01-02")]
    public async Task A_day_that_cannot_be_is_refused_by_its_name(string day)
    {
        foreach (var path in new[] { "/api/v1/systems", $"/api/v1/systems/{_scene.System}", $"/api/v1/systems/{_scene.System}/revisions", $"/api/v1/systems/{_scene.System}/versions", $"/api/v1/systems/{_scene.System}/suites", "/api/v1/kpis", "/api/v1/budgets", "/api/v1/prices", "/api/v1/costs", "/api/v1/datasets" })
        {
            using var answer = await _client.GetAsync($"{path}?asOf={day}");

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.True(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").TryGetProperty("asOf", out _));
        }
    }

    [Theory]
    [InlineData("/api/v1/systems/AIS-0001/readiness")]
    [InlineData("/api/v1/ledger/checkpoint")]
    public async Task What_is_not_kept_by_day_is_not_answered_with_todays(string path)
    {
        using var answer = await _client.GetAsync($"{path}?asOf={Day(3)}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("asOf", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_difference_between_two_days_names_each_field_with_its_revision()
    {
        var difference = await Get($"/api/v1/systems/{_scene.System}/difference?from={Day(2)}");

        var field = Assert.Single(difference.GetProperty("fields").EnumerateArray());
        Assert.Equal((2, 3), (difference.GetProperty("revisionBefore").GetInt32(), difference.GetProperty("revisionAfter").GetInt32()));
        Assert.Equal(("name", "Credit scoring 2", "Credit scoring 3", 3), (field.GetProperty("field").GetString(), field.GetProperty("before").GetString(), field.GetProperty("after").GetString(), field.GetProperty("revision").GetInt32()));
    }

    [Theory]
    [InlineData("from=soon", "from")]
    [InlineData("from=2026-01-01&to=9999-12-31", "to")]
    [InlineData("to=2026-01-01", "from")]
    [InlineData("from=2026-02-01&to=2026-01-01", "from")]
    public async Task Days_that_make_no_difference_are_refused_by_their_name(string days, string field)
    {
        using var answer = await _client.GetAsync($"/api/v1/systems/{_scene.System}/difference?{days}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Versions_are_listed_as_far_as_they_had_come()
    {
        await _scene.Version("v1");

        var before = await Get($"/api/v1/systems/{_scene.System}/versions?asOf={Day(3)}");
        var today = await Get($"/api/v1/systems/{_scene.System}/versions?asOf={Day(0)}");

        Assert.Equal(0, before.GetProperty("total").GetInt32());
        Assert.Equal(nameof(Stage.Development), Assert.Single(today.GetProperty("items").EnumerateArray()).GetProperty("stage").GetString());
    }

    [Fact]
    public async Task The_description_of_the_api_names_the_day()
    {
        var document = await Get("/openapi/v1.json");

        Assert.All(["/api/v1/systems", "/api/v1/systems/{code}", "/api/v1/systems/{code}/revisions"], path =>
            Assert.Contains(document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("name").GetString() == "asOf"));
    }

    private static DateTimeOffset Ago(int days) => TimeProvider.System.GetUtcNow().AddDays(-days);

    private static string Day(int ago) => Calendar.Text(DateOnly.FromDateTime(Ago(ago).UtcDateTime));

    private async Task<JsonElement> Get(string path) => JsonDocument.Parse(await _client.GetStringAsync(path)).RootElement;
}
