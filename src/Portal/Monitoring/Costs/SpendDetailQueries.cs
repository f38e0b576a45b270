using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Windows;
using Portal.Shared;

namespace Portal.Monitoring.Costs;

/// <param name="System">Its code.</param>
/// <param name="Day">In UTC.</param>
/// <param name="Micros">Calls, predictions and what was posted.</param>
public sealed record DaySpend(string System, DateOnly Day, long Micros);

/// <param name="Provider">As the price list has it; empty where no model was named.</param>
/// <param name="Model">As the price list has it; empty where none was named.</param>
/// <param name="Micros">What was spent at its prices.</param>
/// <param name="Systems">The codes of those that spent it, the dearest first.</param>
public sealed record ModelSpend(string Provider, string Model, long Micros, IReadOnlyList<string> Systems);

/// <param name="Provider">As the calls name it; empty of those that came before names were counted.</param>
/// <param name="Model">As the calls name it.</param>
/// <param name="System">The code of the system that makes them.</param>
/// <param name="Calls">How many.</param>
public sealed record UnpricedCalls(string Provider, string Model, string System, long Calls);

/// <summary>Spending by model, and calls that nobody has a price for.</summary>
public sealed record ModelSpends(IReadOnlyList<ModelSpend> Models, IReadOnlyList<UnpricedCalls> Unpriced);

/// <summary>Reads what spending is made of: by day from the days, by model from what the windows counted.</summary>
public sealed class SpendDetailQueries(IDbContextFactory<PortalDb> dbs)
{
    /// <summary>What the systems are called that ever cost anything or have a budget, by their codes.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Names(AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await NamedSystems.Of(db, asOf).Where(system =>
                db.PostedCosts.Any(cost => cost.System == system.Id) || db.Budgets.Any(budget => budget.Name == system.Code)
                || db.Versions.Any(version => version.System == system.Id && db.TelemetryDays.Any(day => day.ModelVersion == version.Id)))
            .ToDictionaryAsync(system => system.Code, system => system.Name, ct);
    }

    /// <summary>Each day of each system on which anything was spent, from one day until before another.</summary>
    public async Task<IReadOnlyList<DaySpend>> ByDay(DateOnly first, DateOnly next, AsOf asOf, CancellationToken ct)
    {
        var (at, over) = (asOf.At, asOf.EndIn(next));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var counted = await (
            from spent in db.TelemetryDays.AsNoTracking()
            join version in db.Versions.AsNoTracking() on spent.ModelVersion equals version.Id
            join system in db.Systems.AsNoTracking() on version.System equals system.Id
            where spent.Day >= first && spent.Day < over && spent.CostMicros > 0
            select new { system.Code, spent.Day, Micros = spent.CostMicros }).ToListAsync(ct);
        var posted = await (
            from cost in db.PostedCosts.AsNoTracking()
            join system in db.Systems.AsNoTracking() on cost.System equals system.Id
            where cost.Day >= first && cost.Day < over && (at == null || cost.At <= at)
            select new { system.Code, cost.Day, cost.Micros }).ToListAsync(ct);
        return [.. counted.Concat(posted).GroupBy(spent => (spent.Code, spent.Day)).Select(spent => new DaySpend(spent.Key.Code, spent.Key.Day, (long)Math.Min(long.MaxValue, spent.Sum(one => (decimal)one.Micros))))
            .OrderBy(spent => spent.Day).ThenBy(spent => spent.System, StringComparer.Ordinal)];
    }

    /// <summary>The dearest model first; of calls without a price the most frequent.</summary>
    public async Task<ModelSpends> ByModel(DateOnly first, DateOnly next, AsOf asOf, CancellationToken ct)
    {
        next = asOf.EndIn(next);
        Dictionary<Of, long> spent = [], unpriced = [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        foreach (var (version, system) in await Calling(db, first, next, ct))
        {
            await foreach (var (_, counts) in CountedWindows.Between(db, version, Start(first), Start(next), ct))
            {
                Add(spent, system, counts.Totals.Select(total => (Counted.SpentModel(total.Key), total.Value)), counts.Total(Counted.CostMicros));
                Add(unpriced, system, counts.Totals.Select(total => (Counted.UnpricedModel(total.Key), total.Value)), counts.Total(Counted.Unpriced));
            }
        }

        return new ModelSpends(
            [.. spent.GroupBy(one => (one.Key.Provider, one.Key.Model)).Select(model => new ModelSpend(model.Key.Provider, model.Key.Model, model.Sum(one => one.Value), [.. model.OrderByDescending(one => one.Value).Select(one => one.Key.System)])).OrderByDescending(model => model.Micros)],
            [.. unpriced.Select(one => new UnpricedCalls(one.Key.Provider, one.Key.Model, one.Key.System, one.Value)).OrderByDescending(one => one.Calls)]);
    }

    /// <summary>By name, and what was counted before names were, or told with predictions, under none.</summary>
    private static void Add(Dictionary<Of, long> sums, string system, IEnumerable<((string Provider, string Model)? Model, long Total)> totals, long all)
    {
        var nameless = all;
        foreach (var (model, total) in totals)
        {
            if (model is not { } named)
                continue;

            Add(sums, new Of(named.Provider, named.Model, system), total);
            nameless -= total;
        }

        if (nameless > 0)
            Add(sums, new Of("", "", system), nameless);
    }

    /// <summary>Versions that made calls: those that only predict have no model to pay for.</summary>
    private static async Task<IReadOnlyList<(VersionId Version, string System)>> Calling(PortalDb db, DateOnly first, DateOnly next, CancellationToken ct)
    {
        var versions = await db.TelemetryDays.AsNoTracking().Where(day => day.Day >= first && day.Day < next && (day.CostMicros > 0 || day.Rows == 0)).Select(day => day.ModelVersion).Distinct().ToListAsync(ct);
        return [.. (await (
            from version in db.Versions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on version.System equals system.Id
            where versions.Contains(version.Id)
            select new { version.Id, system.Code }).ToListAsync(ct)).Select(version => (version.Id, version.Code))];
    }

    private static void Add(Dictionary<Of, long> sums, Of of, long more) => sums[of] = sums.GetValueOrDefault(of) + more;

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private readonly record struct Of(string Provider, string Model, string System);
}
