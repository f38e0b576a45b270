using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Portal.Accounts;
using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Web.Tests.Api;

public sealed class TelemetryApiTests : WatchedSystem
{
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
        using var request = new HttpRequestMessage(HttpMethod.Post, Predictions) { Content = new ByteArrayContent(new byte[AcceptPredictions.LargestBody + 1]) };

        using var answer = await Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task The_content_type_that_curl_sends_by_itself_is_taken()
    {
        using var answer = await Client.PostAsync(Predictions, new StringContent(Rows(1), Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task A_fault_names_its_row_and_field()
    {
        using var answer = await Client.PostAsync(Predictions, Json(Rows(3).Replace("\"r2\"", "7")));

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
        using var answer = await Client.PostAsync(address, Json(Rows(1)));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Sending_needs_its_scope_and_reading_another()
    {
        using var reader = await Host.Client(await Host.Person("Reader", Role.Auditor), Permission.Read);

        using var sent = await reader.PostAsync(Predictions, Json(Rows(1)));
        using var read = await reader.GetAsync("/api/v1/systems/AIS-0001/monitoring");

        Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact]
    public async Task A_system_that_is_not_in_the_register_waits_in_quarantine_until_it_is_claimed_or_dismissed()
    {
        using var risk = await Host.Client(await Host.Person("Risk", Role.RiskManager), Permission.Read, Permission.CloseFindings);
        using var first = await Client.PostAsync("/api/v1/telemetry/predictions?system=churn", Json(Rows(20)));
        using var second = await Client.PostAsync("/api/v1/telemetry/predictions?system=load%20test", Json(Rows(30)));
        var kept = await Client.GetFromJsonAsync<JsonElement>("/api/v1/telemetry/quarantine");

        using var claimed = await Client.PostAsync("/api/v1/telemetry/quarantine/churn/claim", Json("{\"system\":\"AIS-0001\"}"));
        using var dismissed = await risk.PostAsync("/api/v1/telemetry/quarantine/load%20test/dismiss", Json("{\"reason\":\"A load test.\"}"));
        var left = await Client.GetFromJsonAsync<JsonElement>("/api/v1/telemetry/quarantine");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.NoContent), (first.StatusCode, second.StatusCode, claimed.StatusCode, dismissed.StatusCode));
        Assert.True((await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("quarantined").GetBoolean());
        Assert.Equal((2, 0), (kept.GetProperty("total").GetInt32(), left.GetProperty("total").GetInt32()));
        Assert.Equal(20, await Counted());
    }

    private static ByteArrayContent Packed(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(rows);
        return new ByteArrayContent(packed.ToArray()) { Headers = { ContentEncoding = { "gzip" } } };
    }
}
