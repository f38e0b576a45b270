using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

public sealed class MonitoringApiTests : IAsyncLifetime
{
    private const string Address = "/api/v1/telemetry/predictions?system=AIS-0001";

    private PortalHost _host = null!;
    private HttpClient _client = null!;
    private VersionId _version;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        var owner = await _host.Person("Owner", Role.SystemOwner);
        _client = await _host.Client(owner);
        await using var db = await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        var (by, now) = (owner.Person.GetValueOrDefault(), TimeProvider.System.GetUtcNow());
        var system = AiSystem.File("AIS-0001", new EntryContent { Name = "Credit scoring" }, by, now);
        var version = ModelVersion.Declare(system.Id, new Declaration("v1", new Artefact(ArtefactKind.Model, "scorecard"), [], []), by, now);
        db.Systems.Add(system);
        db.Versions.Add(version);
        await db.SaveChangesAsync();
        _version = version.Id;
        await Freeze(system.Id);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Posted_rows_are_a_point_of_the_series_within_two_seconds()
    {
        var clock = Stopwatch.StartNew();
        using var posted = await _client.PostAsync(Address, Json(Rows(500)));
        var accepted = await posted.Content.ReadFromJsonAsync<JsonElement>();
        while (_host.Get<SeriesStore>().Of(_version) is null && clock.Elapsed < TimeSpan.FromSeconds(20))
            await Task.Delay(10);
        clock.Stop();
        var series = await _client.GetFromJsonAsync<JsonElement>("/api/v1/systems/AIS-0001/monitoring?metric=psi");

        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        Assert.Equal(500, accepted.GetProperty("accepted").GetInt32());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"It took {clock.Elapsed}.");
        Assert.Equal(["income", "prediction"], series.GetProperty("series").EnumerateArray().Select(line => line.GetProperty("feature").GetString()));
        var point = Assert.Single(series.GetProperty("series")[0].GetProperty("points").EnumerateArray());
        Assert.Equal(500, point.GetProperty("n").GetInt32());
        Assert.True(point.GetProperty("raw").GetDouble() >= point.GetProperty("value").GetDouble());
        Assert.Equal("v1", series.GetProperty("version").GetString());
    }

    [Fact]
    public async Task Lines_packed_with_gzip_are_taken_and_the_same_key_counts_once()
    {
        var lines = Encoding.UTF8.GetBytes(Rows(20).Trim('[', ']').Replace("},{\"id\"", "}\n{\"id\""));

        var first = await Send(Packed(lines), "key-1");
        var again = await Send(Packed(lines), "key-1");
        var other = await Send(Packed(lines[..^1]), "key-2");
        var reused = await Send(Packed(Encoding.UTF8.GetBytes(Rows(21))), "key-1");
        var unpacked = await Send(new ByteArrayContent("no gzip"u8.ToArray()) { Headers = { ContentEncoding = { "gzip" } } }, null);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first, again));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest), (other, reused, unpacked));
        Assert.Equal(20, await Counted());
    }

    [Fact]
    public async Task A_small_post_that_unpacks_to_gigabytes_is_refused_soon()
    {
        var clock = Stopwatch.StartNew();

        var status = await Send(Packed(new byte[1 << 30]), null);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"It took {clock.Elapsed}.");
    }

    [Fact]
    public async Task A_body_larger_than_the_server_reads_is_413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new ByteArrayContent(new byte[AcceptPredictions.LargestBody + 1]) };
        request.Headers.ExpectContinue = true;

        using var answer = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task The_content_type_that_curl_sends_by_itself_is_taken()
    {
        using var answer = await _client.PostAsync(Address, new StringContent(Rows(1), Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task A_fault_names_its_row_and_field()
    {
        using var answer = await _client.PostAsync(Address, Json(Rows(3).Replace("\"r2\"", "7")));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(problem.GetProperty("errors").TryGetProperty("row 3, id", out _), problem.ToString());
    }

    [Theory]
    [InlineData("/api/v1/telemetry/predictions?system=AIS-0001&batch=2026-10", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/telemetry/predictions?system=AIS-0001&asOf=2026-10-31", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/telemetry/predictions?system=AIS-0001&batch=next&asOf=2999-10-31", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/telemetry/predictions?system=AIS-0001&batch=next&asOf=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/telemetry/reviews?system=AIS-0001&batch=2026-10&asOf=2026-10-31", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/telemetry/predictions", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/telemetry/predictions?system=%00", HttpStatusCode.NotFound)]
    public async Task A_system_that_is_not_there_takes_nothing(string address, HttpStatusCode expected)
    {
        using var answer = await _client.PostAsync(address, Json(Rows(1)));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("?metric=ks", HttpStatusCode.BadRequest)]
    [InlineData("?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("?from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("?to=0001-01-01T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("?from=0001-01-01T00:30:00Z&to=0001-01-02T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("?to=9999-12-31T23:59:59Z", HttpStatusCode.OK)]
    [InlineData("?version=v9", HttpStatusCode.NotFound)]
    [InlineData("?from=2026-01-01T00:00:00Z&to=2026-01-01T06:00:00Z", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.OK)]
    public async Task Series_are_asked_for_within_a_day(string query, HttpStatusCode expected)
    {
        using var answer = await _client.GetAsync("/api/v1/systems/AIS-0001/monitoring" + query);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Sending_needs_its_scope_and_reading_another()
    {
        using var reader = await _host.Client(await _host.Person("Reader", Role.Auditor), Permission.Read);

        using var sent = await reader.PostAsync(Address, Json(Rows(1)));
        using var read = await reader.GetAsync("/api/v1/systems/AIS-0001/monitoring");

        Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact]
    public async Task What_has_moved_for_two_hours_is_an_alert_that_somebody_takes_and_closes_with_its_cause()
    {
        var noon = TimeProvider.System.GetUtcNow();
        foreach (var hours in new[] { 4, 3 })
            Assert.Equal(HttpStatusCode.Accepted, await Send(Json(Rows(600, noon.AddHours(-hours), moved: 500)), key: null));
        await Counted();
        await _host.Get<EvaluateAlerts>().Turn(default);

        var alerts = await _client.GetFromJsonAsync<JsonElement>("/api/v1/alerts?state=Open&severity=Warning&system=AIS-0001");
        var ofSystem = await _client.GetFromJsonAsync<JsonElement>("/api/v1/systems/AIS-0001/alerts?size=1");
        using var unknown = await _client.GetAsync("/api/v1/systems/AIS-0042/alerts");
        using var wrong = await _client.GetAsync("/api/v1/alerts?state=Broken");
        using var simulated = await _client.PostAsJsonAsync("/api/v1/systems/AIS-0001/alerts/simulate", new { days = 2, psiWarning = 5, psiSerious = 9 });
        using var endless = await _client.PostAsJsonAsync("/api/v1/systems/AIS-0001/alerts/simulate", new { days = 99 });
        using var causeless = await _client.PostAsJsonAsync("/api/v1/alerts/AL-0001/close", new { });
        using var taken = await _client.PostAsync("/api/v1/alerts/AL-0001/take", null);
        using var said = await _client.PostAsJsonAsync("/api/v1/alerts/AL-0001/comment", new { words = "A campaign began." });
        using var closed = await _client.PostAsJsonAsync("/api/v1/alerts/AL-0001/close", new { cause = "Change", words = "The campaign of spring." });
        var whole = await _client.GetFromJsonAsync<JsonElement>("/api/v1/alerts/AL-0001");

        var first = alerts.GetProperty("items")[0];
        Assert.Equal(4, alerts.GetProperty("total").GetInt32());
        Assert.Equal(("AIS-0001", "v1", "income", 600), (first.GetProperty("system").GetString(), first.GetProperty("version").GetString(), first.GetProperty("feature").GetString(), first.GetProperty("n").GetInt32()));
        Assert.Equal((4, 1), (ofSystem.GetProperty("total").GetInt32(), ofSystem.GetProperty("items").GetArrayLength()));
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK],
            new[] { unknown, wrong, simulated, endless, causeless, taken, said, closed }.Select(answer => answer.StatusCode));
        Assert.Equal(["Opened", "Taken", "Commented", "Closed"], whole.GetProperty("story").EnumerateArray().Select(step => step.GetProperty("kind").GetString()));
        Assert.Equal("Closed", whole.GetProperty("alert").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Calls_feedback_and_reviews_are_counted_and_drawn_with_their_intervals()
    {
        var now = $"{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm}:00Z";
        string Call(int i) => $$"""{"id":"c{{i}}","time":"{{now}}","version":"v1","model":"gpt-4o","provider":"openai","inputTokens":1000,"outputTokens":100,"latencyMs":{{i}},"outcome":"{{(i % 10 == 0 ? "error" : i % 10 == 1 ? "blocked" : "ok")}}"}""";

        var calls = await Answer("calls", string.Join('\n', Enumerable.Range(0, 200).Select(Call)));
        var feedback = await Answer("feedback", """[{"id":"c1","rating":"up"},{"id":"c2","rating":4}]""");
        var reviews = await Answer("reviews", """{"id":"c1","outcome":"overridden","seconds":3}""");
        var wrong = await Answer("reviews", """{"id":"c1","outcome":"liked"}""");
        await _host.Get<MonitoringEngine>().Turn(default);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.BadRequest), (calls, feedback, reviews, wrong));
        var errors = await Point("errors", "errors");
        Assert.Equal((0.1, 200), (errors.GetProperty("value").GetDouble(), errors.GetProperty("n").GetInt64()));
        Assert.InRange(errors.GetProperty("low").GetDouble(), 0.06, 0.1);
        Assert.Equal(0.1, (await Point("safety", "blocked")).GetProperty("value").GetDouble());
        Assert.Equal(189.05, (await Point("latency", "calls.p95")).GetProperty("value").GetDouble(), 1e-9);
        Assert.Equal(200 * 3500, (await Point("cost", "costMicros")).GetProperty("value").GetDouble());
        Assert.Equal(200_000, (await Point("tokens", "inputTokens")).GetProperty("value").GetDouble());
        Assert.Equal(0.5, (await Point("feedback", "up")).GetProperty("value").GetDouble());
        Assert.Equal(1, (await Point("reviews", "overridden")).GetProperty("value").GetDouble());
        Assert.Equal(200, (await Point("rows", "calls")).GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task What_is_counted_is_told_live_as_server_sent_events()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var answer = await _client.GetAsync("/api/v1/systems/AIS-0001/monitoring/live", HttpCompletionOption.ResponseHeadersRead, stop.Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(stop.Token));
        var first = await Event(lines, stop.Token);

        using var posted = await _client.PostAsync(Address, Json(Rows(300)), stop.Token);
        var told = await Event(lines, stop.Token);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((0, 300), (first.GetProperty("rows").GetInt64(), told.GetProperty("rows").GetInt64()));
        Assert.Equal("income", told.GetProperty("features")[0].GetProperty("feature").GetString());
        using var unknown = await _client.GetAsync("/api/v1/systems/AIS-0042/monitoring/live", stop.Token);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_scoring_run_of_long_ago_is_read_under_its_own_day_and_not_among_what_happens_now()
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(-200);
        var rows = Rows(1000, day, moved: 0);

        using var sent = await _client.PostAsync($"{Address}&batch=spring&asOf={day:yyyy-MM-dd}", Json(rows));
        using var again = await _client.PostAsync($"{Address}&batch=spring&asOf={day:yyyy-MM-dd}", Json(rows));
        var counted = await Counted();
        var runs = await _client.GetFromJsonAsync<JsonElement>("/api/v1/systems/AIS-0001/monitoring/runs");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, 0L), (sent.StatusCode, again.StatusCode, counted));
        var run = Assert.Single(runs.GetProperty("items").EnumerateArray());
        Assert.Equal(("spring", $"{day:yyyy-MM-dd}", 1000), (run.GetProperty("batch").GetString(), run.GetProperty("asOf").GetString(), run.GetProperty("rows").GetInt64()));
    }

    [Fact]
    public async Task A_system_that_is_not_in_the_register_waits_in_quarantine_until_it_is_claimed_or_dismissed()
    {
        using var risk = await _host.Client(await _host.Person("Risk", Role.RiskManager), Permission.Read, Permission.CloseFindings);
        using var first = await _client.PostAsync("/api/v1/telemetry/predictions?system=churn", Json(Rows(20)));
        using var second = await _client.PostAsync("/api/v1/telemetry/predictions?system=load%20test", Json(Rows(30)));
        var kept = await _client.GetFromJsonAsync<JsonElement>("/api/v1/telemetry/quarantine");

        using var claimed = await _client.PostAsync("/api/v1/telemetry/quarantine/churn/claim", Json("{\"system\":\"AIS-0001\"}"));
        using var dismissed = await risk.PostAsync("/api/v1/telemetry/quarantine/load%20test/dismiss", Json("{\"reason\":\"A load test.\"}"));
        var left = await _client.GetFromJsonAsync<JsonElement>("/api/v1/telemetry/quarantine");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.NoContent), (first.StatusCode, second.StatusCode, claimed.StatusCode, dismissed.StatusCode));
        Assert.True((await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("quarantined").GetBoolean());
        Assert.Equal((2, 0), (kept.GetProperty("total").GetInt32(), left.GetProperty("total").GetInt32()));
        Assert.Equal(20, await Counted());
    }

    [Fact]
    public async Task Prices_and_costs_come_with_their_key_once()
    {
        const string price = """{"provider":"acme","model":"small","currency":"EUR","validFrom":"2026-01-01","input":2000000,"output":8000000,"rate":1000000}""";
        var cost = $$"""{"system":"AIS-0001","day":"{{TimeProvider.System.GetUtcNow().AddDays(-1):yyyy-MM-dd}}","what":"Licence","amountMicros":5000000}""";

        var first = await Post(_client, "/api/v1/prices", price);
        var again = await Post(_client, "/api/v1/prices", price);
        var posted = await Post(_client, "/api/v1/costs", cost);
        var repeated = await Post(_client, "/api/v1/costs", cost);
        var list = await _client.GetFromJsonAsync<JsonElement>("/api/v1/prices");

        Assert.Equal((1, 1), (first.GetProperty("number").GetInt32(), again.GetProperty("number").GetInt32()));
        Assert.Equal(posted.GetProperty("id").GetGuid(), repeated.GetProperty("id").GetGuid());
        Assert.Equal([(1, true), (0, false)], list.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("number").GetInt32(), item.GetProperty("verified").GetBoolean())).Distinct());
    }

    [Fact]
    public async Task A_budget_is_set_and_read_with_what_is_spent_of_it()
    {
        var set = await Post(_client, "/api/v1/budgets", """{"system":"AIS-0001","period":"Month","amountMicros":5000000}""");
        var list = await _client.GetFromJsonAsync<JsonElement>("/api/v1/budgets");

        var budget = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(set.GetProperty("id").GetGuid(), budget.GetProperty("id").GetGuid());
        Assert.Equal(("AIS-0001", "Month", 5_000_000, 0), (budget.GetProperty("system").GetString(), budget.GetProperty("period").GetString(), budget.GetProperty("amountMicros").GetInt64(), budget.GetProperty("spentMicros").GetInt64()));
    }

    private async Task<HttpStatusCode> Answer(string kind, string rows)
    {
        using var answer = await _client.PostAsync($"/api/v1/telemetry/{kind}?system=AIS-0001", Json(rows));
        return answer.StatusCode;
    }

    private async Task<JsonElement> Point(string metric, string line)
    {
        var series = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/systems/AIS-0001/monitoring?metric={metric}");
        var found = series.GetProperty("series").EnumerateArray().Single(one => one.GetProperty("name").GetString() == line);
        return found.GetProperty("points").EnumerateArray().First(point => point.GetProperty("n").GetInt64() > 0);
    }

    private static async Task<JsonElement> Event(StreamReader lines, CancellationToken ct)
    {
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
                return JsonSerializer.Deserialize<JsonElement>(line[5..]);
        }

        throw new EndOfStreamException("The stream ended before the event.");
    }

    private static async Task<JsonElement> Post(HttpClient client, string address, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = Json(body), Headers = { { "Idempotency-Key", address } } };
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task Freeze(SystemId system)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        EvaluationRows.Write(bytes, Enumerable.Range(0, 1000).Select(i => new EvaluationRow($"{i}", "approve", "approve", new Dictionary<string, FeatureValue> { ["income"] = FeatureValue.Of(i) })));
        var digest = await _host.Get<BlobStore>().PutAsync(bytes.WrittenMemory, default);
        foreach (var reaction in _host.Services.GetServices<IReaction<BaselineMade>>())
            await reaction.React(new BaselineMade(system, _version, digest), default);
    }

    private async Task<HttpStatusCode> Send(HttpContent content, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = content };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await _client.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<long> Counted()
    {
        await _host.Get<MonitoringEngine>().Turn(default);
        await using var db = await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        return await db.TelemetryWindows.SumAsync(window => window.Rows);
    }

    private static string Rows(int count) => Rows(count, TimeProvider.System.GetUtcNow(), moved: 0);

    private static string Rows(int count, DateTimeOffset now, int moved)
    {
        return "[" + string.Join(',', Enumerable.Range(0, count).Select(i =>
            $$"""{"id":"r{{i}}","time":"{{now:yyyy-MM-ddTHH:mm}}:00Z","version":"v1","features":{"income":{{(i * 7919 % 1000) + moved}}},"prediction":"approve"}""")) + "]";
    }

    private static StringContent Json(string rows) => new(rows, Encoding.UTF8, "application/json");

    private static ByteArrayContent Packed(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(rows);
        return new ByteArrayContent(packed.ToArray()) { Headers = { ContentEncoding = { "gzip" } } };
    }
}
