using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Labels;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring.Wall;

/// <summary>Reads what moves slowly on a wall: quality, the hours of the last day, what is spent.</summary>
public sealed class WallReader(IDbContextFactory<PortalDb> dbs, QualityBaselines baselines, SpendQueries spends, BudgetQueries budgets)
{
    private const int QualityDays = 30;
    private const int OldestDays = 120;

    private readonly HourBook _hours = new();

    public async Task<IReadOnlyDictionary<VersionId, WallFigures>> Of(IReadOnlyCollection<WatchedVersion> versions, IReadOnlyCollection<VersionId> sending, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var policy = await db.PolicyInForce(ct);
        var hours = await _hours.Of(db, sending, now, ct);
        var qualities = await Qualities(db, versions, policy.Alerts, now, ct);
        var spent = await Spent(policy.Budgets, now, ct);
        return versions.ToDictionary(version => version.Id, version => new WallFigures(qualities.GetValueOrDefault(version.Id), hours.GetValueOrDefault(version.Id), spent.GetValueOrDefault(version.System)));
    }

    private async Task<IReadOnlyDictionary<VersionId, WallQuality>> Qualities(PortalDb db, IReadOnlyCollection<WatchedVersion> versions, AlertLevels levels, DateTimeOffset now, CancellationToken ct)
    {
        var (ids, today) = (versions.Select(version => version.Id).ToList(), DateOnly.FromDateTime(now.UtcDateTime));
        var oldest = today.AddDays(-OldestDays);
        var days = (await db.QualityDays.AsNoTracking().Where(day => ids.Contains(day.ModelVersion) && day.Day >= oldest && !day.IsStale).ToListAsync(ct)).ToLookup(day => day.ModelVersion);
        Dictionary<VersionId, WallQuality> qualities = [];
        foreach (var version in days)
        {
            if (await baselines.Of(version.Key, ct) is { } baseline && Of([.. version.OrderByDescending(day => day.Day)], baseline, levels, today) is { } quality)
                qualities.Add(version.Key, quality);
        }

        return qualities;
    }

    /// <summary>Pure: what the alert rules judge, and day by day what they would.</summary>
    internal static WallQuality? Of(IReadOnlyList<QualityDay> latestFirst, QualityBaseline baseline, AlertLevels levels, DateOnly today)
    {
        if (JudgeQuality.Window(latestFirst, baseline, today.DayNumber) is not { Figures.Headline: { } headline, Change: { } change } window
            || QualityFigures.Of(baseline.Count, baseline.Positive).Headline is not { } then)
            return null;

        AlertSeverity? severity = change <= -levels.QualitySerious ? AlertSeverity.Serious : change <= -levels.QualityWarning ? AlertSeverity.Warning : null;
        var byDay = latestFirst.ToDictionary(day => day.Day);
        var changes = Enumerable.Range(0, QualityDays).Select(at => byDay.GetValueOrDefault(today.AddDays(at + 1 - QualityDays)) is { } day && QualityQueries.Of([day], baseline, today.DayNumber) is { IsMature: true } cohort ? cohort.Change : null);
        return new WallQuality(window.Figures.Kind, headline, then.Value, change, severity, window.From, window.To, new Trail([.. changes]));
    }

    private async Task<IReadOnlyDictionary<string, WallSpend>> Spent(BudgetLevels levels, DateTimeOffset now, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var spent = (await spends.Between(today, today.AddDays(1), AsOf.Now, ct)).ToDictionary(spend => spend.System);
        var own = (await budgets.All(AsOf.Now, ct)).Where(use => use.Budget is { Scope: BudgetScope.System, Period: BudgetPeriod.Day or BudgetPeriod.Month })
            .GroupBy(use => use.Budget.Name).ToDictionary(system => system.Key, system => system.MinBy(use => use.Budget.Period));
        return spent.Keys.Union(own.Keys).ToDictionary(code => code, code =>
        {
            var (spend, use) = (spent.GetValueOrDefault(code), own.GetValueOrDefault(code));
            return new WallSpend((spend?.Counted ?? 0) + (spend?.Posted ?? 0), spend?.Forecast, use, use?.SeverityUnder(levels));
        });
    }
}
