using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Hosting;

public sealed class WatchedMetricsTests(OneSystem portal) : IClassFixture<OneSystem>
{
    [Theory]
    [InlineData("http_server_request_duration_seconds", "histogram")]
    [InlineData("http_server_active_requests", "gauge")]
    [InlineData("dotnet_process_cpu_time_seconds_total", "counter")]
    [InlineData("dotnet_process_memory_working_set_bytes", "gauge")]
    [InlineData("dotnet_thread_pool_thread_number", "gauge")]
    [InlineData("portal_ledger_entries_total", "counter")]
    [InlineData("portal_sign_ins_total", "counter")]
    [InlineData("portal_signatures_total", "counter")]
    [InlineData("portal_circuits", "gauge")]
    [InlineData("portal_deliveries_total", "counter")]
    [InlineData("portal_deliveries_waiting", "gauge")]
    [InlineData("portal_telemetry_rows_total", "counter")]
    [InlineData("portal_telemetry_busy_total", "counter")]
    [InlineData("portal_telemetry_waiting", "gauge")]
    public async Task What_operators_watch_is_there(string name, string type) =>
        Assert.Equal(type, PrometheusText.Parse(await portal.Host.Anonymous().GetStringAsync("/metrics")).Single(family => family.Name == name).Type);
}
