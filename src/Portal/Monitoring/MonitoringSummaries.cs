using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>What one version sent, day by day, by the time of its events.</summary>
public sealed record MonitoringSummary(string System, string Version, DateTimeOffset? BaselineMadeAt, IReadOnlyList<MonitoredDay> Days);

/// <param name="Day">In UTC.</param>
/// <param name="Rows">Rows of every kind.</param>
/// <param name="CostMicros">In millionths of the organisation's currency.</param>
/// <param name="Predictions">Those that are kept to be joined with labels.</param>
/// <param name="Labelled">Those of which the label came.</param>
public sealed record MonitoredDay(DateOnly Day, long Rows, long CostMicros, long Predictions, long Labelled);

/// <summary>Reads what versions sent over a stretch of days, system by system.</summary>
public sealed class MonitoringSummaries(IDbContextFactory<PortalDb> dbs)
{
    private const int Portion = 100;

    /// <summary>Versions that sent nothing are left out.</summary>
    public async IAsyncEnumerable<IReadOnlyList<MonitoringSummary>> Between(DateOnly first, DateOnly last, [EnumeratorCancellation] CancellationToken ct)
    {
        var (system, label) = ("", "");
        for (var more = true; more;)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            var versions = await (
                from version in db.Versions.AsNoTracking()
                join owner in db.Systems.AsNoTracking() on version.System equals owner.Id
                where owner.Code.CompareTo(system) > 0 || (owner.Code == system && version.Label.CompareTo(label) > 0)
                orderby owner.Code, version.Label
                select new { version.Id, owner.Code, version.Label }).Take(Portion).ToListAsync(ct);
            if (versions.Count == 0)
                yield break;

            yield return await Of(db, versions.ToDictionary(version => version.Id, version => (version.Code, version.Label)), first, last, ct);
            (system, label, more) = (versions[^1].Code, versions[^1].Label, versions.Count == Portion);
        }
    }

    private static async Task<IReadOnlyList<MonitoringSummary>> Of(PortalDb db, Dictionary<VersionId, (string System, string Label)> versions, DateOnly first, DateOnly last, CancellationToken ct)
    {
        var ids = versions.Keys.ToList();
        var days = (await db.TelemetryDays.AsNoTracking().Where(day => ids.Contains(day.ModelVersion) && day.Day >= first && day.Day <= last).Select(day => new { day.ModelVersion, day.Day, day.Rows, day.CostMicros }).ToListAsync(ct)).ToLookup(day => day.ModelVersion);
        var counted = (await db.QualityDays.AsNoTracking().Where(day => ids.Contains(day.ModelVersion) && day.Day >= first && day.Day <= last).ToListAsync(ct)).ToDictionary(day => (day.ModelVersion, day.Day), day => day.Count);
        var baselines = await RowsSeen.BaselinesOf(db, ids, ct);
        return
        [
            .. versions.Where(version => days.Contains(version.Key)).Select(version => new MonitoringSummary(
                version.Value.System, version.Value.Label, baselines.TryGetValue(version.Key, out var made) ? made : null,
                [.. days[version.Key].OrderBy(day => day.Day).Select(day => counted.GetValueOrDefault((version.Key, day.Day)) is { } count
                    ? new MonitoredDay(day.Day, day.Rows, day.CostMicros, count.Rows, count.Labelled)
                    : new MonitoredDay(day.Day, day.Rows, day.CostMicros, 0, 0))])),
        ];
    }
}
