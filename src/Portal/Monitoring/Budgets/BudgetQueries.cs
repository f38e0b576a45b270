using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Windows;
using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Budgets;

/// <summary>Reads budgets with what is spent of them.</summary>
public sealed class BudgetQueries(IDbContextFactory<PortalDb> dbs, SpendQueries spends, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>In the order of their names.</summary>
    public async Task<IReadOnlyList<BudgetUse>> All(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var budgets = await db.Budgets.AsNoTracking().ToListAsync(ct);
        Dictionary<BudgetPeriod, IReadOnlyList<Spend>> spent = [];
        List<BudgetUse> uses = [];
        foreach (var budget in budgets.OrderBy(budget => budget.Scope).ThenBy(budget => budget.Name, StringComparer.Ordinal).ThenBy(budget => budget.Period))
            uses.Add(budget.Period == BudgetPeriod.Request ? await OfRequests(db, budget, ct) : await Of(budget, spent, ct));
        return uses;
    }

    public async Task<BudgetUse?> One(Guid id, CancellationToken ct) => (await All(ct)).FirstOrDefault(use => use.Budget.Id == id);

    private async Task<BudgetUse> Of(Budget budget, Dictionary<BudgetPeriod, IReadOnlyList<Spend>> read, CancellationToken ct)
    {
        var (first, next) = BudgetUse.DaysOf(budget.Period, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        if (!read.TryGetValue(budget.Period, out var all))
            read.Add(budget.Period, all = await spends.Between(first, next, ct));

        var own = all.Where(spend => BudgetUse.Counts(budget, spend)).ToList();
        var forecast = own.Count > 0 && own.TrueForAll(spend => spend.Forecast is not null) ? own.Sum(spend => spend.Forecast) : null;
        return new BudgetUse(budget, Start(first), Start(next), own.Sum(spend => spend.Counted + spend.Posted), forecast, 0);
    }

    private async Task<BudgetUse> OfRequests(PortalDb db, Budget budget, CancellationToken ct)
    {
        var to = WindowKey.Of(default, time.GetUtcNow()).Minute;
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
