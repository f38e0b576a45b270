using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Views;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>What was watched, and what was spent by day in the month in which the stretch ends.</summary>
public sealed record MonitoringReport(
    ReportStamp Stamp, IReadOnlyList<WatchedReport> Systems, IReadOnlyList<DaySpend> Spent, IReadOnlyList<BudgetUse> Budgets, ModelSpends Models) : ReportDocument(Stamp);

/// <summary>One version as it was watched.</summary>
public sealed record WatchedReport(SystemView View, IReadOnlyList<AlertLine> Alerts, IReadOnlyList<KpiLine> Kpis)
{
    public WatchedVersion Version => View.Version;
}

/// <summary>Reads the last 30 days before the instant: of each system the version in production, else the one that sent last.</summary>
public sealed class ReadMonitoringReport(
    MonitoringQueries monitoring, SystemViewQueries views, AlertQueries alerts, KpiQueries kpis, SpendDetailQueries spends, BudgetQueries budgets, TimeProvider time)
{
    public const int Days = 30;

    private static readonly PageRequest Most = new(1, PageRequest.MostRows);

    public async Task<MonitoringReport> Run(ReportStamp stamp, ReportScope scope, CancellationToken ct)
    {
        List<WatchedReport> systems = [];
        foreach (var version in (await monitoring.Stood(scope.At, ct)).Where(version => scope.IsOf(version.System))
            .OrderBy(version => version.System.Length).ThenBy(version => version.System, StringComparer.Ordinal).ThenBy(version => version.Label, StringComparer.Ordinal))
            systems.Add(await Of(version, scope.AsOf, ct));

        var month = new DateOnly(scope.At.UtcDateTime.Year, scope.At.UtcDateTime.Month, 1);
        var next = DateOnly.FromDateTime(scope.At.UtcDateTime).AddDays(1);
        return new MonitoringReport(
            stamp, systems, [.. (await spends.ByDay(month, next, scope.AsOf, ct)).Where(spend => scope.IsOf(spend.System))],
            [.. (await budgets.All(scope.AsOf, ct)).Where(use => scope.System is null || (use.Budget.Scope == BudgetScope.System && use.Budget.Name == scope.System))],
            scope.System is null ? await spends.ByModel(month, next, scope.AsOf, ct) : new ModelSpends([], []));
    }

    /// <summary>The version of a system that was in production, else one that sent, drawn over the days before; null where there was neither.</summary>
    public async Task<WatchedReport?> Of(string system, AsOf asOf, CancellationToken ct) =>
        (await monitoring.Stood(asOf.At ?? time.GetUtcNow(), ct)).Where(version => version.System == system).MaxBy(version => (version.Stage == Stage.Production, version.Id.Value)) is { } version
            ? await Of(version, asOf, ct)
            : null;

    private async Task<WatchedReport> Of(WatchedVersion version, AsOf asOf, CancellationToken ct)
    {
        var at = asOf.At ?? time.GetUtcNow();
        var view = await views.Of(version, Stretch.Between(at.AddDays(-Days), at, time.GetUtcNow()), ct);
        var opened = await alerts.List(new AlertFilter { System = version.System }, Most, asOf, ct);
        var set = await kpis.List(version.System, Most, asOf, ct);
        return new WatchedReport(view, [.. opened.Items.Where(alert => alert.VersionId == version.Id)], set.Items);
    }
}
