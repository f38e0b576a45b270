using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring.Alerts;

/// <summary>Which alerts other rules would have opened on the hours that went by, by the same arithmetic that opens them. Nothing is kept.</summary>
public sealed class SimulateAlerts(IDbContextFactory<PortalDb> dbs, Baselines baselines, TimeProvider time) : IDisposable
{
    /// <summary>As long as hours are kept.</summary>
    public const int MostDays = 35;

    private const int LiveDays = 7;

    public const double LeastPsi = 0.01;
    public const double MostPsi = 10;
    public const int MostFeatures = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // A month of hours takes a core for some seconds; the rest of the portal must not notice.
    private readonly SemaphoreSlim _turn = new(1);

    /// <param name="System">The code, AIS-0001.</param>
    /// <param name="Version">The label; without one, the version in production, else the newest that is watched.</param>
    /// <param name="Days">How far back.</param>
    /// <param name="PsiWarning">What is not said is as the policy in force has it.</param>
    /// <param name="PsiSerious">Likewise.</param>
    /// <param name="SeveralFeatures">Likewise.</param>
    public sealed record Input(string System, string? Version, int Days, double? PsiWarning, double? PsiSerious, int? SeveralFeatures);

    public async Task<Result<SimulatedAlerts>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.Read))
            return new Forbidden("Simulating alerts needs the permission Read.");

        await using var db = await dbs.CreateDbContextAsync(ct);
        var policy = (await db.PolicyInForce(ct)).Alerts;
        var rule = new AlertRule(input.PsiWarning ?? policy.PsiWarning, input.PsiSerious ?? policy.PsiSerious, input.SeveralFeatures ?? policy.SeveralFeatures);
        if (Faults(input, rule) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (await db.Systems.Where(row => row.Code == input.System).Select(row => (SystemId?)row.Id).SingleOrDefaultAsync(ct) is not { } system)
            return new NotFound($"System {input.System}");
        if (actor.RefusalOn(system, input.System) is { } unbound)
            return unbound;

        var watched = await db.Versions.AsNoTracking().Where(version => version.System == system && (input.Version == null || version.Label == input.Version) && db.Baselines.Any(baseline => baseline.ModelVersion == version.Id))
            .OrderBy(version => version.Stage == Stage.Production ? 1 : 2).ThenByDescending(version => version.DeclaredAt).ThenByDescending(version => version.Label).Select(version => new { version.Id, version.Label }).FirstOrDefaultAsync(ct);
        if (watched is null || await baselines.Of(watched.Id, ct) is not { } baseline)
            return new NotFound(input.Version is { } label ? $"A baseline of {input.System} {label}" : $"A version of {input.System} with a baseline");
        if (!await _turn.WaitAsync(Patience, ct))
            return new Busy("Somebody else simulates. Nothing was done; send it again.", Patience);

        try
        {
            return await Simulate(db, baseline, watched.Label, input.Days, rule, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>How many alerts the last week would have opened on each live version by either rule, for those who are about to change the rules.</summary>
    internal async Task<IReadOnlyList<SimulatedOn>> Live(AlertRule before, AlertRule after, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var live = await db.Versions.AsNoTracking().Where(version => version.Stage == Stage.Production && db.Baselines.Any(baseline => baseline.ModelVersion == version.Id))
            .Select(version => new { version.Id, version.System, version.Label }).ToListAsync(ct);
        var systems = await NamedSystems.ById(db, live.Select(version => version.System), AsOf.Now, ct);
        List<SimulatedOn> found = [];
        await _turn.WaitAsync(ct);
        try
        {
            foreach (var version in live.OrderBy(version => systems[version.System].Code, StringComparer.Ordinal))
            {
                if (await baselines.Of(version.Id, ct) is { } baseline)
                    found.Add(new(systems[version.System].Code, systems[version.System].Name, version.Label, await Opened(before), await Opened(after)));

                async Task<int> Opened(AlertRule rule) => (await Simulate(db, baseline, version.Label, LiveDays, rule, ct)).Alerts.Count;
            }
        }
        finally
        {
            _turn.Release();
        }

        return found;
    }

    public void Dispose() => _turn.Dispose();

    private async Task<SimulatedAlerts> Simulate(PortalDb db, FrozenBaseline baseline, string label, int days, AlertRule rule, CancellationToken ct)
    {
        var to = StoredHours.Floor(time.GetUtcNow() - EvaluateAlerts.Lateness);
        var from = to.AddDays(-days);
        var (memory, hoursWithRows) = (AlertMemory.Empty, 0);
        List<SimulatedAlert> alerts = [];
        for (var day = from; day < to; day = day.AddDays(1))
        {
            var hours = await StoredHours.Read(db, baseline.Version, day, day.AddDays(1), ct);
            hoursWithRows += hours.Count;
            for (var hour = day; hour < day.AddDays(1); hour += StoredHours.Hour)
            {
                var look = HourLook.Of(memory, baseline.Features, hours.GetValueOrDefault(hour), hour, rule);
                memory = look.Memory;
                foreach (var move in look.Moves)
                    Follow(alerts, move, rule);
            }
        }

        return new SimulatedAlerts(label, from, to, rule, hoursWithRows, alerts);
    }

    private static void Follow(List<SimulatedAlert> alerts, AlertMove move, AlertRule rule)
    {
        var change = move.Change;
        var open = alerts.FindIndex(alert => alert.Feature == change.Feature && alert.ClosedAt is null);
        if (open >= 0)
        {
            alerts[open] = change.Act == AlertAct.Closed ? alerts[open] with { ClosedAt = move.To } : alerts[open] with { Severity = change.Severity, RaisedAt = move.To };
            return;
        }

        var leading = move.Figures is { } figures ? DriftFigure.Of(figures, rule)[0] : null;
        alerts.Add(new SimulatedAlert(
            change.Feature, change.IsOfMany ? AlertMetric.UpstreamBreak : leading?.Metric ?? AlertMetric.Psi, change.Severity, move.To, null, null, leading?.Value, move.Figures?.N ?? 0, change.Features));
    }

    private static List<Fault> Faults(Input input, AlertRule rule)
    {
        List<Fault> faults = [];
        if (input.Days is < 1 or > MostDays)
            faults.Add(new("days", $"It is 1 to {MostDays}: so long the hours are kept."));
        if (!IsLevel(rule.PsiWarning))
            faults.Add(new("psiWarning", $"It is {LeastPsi} to {MostPsi}."));
        if (!IsLevel(rule.PsiSerious))
            faults.Add(new("psiSerious", $"It is {LeastPsi} to {MostPsi}."));
        else if (rule.PsiSerious <= rule.PsiWarning)
            faults.Add(new("psiSerious", "Serious begins above the warning."));
        if (rule.SeveralFeatures is < 1 or > MostFeatures)
            faults.Add(new("severalFeatures", $"It is 1 to {MostFeatures}."));
        return faults;
    }

    private static bool IsLevel(double psi) => psi is >= LeastPsi and <= MostPsi;
}

/// <summary>A live version, and how many alerts would have opened on it by the rules as they are and by others.</summary>
internal sealed record SimulatedOn(string Code, string Name, string Version, int Before, int After);

/// <param name="Version">The label.</param>
/// <param name="From">Where the hours begin.</param>
/// <param name="To">Where they end.</param>
/// <param name="Rule">The rules.</param>
/// <param name="HoursWithRows">Hours in which something came.</param>
/// <param name="Alerts">In the order in which they would have opened.</param>
public sealed record SimulatedAlerts(string Version, DateTimeOffset From, DateTimeOffset To, AlertRule Rule, int HoursWithRows, IReadOnlyList<SimulatedAlert> Alerts);

/// <param name="Feature">Empty when it is about many.</param>
/// <param name="Metric">By what it is said most.</param>
/// <param name="Severity">How grave it was at last.</param>
/// <param name="OpenedAt">The end of the window in which it would have opened.</param>
/// <param name="RaisedAt">Likewise for when it became graver; absent when it did not.</param>
/// <param name="ClosedAt">Absent while it would still be open.</param>
/// <param name="Value">The figure when it opened.</param>
/// <param name="N">Values.</param>
/// <param name="Features">Of many features at once, which.</param>
public sealed record SimulatedAlert(
    string Feature, AlertMetric Metric, AlertSeverity Severity, DateTimeOffset OpenedAt, DateTimeOffset? RaisedAt, DateTimeOffset? ClosedAt, double? Value, long N, IReadOnlyList<string> Features);
