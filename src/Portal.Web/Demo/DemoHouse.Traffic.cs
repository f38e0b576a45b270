using Portal.Monitoring;

namespace Portal.Web.Demo;

/// <summary>What the bank's systems saw before the portal's own clock began to run.</summary>
internal sealed partial class DemoHouse
{
    private const int MinutesAnHour = 4;
    private const int HoursAPost = 12;

    /// <summary>Hours that went by, of each a few hundred rows, up to now.</summary>
    public async Task SendTraffic(DemoStream stream, DateTimeOffset from, CancellationToken ct)
    {
        var sender = await As("owner", ct);
        for (var hour = from; hour < Clock.GetUtcNow() - TimeSpan.FromHours(1); hour = hour.AddHours(HoursAPost))
        {
            var hours = Enumerable.Range(0, HoursAPost).Select(more => hour.AddHours(more)).Where(at => at < Clock.GetUtcNow() - TimeSpan.FromHours(1));
            byte[] rows = [.. hours.SelectMany(at => stream.RowsOfPast(at, MinutesAnHour))];
            _ = (await Get<AcceptPredictions>().Run(sender, new(stream.System, $"demo-history-{hour.ToUnixTimeSeconds()}", rows), ct)).Value;
            await Get<FoldTelemetry>().Run(ct);
        }
    }
}
