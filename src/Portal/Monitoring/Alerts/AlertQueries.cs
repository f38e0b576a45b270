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
    public async Task<Page<AlertLine>> List(AlertFilter filter, PageRequest page, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = AlertList.Passing(db, filter, asOf.At ?? time.GetUtcNow(), asOf);
        var total = await rows.CountAsync(ct);
        var ids = await AlertList.ByGravity(rows).Skip(page.Skip).Take(page.Size).Select(row => row.Alert.Id).ToListAsync(ct);
        return new Page<AlertLine>(await Read(db, ids, asOf, ct), page.Number, page.Size, total);
    }

    /// <summary>The alerts that pass and come after a code, so many of them, for a table.</summary>
    public async Task<IReadOnlyList<AlertLine>> Rows(AlertFilter filter, string? after, int most, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = AlertList.Passing(db, filter, asOf.At ?? time.GetUtcNow(), asOf);
        if (after is not null)
            rows = rows.Where(row => row.Alert.Code.Length > after.Length || (row.Alert.Code.Length == after.Length && row.Alert.Code.CompareTo(after) > 0));
        return await Read(db, await rows.OrderBy(row => row.Alert.Code.Length).ThenBy(row => row.Alert.Code).Take(most).Select(row => row.Alert.Id).ToListAsync(ct), asOf, ct);
    }

    public async Task<bool> Knows(string system, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Systems.AnyAsync(row => row.Code == system, ct);
    }

    /// <summary>The alert with its story; null when there is none of that code, or was none yet.</summary>
    public async Task<AlertView?> One(string code, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Alerts.AsNoTracking().Include(alert => alert.Steps).SingleOrDefaultAsync(alert => alert.Code == code, ct) is not { } found)
            return null;

        var steps = found.Steps.Where(step => asOf.At is not { } at || step.At <= at).OrderBy(step => step.Number).ToList();
        return steps.Count == 0 ? null : new AlertView((await Lines(db, [found], asOf, ct))[0], steps, await people.ById(steps.Select(step => step.By).OfType<PersonId>(), asOf, ct));
    }

    /// <summary>The open alerts of each of these versions, the gravest first.</summary>
    public async Task<ILookup<VersionId, AlertLine>> OpenOf(IReadOnlyCollection<VersionId> versions, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var open = await AlertList.ByGravity(AlertList.Stood(db, AsOf.Now).Where(row => row.State == AlertState.Open && versions.Contains(row.Alert.ModelVersion))).Select(row => row.Alert).ToListAsync(ct);
        return (await Lines(db, open, AsOf.Now, ct)).ToLookup(line => line.VersionId);
    }

    private async Task<IReadOnlyList<AlertLine>> Read(PortalDb db, List<AlertId> ids, AsOf asOf, CancellationToken ct)
    {
        var alerts = db.Alerts.AsNoTracking().Where(alert => ids.Contains(alert.Id));
        var found = await (asOf.At is null ? alerts : alerts.Include(alert => alert.Steps)).ToDictionaryAsync(alert => alert.Id, ct);
        return await Lines(db, [.. ids.Where(found.ContainsKey).Select(id => found[id])], asOf, ct);
    }

    private async Task<IReadOnlyList<AlertLine>> Lines(PortalDb db, IReadOnlyList<Alert> found, AsOf asOf, CancellationToken ct)
    {
        var now = asOf.At ?? time.GetUtcNow();
        var alerts = asOf.At is { } at ? [.. found.Select(alert => alert.AsItStood(at))] : found;
        var systems = await NamedSystems.ById(db, alerts.Select(alert => alert.System), asOf, ct);
        var labels = await NamedVersions.Labels(db, alerts.Select(alert => alert.ModelVersion), ct);
        var named = await people.ById(alerts.SelectMany(alert => new[] { alert.TakenBy, alert.ClosedBy }).OfType<PersonId>(), asOf, ct);
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
