using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>
/// A version that sends and is applied to no stage of its system was approved by nobody: a finding says so, once a version. What
/// comes of hours ago is history that somebody brings, and no such sign.
/// </summary>
public sealed class WatchUnapproved(IDbContextFactory<PortalDb> dbs, SeriesStore series, Calendar calendar, TimeProvider time)
{
    private const int DaysToExplain = 5;
    private static readonly TimeSpan Recently = TimeSpan.FromHours(1);

    // Of these there is a finding already, open or closed.
    private readonly HashSet<VersionId> _found = [];

    public async Task Turn(CancellationToken ct)
    {
        var since = time.GetUtcNow() - Recently;
        var sending = series.All.Where(line => line.LastRowAt > since && !_found.Contains(line.Version)).Select(line => line.Version).ToList();
        if (sending.Count == 0)
            return;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var unapproved = await db.Versions.AsNoTracking()
            .Where(version => sending.Contains(version.Id) && version.Stage != Stage.Staging && version.Stage != Stage.Pilot && version.Stage != Stage.Production)
            .Select(version => new Unapproved(version.Id, version.System, version.Label)).ToListAsync(ct);
        foreach (var version in unapproved)
        {
            await dbs.WriteAsync(write => Raise(write, version, ct), ct);
            _found.Add(version.Id);
        }
    }

    private async Task<Result<Done>> Raise(PortalDb db, Unapproved version, CancellationToken ct)
    {
        var key = $"unapproved:{version.Id}";
        if (await db.Findings.AnyAsync(finding => finding.Source == FindingSource.ShadowAi && finding.Key == key, ct) || await NamedSystems.Find(db, version.System, ct) is not { } system)
            return new Done();

        var now = time.GetUtcNow();
        _ = await Raised.Raise(
            db, Actor.System("monitoring"),
            new NewFinding(
                FindingSource.ShadowAi, FindingSeverity.Moderate, system.Id, $"Unapproved version observed: {system.Code} {version.Label}",
                $"Telemetry comes of {version.Label}, which is applied to no stage of {system.Code}: nobody approved that it runs. Stop it, or request its promotion.",
                system.TechnicalOwner ?? system.BusinessOwner ?? system.FiledBy, calendar.DayOf(now).AddDays(DaysToExplain))
            {
                About = system.Code,
                Key = key,
            },
            now, ct);
        return new Done();
    }

    private sealed record Unapproved(VersionId Id, SystemId System, string Label);
}
