using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Budgets;
using Portal.Shared;

namespace Portal.Monitoring.Views;

/// <summary>What a system spent in a month, and what it may. Amounts are in millionths of the organisation's currency.</summary>
/// <param name="First">The first day of the month.</param>
/// <param name="Days">Each day on which anything was spent, with what was told beside calls.</param>
/// <param name="Forecast">At the end of the month, if it goes on as it went; absent on its first day.</param>
/// <param name="Request">What a request may cost.</param>
/// <param name="Day">What a day may.</param>
/// <param name="Month">What the month may.</param>
/// <param name="At">When this was so: the day that runs then is not over.</param>
public sealed record SpendView(DateOnly First, IReadOnlyList<(DateOnly Day, long Micros)> Days, long? Forecast, long? Request, long? Day, long? Month, DateTimeOffset At)
{
    public long Spent => (long)Math.Min(long.MaxValue, Days.Sum(day => (decimal)day.Micros));

    internal static async Task<SpendView> Read(PortalDb db, SystemId system, string code, DateOnly until, DateTimeOffset now, CancellationToken ct)
    {
        var first = new DateOnly(until.Year, until.Month, 1);
        var next = first.AddMonths(1);
        var counted = await (
            from day in db.TelemetryDays.AsNoTracking()
            join version in db.Versions.AsNoTracking() on day.ModelVersion equals version.Id
            where version.System == system && day.Day >= first && day.Day < next && day.CostMicros > 0
            select new { day.Day, day.CostMicros }).ToListAsync(ct);
        var posted = await db.PostedCosts.AsNoTracking().Where(cost => cost.System == system && cost.Day >= first && cost.Day < next).Select(cost => new { cost.Day, cost.Micros }).ToListAsync(ct);
        var budgets = await db.Budgets.AsNoTracking().Where(budget => budget.Scope == BudgetScope.System && budget.Name == code).Select(budget => new { budget.Period, budget.Micros }).ToListAsync(ct);

        var days = counted.Select(day => (day.Day, Micros: day.CostMicros)).Concat(posted.Select(cost => (cost.Day, cost.Micros)))
            .GroupBy(day => day.Day).OrderBy(day => day.Key).Select(day => (day.Key, Sum(day.Select(one => one.Micros)))).ToList();
        var forecast = Costs.Forecast.Of(Sum(counted.Select(day => day.CostMicros)), Start(first), Start(next), now) + Sum(posted.Select(cost => cost.Micros));
        return new SpendView(first, days, forecast, Of(BudgetPeriod.Request), Of(BudgetPeriod.Day), Of(BudgetPeriod.Month), now);

        long? Of(BudgetPeriod period) => budgets.FirstOrDefault(budget => budget.Period == period)?.Micros;
    }

    private static long Sum(IEnumerable<long> amounts) => (long)Math.Min(long.MaxValue, amounts.Sum(amount => (decimal)amount));

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
