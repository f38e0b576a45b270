using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Policies;

namespace Portal.Web.Monitoring.Costs;

/// <summary>All that the page of costs shows of one month.</summary>
/// <param name="First">The first day of the month.</param>
/// <param name="Now">Today, in UTC.</param>
public sealed record SpendShown(DateOnly First, DateOnly Now)
{
    /// <summary>By system, the dearest first.</summary>
    public required IReadOnlyList<Spend> Systems { get; init; }

    public required IReadOnlyList<DaySpend> Days { get; init; }

    public required IReadOnlyList<Spend> Today { get; init; }

    public required IReadOnlyList<ModelSpend> Models { get; init; }

    public required IReadOnlyList<UnpricedCalls> Unpriced { get; init; }

    public required IReadOnlyList<BudgetUse> Budgets { get; init; }

    public required BudgetLevels Levels { get; init; }

    public required IReadOnlyList<ModelPrice> Prices { get; init; }

    /// <summary>Of systems, by code.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    public required IReadOnlyList<string> Departments { get; init; }

    /// <summary>It is shown as it stood at the end of a day that is over.</summary>
    public required bool IsPast { get; init; }

    public required bool MaySetBudgets { get; init; }

    public required bool MayAddPrices { get; init; }

    public bool IsThisMonth => First.Year == Now.Year && First.Month == Now.Month;

    public long Spent => Systems.Sum(spend => spend.Counted + spend.Posted);

    /// <summary>Null while there is too little to go by.</summary>
    public long? Forecast => Systems.Count > 0 && Systems.All(spend => spend.Forecast is not null) ? Systems.Sum(spend => spend.Forecast) : null;

    public string NameOf(string code) => Names.GetValueOrDefault(code, code);

    public BudgetUse? BudgetOf(BudgetScope scope, string name, BudgetPeriod period) => Budgets.FirstOrDefault(use => use.Budget.Scope == scope && use.Budget.Name == name && use.Budget.Period == period);
}
