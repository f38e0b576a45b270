using System.Runtime.CompilerServices;
using Portal.Ledger;
using Portal.Monitoring;

namespace Portal.Reports.Packs.Records;

/// <summary>What each version sent and cost on the days before, and how much of it was judged right or wrong by then.</summary>
public sealed class MonitoringRecords(MonitoringSummaries summaries)
{
    /// <summary>Told day by day.</summary>
    private const int Days = 92;

    internal async IAsyncEnumerable<IReadOnlyList<CanonicalValue>> Monitored(PackView view, [EnumeratorCancellation] CancellationToken ct)
    {
        var last = DateOnly.FromDateTime((view.AsOf.At ?? DateTimeOffset.MaxValue).UtcDateTime);
        await foreach (var portion in summaries.Between(last.AddDays(1 - Days), last, ct))
            yield return [.. portion.Where(one => view.Covers(one.System)).Select(Summary)];
    }

    private static CanonicalValue.Object Summary(MonitoringSummary one) => CanonicalJson.Object(
        ("system", one.System), ("version", one.Version), ("baselineMadeAt", Recorded.At(one.BaselineMadeAt)),
        ("days", Recorded.Each(one.Days, day => CanonicalJson.Object(
            ("day", Recorded.Day(day.Day)), ("rows", day.Rows), ("costMicros", day.CostMicros), ("predictions", day.Predictions), ("labelled", day.Labelled)))));
}
