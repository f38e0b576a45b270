using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Monitoring.Alerts;

/// <summary>
/// No data is neither fine nor moved. What people are exposed to and what has said nothing for longer than the policy allows to its tier is a
/// finding: somebody looks at it by hand. The finding closed, the time begins anew.
/// </summary>
public sealed class OweReviews(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    private const int DaysToReview = 14;

    private static readonly Actor Portal = Actor.System("alerts");

    public async Task Turn(CancellationToken ct)
    {
        foreach (var silent in await Silent(ct))
            _ = await dbs.WriteAsync<Done>(db => Raise(db, silent, ct), ct);
    }

    private async Task<IReadOnlyList<SilentVersion>> Silent(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var exposed = await (
            from version in db.Versions.AsNoTracking()
            join system in db.Systems on version.System equals system.Id
            where (version.Stage == Stage.Pilot || version.Stage == Stage.Production) && system.Tier != null
            select new
            {
                version.Id,
                version.System,
                version.Label,
                Stage = version.Stage ?? Stage.Production,
                Tier = system.Tier ?? RiskTier.Low,
                system.Code,
                Since = version.Stages.Where(span => span.ValidTo == null).Max(span => (DateTimeOffset?)span.ValidFrom),
                SaidAt = db.AlertWatches.Where(watch => watch.ModelVersion == version.Id).Max(watch => watch.SaidAt),
            }).ToListAsync(ct);
        if (exposed.Count == 0)
            return [];

        var (policy, now) = (await db.PolicyInForce(ct), time.GetUtcNow());
        return
        [
            .. exposed.Select(one => new SilentVersion(one.Id, one.System, one.Code, one.Label, one.Stage, one.Tier, policy.Of(one.Tier).NoDataDays, Later(one.Since, one.SaidAt)))
                .Where(one => now - one.Since > TimeSpan.FromDays(one.Days)),
        ];
    }

    private async Task<Result<Done>> Raise(PortalDb db, SilentVersion silent, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await ReviewedAt(db, silent.Key, ct) is { } reviewed && now - reviewed <= TimeSpan.FromDays(silent.Days))
            return default(Done);
        if (await SuspendedVersions.Has(db, silent.Version, ct) || await NamedSystems.Find(db, silent.System, ct) is not { } system)
            return default(Done);

        var text = $"{silent.Code} {silent.Label} is in {silent.Stage}, and for more than {silent.Days} days there were not rows enough to say whether it still sees and answers what it was made for. "
            + "Look at a sample of its inputs and answers by hand, write down what you saw, and mend the telemetry or say why there is none.";
        await Raised.Raise(
            db, Portal, new(FindingSource.Alert, FindingSeverity.Moderate, silent.System, $"Not enough data: {silent.Code} {silent.Label}, a review by hand is owed", text, AlertWriting.OwnerOf(system), calendar.Today.AddDays(DaysToReview)) { About = silent.About, Key = silent.Key },
            now, ct);
        return default(Done);
    }

    /// <summary>When the last review was closed; a finding that is open is raised no second time anyway.</summary>
    private static async Task<DateTimeOffset?> ReviewedAt(PortalDb db, string key, CancellationToken ct) => await (
        from revision in db.FindingRevisions.AsNoTracking()
        join finding in db.Findings on revision.Finding equals finding.Id
        where finding.Source == FindingSource.Alert && finding.Key == key && revision.State == FindingState.Closed
        select (DateTimeOffset?)revision.ValidFrom).MaxAsync(ct);

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset? other) => (one ?? DateTimeOffset.MinValue) > (other ?? DateTimeOffset.MinValue) ? one.GetValueOrDefault() : other ?? DateTimeOffset.MinValue;

    private sealed record SilentVersion(VersionId Version, SystemId System, string Code, string Label, Stage Stage, RiskTier Tier, int Days, DateTimeOffset Since)
    {
        public string Key => $"no-data/{Version}";

        public string About => $"{Code}/{Label}";
    }
}
