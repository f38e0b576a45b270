using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Windows;
using Portal.Shared;
using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Budgets;

/// <summary>Reads budgets with what is spent of them.</summary>
public sealed class BudgetQueries(IDbContextFactory<PortalDb> dbs, SpendQueries spends, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>In the order of their names. As of a past day as they were set then, with what was spent by its end.</summary>
    public async Task<IReadOnlyList<BudgetUse>> All(AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var budgets = asOf.At is { } at
            ? (await db.Budgets.AsNoTracking().Include(budget => budget.Revisions).ToListAsync(ct)).Select(budget => budget.AsItStood(at)).OfType<Budget>().ToList()
            : await db.Budgets.AsNoTracking().ToListAsync(ct);
        Dictionary<BudgetPeriod, IReadOnlyList<Spend>> spent = [];
        List<BudgetUse> uses = [];
        foreach (var budget in budgets.OrderBy(budget => budget.Scope).ThenBy(budget => budget.Name, StringComparer.Ordinal).ThenBy(budget => budget.Period))
            uses.Add(budget.Period == BudgetPeriod.Request ? await OfRequests(db, budget, asOf, ct) : await Of(budget, spent, asOf, ct));
        return uses;
    }

    public async Task<BudgetUse?> One(Guid id, CancellationToken ct) => (await All(AsOf.Now, ct)).FirstOrDefault(use => use.Budget.Id == id);

    private async Task<BudgetUse> Of(Budget budget, Dictionary<BudgetPeriod, IReadOnlyList<Spend>> read, AsOf asOf, CancellationToken ct)
    {
        var (first, next) = BudgetUse.DaysOf(budget.Period, DateOnly.FromDateTime((asOf.At ?? time.GetUtcNow()).UtcDateTime));
        if (!read.TryGetValue(budget.Period, out var all))
            read.Add(budget.Period, all = await spends.Between(first, next, asOf, ct));

        var own = all.Where(spend => BudgetUse.Counts(budget, spend)).ToList();
        var forecast = own.Count > 0 && own.TrueForAll(spend => spend.Forecast is not null) ? own.Sum(spend => spend.Forecast) : null;
        return new BudgetUse(budget, Start(first), Start(next), own.Sum(spend => spend.Counted + spend.Posted), forecast, 0);
    }

    private async Task<BudgetUse> OfRequests(PortalDb db, Budget budget, AsOf asOf, CancellationToken ct)
    {
        var to = WindowKey.Of(default, asOf.At ?? time.GetUtcNow()).Minute;
        var from = to - Hour;
        var costs = new LogHistogram();
        foreach (var version in await BudgetedVersions.Of(db, budget, ct))
        {
            await foreach (var (_, counts) in CountedWindows.Between(db, version, from, to, ct))
            {
                if (counts.Histograms.GetValueOrDefault(Counted.CostMicros) is { } values)
                    costs.Merge(values);
            }
        }

        return new BudgetUse(budget, from, to, costs.MeanEstimate() is { } mean ? (long)Math.Max(0, mean.Low) : null, null, costs.N);
    }

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
