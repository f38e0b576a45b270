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
    private const int MinutesAnHour = 10;
    private const int HoursAPost = 12;
    private const int HoursInFull = 26;
    private const int TasksTried = 60;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Tried = TimeSpan.FromDays(7);
    private static readonly TimeSpan Rested = TimeSpan.FromHours(30);

    // What is ten minutes old, and what is ten minutes ahead, is in time.
    private static readonly TimeSpan InTime = TimeSpan.FromMinutes(20);

    private readonly Dictionary<DemoStream, DateTimeOffset> _flowing = [];

    /// <summary>From then on its rows come.</summary>
    public void Begin(DemoStream stream, DateTimeOffset from) => _flowing.Add(stream, Floor(from));

    /// <summary>
    /// What flows goes on up to an instant: of hours long ago their first minutes, of the last day every row in its time, with what turned out
    /// to be right where that is known at once; the rules look at it.
    /// </summary>
    public async Task GoOn(DateTimeOffset until, CancellationToken ct)
    {
        var full = Floor(ends - (HoursInFull * Hour));
        var sender = await As("owner", ct);
        Clock.MoveTo(until < full ? until : full);
        foreach (var (stream, from) in _flowing.ToList())
        {
            var to = until < full ? Floor(until) : full;
            for (var part = from; part < to; part += HoursAPost * Hour)
            {
                var hours = Enumerable.Range(0, HoursAPost).Select(more => part.AddHours(more)).Where(hour => hour < to).ToList();
                await Send(sender, stream, part, Rows(hours, stream.RowsBetween), Rows(hours, stream.LabelsBetween), ct);
                await FoldAll(ct);
            }

            _flowing[stream] = to > from ? to : from;
        }

        for (var from = _flowing.Values.Min(); from >= full && from < until; from = _flowing.Values.Min())
        {
            var to = from + InTime < until ? from + InTime : until;
            Clock.MoveTo(from + ((to - from) / 2));
            await Task.WhenAll(_flowing.Keys.Select(stream => Send(sender, stream, from, stream.RowsBetween(from, to), stream.LabelsBetween(from, to), ct)));
            foreach (var stream in _flowing.Keys.ToList())
                _flowing[stream] = to;
            if (to.Minute > 0)
                continue;

            await FoldAll(ct);
            Clock.MoveTo(to + EvaluateAlerts.Lateness < ends ? to + EvaluateAlerts.Lateness : ends);
            await Get<EvaluateAlerts>().Turn(ct);
        }

        Clock.MoveTo(until);
        await FoldAll(ct);
        await Get<EvaluateAlerts>().Turn(ct);
        await Get<JudgeQuality>().Turn(await Get<CountQuality>().Turn(ct), ct);
        await Turn(ct);

        static byte[] Rows(IEnumerable<DateTimeOffset> hours, Func<DateTimeOffset, DateTimeOffset, byte[]> between) => [.. hours.SelectMany(hour => between(hour, hour.AddMinutes(MinutesAnHour)))];
    }

    /// <summary>On-call takes the gravest alert of a system.</summary>
    public async Task LookAfter(string system, string words, CancellationToken ct)
    {
        var call = await As("oncall", ct);
        foreach (var alert in (await Get<AlertQueries>().List(new() { System = system, States = [AlertState.Open] }, new PageRequest(1, 1), AsOf.Now, ct)).Items)
        {
            _ = (await Get<TakeAlert>().Run(call, new(alert.Code), ct)).Value;
            _ = (await Get<CommentAlert>().Run(call, new(alert.Code, words), ct)).Value;
        }

        await Turn(ct);
    }

    private async Task Send(Actor sender, DemoStream stream, DateTimeOffset from, byte[] rows, byte[] labels, CancellationToken ct)
    {
        _ = (await Get<AcceptPredictions>().Run(sender, new(stream.System, $"demo-{from.ToUnixTimeSeconds()}", rows), ct)).Value;
        if (stream.WorsensFrom is not null)
            _ = (await Get<AcceptReactions>().Run(sender, new(TelemetryKind.Labels, stream.System, $"demo-labels-{from.ToUnixTimeSeconds()}", labels), ct)).Value;
    }

    private async Task FoldAll(CancellationToken ct)
    {
        while (await Get<FoldTelemetry>().Run(ct) > 0)
        {
            // Until all are counted.
        }
    }

    private static DateTimeOffset Floor(DateTimeOffset time) => time - TimeSpan.FromTicks(time.UtcTicks % Hour.Ticks);

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
}
