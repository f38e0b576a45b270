using Portal.Monitoring.Costs;
using Portal.Policies;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring.Budgets;

/// <summary>A budget and what is spent of it.</summary>
/// <param name="Budget">Which.</param>
/// <param name="From">Where its period begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Spent">Until now, in millionths; of a request the mean at the lower end of its interval, absent where there were too few.</param>
/// <param name="Forecast">At the end of the period if it goes on as it went; absent while there is too little to go by.</param>
/// <param name="N">Requests that the mean rests on; 0 of days and months.</param>
public sealed record BudgetUse(Budget Budget, DateTimeOffset From, DateTimeOffset To, long? Spent, long? Forecast, long N)
{
    /// <summary>In percent.</summary>
    public double? Share => 100.0 * Spent / Budget.Micros;

    internal AlertSeverity? SeverityUnder(BudgetLevels levels) => Share >= levels.Serious ? AlertSeverity.Serious : Share >= levels.Warning ? AlertSeverity.Warning : null;

    internal static (DateOnly First, DateOnly Next) DaysOf(BudgetPeriod period, DateOnly today)
    {
        if (period != BudgetPeriod.Month)
            return (today, today.AddDays(1));

        var first = new DateOnly(today.Year, today.Month, 1);
        return (first, first.AddMonths(1));
    }

    internal static bool Counts(Budget budget, Spend spend) => budget.Scope == BudgetScope.System ? spend.System == budget.Name : spend.Department == budget.Name;
}
