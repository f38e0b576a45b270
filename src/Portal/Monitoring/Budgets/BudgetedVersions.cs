using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Budgets;

/// <summary>Whose spending a budget is about.</summary>
internal static class BudgetedVersions
{
    public static async Task<IReadOnlyList<VersionId>> Of(PortalDb db, Budget budget, CancellationToken ct)
    {
        var (scope, name) = (budget.Scope, budget.Name);
        return await (
            from version in db.Versions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on version.System equals system.Id
            join revision in db.Revisions.AsNoTracking() on new { system.Id, Number = system.ShownNumber } equals new { Id = revision.System, revision.Number }
            where scope == BudgetScope.System ? system.Code == name : revision.Content.Department == name
            select version.Id).ToListAsync(ct);
    }

    /// <summary>The version that spent most between two days, on which an alert is raised; where only posted costs are, the newest. Null of a system without versions.</summary>
    public static async Task<VersionId?> Dearest(PortalDb db, Budget budget, DateOnly first, DateOnly next, CancellationToken ct)
    {
        var versions = await Of(db, budget, ct);
        var days = await db.TelemetryDays.AsNoTracking().Where(day => versions.Contains(day.ModelVersion) && day.Day >= first && day.Day < next).Select(day => new { day.ModelVersion, day.CostMicros }).ToListAsync(ct);
        var spent = days.ToLookup(day => day.ModelVersion, day => (decimal)day.CostMicros);
        return versions.OrderByDescending(version => spent[version].Sum()).ThenByDescending(version => version.Value).Select(version => (VersionId?)version).FirstOrDefault();
    }
}
