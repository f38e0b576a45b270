using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring.Alerts;

/// <summary>Which alerts; every part that is empty lets all pass.</summary>
public sealed record AlertFilter
{
    public IReadOnlyList<AlertState> States { get; init; } = [];

    public IReadOnlyList<AlertSeverity> Severities { get; init; } = [];

    /// <summary>As lists part them: what is snoozed is not among the open ones.</summary>
    public IReadOnlyList<AlertStanding> Standings { get; init; } = [];

    public IReadOnlyList<AlertMetric> Metrics { get; init; } = [];

    /// <summary>By its code.</summary>
    public string? System { get; init; }

    public IReadOnlyList<SystemId> Systems { get; init; } = [];

    public PersonId? TakenBy { get; init; }

    /// <summary>Those that nobody has.</summary>
    public bool OnlyUntaken { get; init; }
}

/// <summary>Whether it asks for somebody.</summary>
public enum AlertStanding { Open = 1, Snoozed, Closed }

/// <summary>An alert as lists show it.</summary>
public sealed record AlertLine(
    AlertId Id, string Code, SystemId SystemId, string System, string SystemName, VersionId VersionId, string Version, string Feature, AlertMetric Metric, AlertSeverity Severity, AlertState State,
    DateTimeOffset OpenedAt, DateTimeOffset? RaisedAt, DateTimeOffset? ClosedAt, AlertEvidence Evidence, int Policy, PersonLine? TakenBy, PersonLine? ClosedBy)
{
    public AlertCause? Cause { get; init; }

    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>Whether that was still to come when it was read.</summary>
    public bool IsSnoozed { get; init; }

    public string What => AlertWords.Of(Metric, Feature, Evidence);
}

/// <summary>An alert with its story.</summary>
public sealed record AlertView(AlertLine Line, IReadOnlyList<AlertStep> Steps, IReadOnlyDictionary<PersonId, PersonLine> People);

/// <summary>Reads alerts, the open and grave ones first.</summary>
public sealed class AlertQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people, TimeProvider time)
{
    public async Task<Page<AlertLine>> List(AlertFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var alerts = Passing(db, filter, time.GetUtcNow());
        var total = await alerts.CountAsync(ct);
        return new Page<AlertLine>(await Lines(db, await ByGravity(alerts).Skip(page.Skip).Take(page.Size).ToListAsync(ct), ct), page.Number, page.Size, total);
    }

    /// <summary>The alerts that pass and come after a code, so many of them.</summary>
    public async Task<IReadOnlyList<AlertLine>> Rows(AlertFilter filter, string? after, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var alerts = Passing(db, filter, time.GetUtcNow());
        if (after is not null)
            alerts = alerts.Where(alert => alert.Code.Length > after.Length || (alert.Code.Length == after.Length && alert.Code.CompareTo(after) > 0));
        return await Lines(db, await alerts.OrderBy(alert => alert.Code.Length).ThenBy(alert => alert.Code).Take(most).ToListAsync(ct), ct);
    }

    public async Task<bool> Knows(string system, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Systems.AnyAsync(row => row.Code == system, ct);
    }

    public async Task<AlertView?> One(string code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Alerts.AsNoTracking().Include(alert => alert.Steps).SingleOrDefaultAsync(alert => alert.Code == code, ct) is not { } found)
            return null;

        var named = await people.ById(found.Steps.Select(step => step.By).OfType<PersonId>(), ct);
        return new AlertView((await Lines(db, [found], ct))[0], [.. found.Steps.OrderBy(step => step.Number)], named);
    }

    /// <summary>The open alerts of each of these versions, the gravest first.</summary>
    public async Task<ILookup<VersionId, AlertLine>> OpenOf(IReadOnlyCollection<VersionId> versions, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var open = await ByGravity(db.Alerts.AsNoTracking().Where(alert => alert.State == AlertState.Open && versions.Contains(alert.ModelVersion))).ToListAsync(ct);
        return (await Lines(db, open, ct)).ToLookup(line => line.VersionId);
    }

    private static IQueryable<Alert> Passing(PortalDb db, AlertFilter filter, DateTimeOffset now)
    {
        var alerts = db.Alerts.AsNoTracking();
        if (filter.States.Count > 0)
            alerts = alerts.Where(alert => filter.States.Contains(alert.State));
        if (filter.Standings.Count > 0)
        {
            var (open, snoozed, closed) = (filter.Standings.Contains(AlertStanding.Open), filter.Standings.Contains(AlertStanding.Snoozed), filter.Standings.Contains(AlertStanding.Closed));
            alerts = alerts.Where(alert => alert.State == AlertState.Closed ? closed : alert.SnoozedUntil != null && alert.SnoozedUntil > now ? snoozed : open);
        }

        if (filter.Severities.Count > 0)
            alerts = alerts.Where(alert => filter.Severities.Contains(alert.Severity));
        if (filter.Metrics.Count > 0)
            alerts = alerts.Where(alert => filter.Metrics.Contains(alert.Metric));
        if (filter.System is { } code)
            alerts = alerts.Where(alert => db.Systems.Any(system => system.Id == alert.System && system.Code == code));
        if (filter.Systems.Count > 0)
            alerts = alerts.Where(alert => filter.Systems.Contains(alert.System));
        if (filter.TakenBy is { } person)
            alerts = alerts.Where(alert => alert.TakenBy == person);
        return filter.OnlyUntaken ? alerts.Where(alert => alert.TakenBy == null) : alerts;
    }

    private static IQueryable<Alert> ByGravity(IQueryable<Alert> alerts) => alerts
        .OrderBy(alert => alert.State == AlertState.Open ? 1 : 2).ThenBy(alert => alert.State == AlertState.Open && alert.Severity == AlertSeverity.Serious ? 1 : 2)
        .ThenByDescending(alert => alert.OpenedAt).ThenBy(alert => alert.Code.Length).ThenBy(alert => alert.Code);

    private async Task<IReadOnlyList<AlertLine>> Lines(PortalDb db, IReadOnlyList<Alert> alerts, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var systems = await NamedSystems.ById(db, alerts.Select(alert => alert.System), AsOf.Now, ct);
        var labels = await NamedVersions.Labels(db, alerts.Select(alert => alert.ModelVersion), ct);
        var named = await people.ById(alerts.SelectMany(alert => new[] { alert.TakenBy, alert.ClosedBy }).OfType<PersonId>(), ct);
        return
        [
            .. alerts.Select(alert => new AlertLine(
                alert.Id, alert.Code, alert.System, systems.GetValueOrDefault(alert.System)?.Code ?? "", systems.GetValueOrDefault(alert.System)?.Name ?? "", alert.ModelVersion, labels.GetValueOrDefault(alert.ModelVersion, ""),
                alert.Feature, alert.Metric, alert.Severity, alert.State, alert.OpenedAt, alert.RaisedAt, alert.ClosedAt, alert.Evidence, alert.PolicyNumber, Named(alert.TakenBy), Named(alert.ClosedBy))
            {
                Cause = alert.Cause,
                SnoozedUntil = alert.SnoozedUntil,
                IsSnoozed = alert.State == AlertState.Open && alert.SnoozedUntil > now,
            }),
        ];

        PersonLine? Named(PersonId? person) => person is { } id ? named.GetValueOrDefault(id) : null;
    }
}
