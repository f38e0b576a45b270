using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Labels;
using Portal.Monitoring.Traces;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>What the bank's systems saw before the portal's own clock began to run.</summary>
internal sealed partial class DemoHouse
{
    private const int MinutesAnHour = 4;
    private const int HoursAPost = 12;
    private const int MinutesLabelled = 2;
    private const int HoursMoved = 3;
    private const int MinutesMoved = 15;
    private const int TasksTried = 60;

    private static readonly TimeSpan Tried = TimeSpan.FromDays(7);
    private static readonly TimeSpan Rested = TimeSpan.FromHours(30);

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

    /// <summary>A day of rows with what turned out to be right of them, and what the rules say to that.</summary>
    public async Task SendLabelled(DemoStream stream, DateTimeOffset day, CancellationToken ct)
    {
        var sender = await As("owner2", ct);
        foreach (var hour in Enumerable.Range(0, 24).Select(more => day.AddHours(more)).Where(hour => hour < Clock.GetUtcNow() - TimeSpan.FromHours(1)))
        {
            _ = (await Get<AcceptPredictions>().Run(sender, new(stream.System, $"demo-labelled-{hour.ToUnixTimeSeconds()}", stream.RowsOfPast(hour, MinutesLabelled)), ct)).Value;
            _ = (await Get<AcceptReactions>().Run(sender, new(TelemetryKind.Labels, stream.System, $"demo-labels-{hour.ToUnixTimeSeconds()}", stream.LabelsOfPast(hour, MinutesLabelled)), ct)).Value;
        }

        while (await Get<FoldTelemetry>().Run(ct) > 0)
        {
            // Until all are counted.
        }

        await Get<JudgeQuality>().Turn(await Get<CountQuality>().Turn(ct), ct);
        await Turn(ct);
    }

    /// <summary>A week of reviews by an agent that is being tried, as its exporter sends them; the day before today it rested.</summary>
    public async Task SendTasks(string system, string version, CancellationToken ct)
    {
        var sender = await As("owner", ct);
        var now = Clock.GetUtcNow();
        var list = new PriceTerms(DemoTasks.Provider, DemoTasks.Model, "EUR", DateOnly.FromDateTime(now.UtcDateTime).AddDays(-Tried.Days), 2_400_000, 240_000, null, 9_600_000, 1_000_000);
        _ = (await Get<AddPrice>().Run(sender, list, ct)).Value;

        var process = new SpanAttributes();
        process.Add("portal.system", system);
        process.Add("portal.version", version);
        var begins = Enumerable.Range(0, TasksTried).Select(number => now - Tried + (number * (Tried - Rested) / TasksTried));
        _ = (await Get<AcceptTraces>().Run(sender, new([new SentSpans(process, [.. begins.SelectMany(DemoTasks.Review)])]), ct)).Value;
        await Get<FoldTelemetry>().Run(ct);
    }

    /// <summary>Three hours in which the feature that moves was where it moves to, the last of them over; the rules look at them, and on-call takes what opened.</summary>
    public async Task SendMoved(DemoStream stream, CancellationToken ct)
    {
        var sender = await As("owner", ct);
        foreach (var hour in DemoStream.HoursThatMoveBefore(Clock.GetUtcNow() - EvaluateAlerts.Lateness, HoursMoved))
            _ = (await Get<AcceptPredictions>().Run(sender, new(stream.System, $"demo-moved-{hour.ToUnixTimeSeconds()}", stream.RowsOfPast(hour + DemoStream.MovedFrom, MinutesMoved)), ct)).Value;
        while (await Get<FoldTelemetry>().Run(ct) > 0)
        {
            // Until all are counted.
        }

        await Get<EvaluateAlerts>().Turn(ct);
        var call = await As("oncall", ct);
        foreach (var alert in (await Get<AlertQueries>().List(new() { System = stream.System, States = [AlertState.Open] }, new PageRequest(1, 1), AsOf.Now, ct)).Items)
        {
            _ = (await Get<TakeAlert>().Run(call, new(alert.Code), ct)).Value;
            _ = (await Get<CommentAlert>().Run(call, new(alert.Code, "The limit of cards was raised for a third of the customers on the first; looking whether the score follows."), ct)).Value;
        }

        await Turn(ct);
    }
}
