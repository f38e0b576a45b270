using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Alerts;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring.Budgets;

/// <summary>
/// Each minute holds what is spent against the budgets, by the policy's levels. An alert stands on the version that spent most, and settles
/// when its period is over, or the budget is set higher.
/// </summary>
public sealed class JudgeBudgets(IDbContextFactory<PortalDb> dbs, BudgetQueries budgets, LiveFeed<TelemetryCounted> feed, TimeProvider time)
{
    private const double Millionths = 1e6;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private DateTimeOffset _judged = DateTimeOffset.MinValue;

    public async Task Turn(CancellationToken ct)
    {
        if (time.GetUtcNow() - _judged < Minute)
            return;

        BudgetLevels levels;
        await using (var db = await dbs.CreateDbContextAsync(ct))
            levels = (await db.PolicyInForce(ct)).Budgets;
        foreach (var use in await budgets.All(AsOf.Now, ct))
        {
            if ((use.Budget.Held is not null || use.SeverityUnder(levels) is not null) && (await dbs.WriteAsync<VersionId?>(db => Judge(db, use, ct), ct)).Value is { } version)
                feed.Publish(new TelemetryCounted(version));
        }

        _judged = time.GetUtcNow();
    }

    private async Task<Result<VersionId?>> Judge(PortalDb db, BudgetUse use, CancellationToken ct)
    {
        var (now, policy) = (time.GetUtcNow(), await db.PolicyInForce(ct));
        var (first, next) = BudgetUse.DaysOf(use.Budget.Period, DateOnly.FromDateTime(now.UtcDateTime));
        var budget = await db.Budgets.SingleAsync(row => row.Id == use.Budget.Id, ct);

        // Of requests that nobody made nothing is said.
        if (use.Spent is null || budget.Judge(use.SeverityUnder(policy.Budgets), budget.Period == BudgetPeriod.Request ? default : first) is not { } act)
            return (VersionId?)null;

        var about = $"{budget.Name}, {(budget.Period == BudgetPeriod.Request ? "a request" : budget.Period == BudgetPeriod.Day ? "a day" : "a month")}";
        var alert = await db.Alerts.Include(row => row.Steps).FirstOrDefaultAsync(row => row.Metric == AlertMetric.Budget && row.Feature == about && row.State == AlertState.Open, ct);
        if (act == AlertAct.Closed)
            alert?.Settle(now, now);
        else
            alert = await Raised(db, use, alert, about, first, next, policy, now, ct);
        if (alert is null || await NamedSystems.Find(db, alert.System, ct) is not { } system)
            return (VersionId?)null;

        var version = await db.Versions.Where(row => row.Id == alert.ModelVersion).Select(row => row.Label).SingleAsync(ct);
        AlertWriting.Record(db, alert, act, system.Code, version, now);
        if (act != AlertAct.Closed)
            await AlertWriting.Tell(db, [alert], system, version, now, ct);
        return (VersionId?)alert.ModelVersion;
    }

    private static async Task<Alert?> Raised(PortalDb db, BudgetUse use, Alert? open, string about, DateOnly first, DateOnly next, Policy policy, DateTimeOffset now, CancellationToken ct)
    {
        var severity = use.SeverityUnder(policy.Budgets).GetValueOrDefault();
        var evidence = new AlertEvidence(use.Spent / Millionths, use.Budget.Micros / Millionths, null, use.N, use.From, now, null, null, []);
        if (open is not null)
        {
            open.Raise(severity, evidence, now);
            return open;
        }

        if (await BudgetedVersions.Dearest(db, use.Budget, first, next, ct) is not { } version)
            return null;

        var system = await db.Versions.Where(row => row.Id == version).Select(row => row.System).SingleAsync(ct);
        var alert = Alert.Open($"{Sequence.Alerts}-{await db.NextNumberAsync(Sequence.Alerts, ct):0000}", system, version, about, AlertMetric.Budget, severity, evidence, policy.Number, now);
        db.Alerts.Add(alert);
        return alert;
    }
}
