using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Labels;

namespace Portal.Web.Tests.Api;

public sealed class MonitoringApiTests : WatchedSystem
{
    [Fact]
    public async Task Posted_rows_are_a_point_of_the_series_within_two_seconds()
    {
        var clock = Stopwatch.StartNew();
        using var posted = await Client.PostAsync(Predictions, Json(Rows(500)));
        var accepted = await posted.Content.ReadFromJsonAsync<JsonElement>();
        while (Host.Get<SeriesStore>().Of(Version) is null && clock.Elapsed < TimeSpan.FromSeconds(20))
            await Task.Delay(10);
        clock.Stop();
        var series = await Client.GetFromJsonAsync<JsonElement>("/api/v1/systems/AIS-0001/monitoring?metric=psi");

        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        Assert.Equal(500, accepted.GetProperty("accepted").GetInt32());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"It took {clock.Elapsed}.");
        Assert.Equal(["income", "prediction"], series.GetProperty("series").EnumerateArray().Select(line => line.GetProperty("feature").GetString()));
        var point = Assert.Single(series.GetProperty("series")[0].GetProperty("points").EnumerateArray());
        Assert.Equal(500, point.GetProperty("n").GetInt32());
        Assert.True(point.GetProperty("raw").GetDouble() >= point.GetProperty("value").GetDouble());
        Assert.Equal("v1", series.GetProperty("version").GetString());
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
        using var answer = await Client.GetAsync("/api/v1/systems/AIS-0001/monitoring" + query);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task What_has_moved_for_two_hours_is_an_alert_that_somebody_takes_and_closes_with_its_cause()
    {
        var noon = TimeProvider.System.GetUtcNow();
        // In one post: between two, the portal itself might look at the hours and take the second for empty.
        Assert.Equal(HttpStatusCode.Accepted, await Send(Json(Together(Rows(600, noon.AddHours(-4), moved: 500), Rows(600, noon.AddHours(-3), moved: 500))), key: null));
        await Counted();
        await Host.Get<EvaluateAlerts>().Turn(default);

        var alerts = await Client.GetFromJsonAsync<JsonElement>("/api/v1/alerts?state=Open&severity=Warning&system=AIS-0001");
        var ofSystem = await Client.GetFromJsonAsync<JsonElement>("/api/v1/systems/AIS-0001/alerts?size=1");
        using var unknown = await Client.GetAsync("/api/v1/systems/AIS-0042/alerts");
        using var wrong = await Client.GetAsync("/api/v1/alerts?state=Broken");
        using var simulated = await Client.PostAsJsonAsync("/api/v1/systems/AIS-0001/alerts/simulate", new { days = 2, psiWarning = 5, psiSerious = 9 });
        using var endless = await Client.PostAsJsonAsync("/api/v1/systems/AIS-0001/alerts/simulate", new { days = 99 });
        using var causeless = await Client.PostAsJsonAsync("/api/v1/alerts/AL-0001/close", new { });
        using var taken = await Client.PostAsync("/api/v1/alerts/AL-0001/take", null);
        using var said = await Client.PostAsJsonAsync("/api/v1/alerts/AL-0001/comment", new { words = "A campaign began." });
        using var snoozed = await Client.PostAsJsonAsync("/api/v1/alerts/AL-0001/snooze", new { until = noon.AddHours(4), reason = "Asked who began it." });
        using var forEver = await Client.PostAsJsonAsync("/api/v1/alerts/AL-0001/snooze", new { until = noon.AddDays(400), reason = "Later." });
        using var closed = await Client.PostAsJsonAsync("/api/v1/alerts/AL-0001/close", new { cause = "Change", words = "The campaign of spring." });
        var whole = await Client.GetFromJsonAsync<JsonElement>("/api/v1/alerts/AL-0001");

        var first = alerts.GetProperty("items")[0];
        Assert.Equal(1, alerts.GetProperty("total").GetInt32());
        Assert.Equal(("AIS-0001", "v1", "income", 600), (first.GetProperty("system").GetString(), first.GetProperty("version").GetString(), first.GetProperty("feature").GetString(), first.GetProperty("n").GetInt32()));
        Assert.Equal(
            (first.GetProperty("metric").GetString(), first.GetProperty("value").GetDouble()),
            (first.GetProperty("figures")[0].GetProperty("metric").GetString(), first.GetProperty("figures")[0].GetProperty("value").GetDouble()));
        Assert.Equal((1, 1), (ofSystem.GetProperty("total").GetInt32(), ofSystem.GetProperty("items").GetArrayLength()));
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.OK],
            new[] { unknown, wrong, simulated, endless, causeless, taken, said, snoozed, forEver, closed }.Select(answer => answer.StatusCode));
        Assert.Equal(["Opened", "Taken", "Commented", "Snoozed", "Closed"], whole.GetProperty("story").EnumerateArray().Select(step => step.GetProperty("kind").GetString()));
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
        await Host.Get<MonitoringEngine>().Turn(default);

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
        using var answer = await Client.GetAsync("/api/v1/systems/AIS-0001/monitoring/live", HttpCompletionOption.ResponseHeadersRead, stop.Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(stop.Token));
        var first = await Event(lines, stop.Token);

        using var posted = await Client.PostAsync(Predictions, Json(Rows(300)), stop.Token);
        var told = await Event(lines, stop.Token);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((0, 300), (first.GetProperty("rows").GetInt64(), told.GetProperty("rows").GetInt64()));
        Assert.Equal("income", told.GetProperty("features")[0].GetProperty("feature").GetString());
        using var unknown = await Client.GetAsync("/api/v1/systems/AIS-0042/monitoring/live", stop.Token);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_scoring_run_of_long_ago_is_read_under_its_own_day_and_not_among_what_happens_now()
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(-200);
        var rows = Rows(1000, day, moved: 0);

        using var sent = await Client.PostAsync($"{Predictions}&batch=spring&asOf={day:yyyy-MM-dd}", Json(rows));
        using var again = await Client.PostAsync($"{Predictions}&batch=spring&asOf={day:yyyy-MM-dd}", Json(rows));
        var counted = await Counted();
        var runs = await Client.GetFromJsonAsync<JsonElement>("/api/v1/systems/AIS-0001/monitoring/runs");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, 0L), (sent.StatusCode, again.StatusCode, counted));
        var run = Assert.Single(runs.GetProperty("items").EnumerateArray());
        Assert.Equal(("spring", $"{day:yyyy-MM-dd}", 1000), (run.GetProperty("batch").GetString(), run.GetProperty("asOf").GetString(), run.GetProperty("rows").GetInt64()));
    }

    [Fact]
    public async Task A_baseline_is_brought_once_in_the_form_of_telemetry_and_the_same_rows_again_answer_the_same()
    {
        await using (var db = await Host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync())
            await db.Baselines.ExecuteDeleteAsync();
        const string address = "/api/v1/systems/AIS-0001/versions/v1/baseline";
        using var none = await Client.GetAsync(address);
        using var few = await Client.PostAsync(address, Json(Rows(499)));
        using var another = await Client.PostAsync(address, Json(Rows(500).Replace("\"v1\"", "\"v2\"")));

        using var made = await Client.PostAsync(address, Json(Rows(600).Replace("\"prediction\"", "\"score\":0.5,\"prediction\"")));
        using var again = await Client.PostAsync(address, Json(Rows(600).Replace("\"prediction\"", "\"score\":0.5,\"prediction\"")));
        using var other = await Client.PostAsync(address, Json(Rows(700)));
        var read = await Client.GetFromJsonAsync<JsonElement>(address);

        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Conflict],
            new[] { none, few, another, made, again, other }.Select(answer => answer.StatusCode));
        Assert.Equal(600, read.GetProperty("rows").GetInt32());
        Assert.Equal(
            [("income", false), ("prediction", true), ("score", true)],
            read.GetProperty("features").EnumerateArray().Select(feature => (feature.GetProperty("name").GetString(), feature.GetProperty("isOutput").GetBoolean())));
    }

    [Fact]
    public async Task Labels_that_came_before_their_predictions_are_in_the_cohort_of_the_day_with_what_was_right()
    {
        var labels = string.Join('\n', Enumerable.Range(0, 40).Select(i => $$"""{"id":"r{{i}}","label":"{{(i % 4 == 0 ? "reject" : "approve")}}"}"""));
        var early = await Answer("labels", labels);
        using var posted = await Client.PostAsync(Predictions, Json(Rows(50)));
        await Counted();
        await Host.Get<CountQuality>().Turn(default);

        var cohorts = await Client.GetFromJsonAsync<JsonElement>("/api/v1/systems/AIS-0001/monitoring/cohorts?by=day");
        using var wrong = await Client.GetAsync("/api/v1/systems/AIS-0001/monitoring/cohorts?by=year");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.BadRequest), (early, posted.StatusCode, wrong.StatusCode));
        var cohort = Assert.Single(cohorts.GetProperty("cohorts").EnumerateArray());
        Assert.Equal((50, 40), (cohort.GetProperty("rows").GetInt64(), cohort.GetProperty("labelled").GetInt64()));
        Assert.Equal(0.75, cohort.GetProperty("figures").GetProperty("accuracy").GetProperty("value").GetDouble());
    }

    private async Task<JsonElement> Point(string metric, string line)
    {
        var series = await Client.GetFromJsonAsync<JsonElement>($"/api/v1/systems/AIS-0001/monitoring?metric={metric}");
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
}
