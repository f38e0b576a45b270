using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>What was spent, what may be, and at which prices, as tables; amounts in whole units of the organisation's currency.</summary>
internal static class SpendTable
{
    private const double Micros = 1_000_000;

    public static IReadOnlyList<TableColumn<DaySpend>> Days { get; } =
    [
        new("system", "System", line => line.System),
        new("day", "Day, UTC", line => (DateOnly?)line.Day),
        new("amount", "Spent", line => line.Micros / Micros),
    ];

    public static IReadOnlyList<TableColumn<BudgetUse>> Budgets { get; } =
    [
        new("scope", "Of a", line => line.Budget.Scope.ToString()),
        new("name", "System or department", line => line.Budget.Name),
        new("period", "Period", line => line.Budget.Period.ToString()),
        new("budget", "Budget", line => line.Budget.Micros / Micros),
        new("from", "From, UTC", line => (DateTimeOffset?)line.From),
        new("to", "To, UTC", line => (DateTimeOffset?)line.To),
        new("spent", "Spent", line => line.Spent / Micros),
        new("share", "Spent, %", line => line.Share),
        new("forecast", "Forecast", line => line.Forecast / Micros),
        new("setAt", "Set at, UTC", line => (DateTimeOffset?)line.Budget.SetAt),
    ];

    public static IReadOnlyList<TableColumn<ModelPrice>> Prices { get; } =
    [
        new("number", "Number", line => (long?)line.Number),
        new("provider", "Provider", line => line.Provider),
        new("model", "Model", line => line.Model),
        new("currency", "Currency", line => line.Currency),
        new("validFrom", "Valid from", line => (DateOnly?)line.ValidFrom),
        new("input", "Input, for a million tokens", line => line.Input / Micros),
        new("cacheRead", "Read from a cache", line => line.CacheRead / Micros),
        new("cacheWrite", "Written to a cache", line => line.CacheWrite / Micros),
        new("output", "Output", line => line.Output / Micros),
        new("rate", "Rate to the organisation's currency", line => line.Rate / Micros),
        new("verified", "Verified", line => line.Verified ? "yes" : "no"),
        new("addedAt", "Added at, UTC", line => line.AddedAt),
    ];
}
