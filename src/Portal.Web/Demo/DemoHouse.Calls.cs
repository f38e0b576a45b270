using System.Text;
using Portal.Monitoring;
using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Kpis;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>What the bank's language models cost, and what they may.</summary>
internal sealed partial class DemoHouse
{
    private const int FirstWorkingHour = 8;
    private const int LastWorkingHour = 18;

    public async Task AddPrice(PriceTerms terms, CancellationToken ct) => _ = (await Get<AddPrice>().Run(await As("owner", ct), terms, ct)).Value;

    /// <summary>The working hours of the last weeks, brought by the vendor's export; the last day is told by the portal's own clock.</summary>
    public async Task SendCalls(DemoCalls calls, int days, CancellationToken ct)
    {
        var sender = await As("owner", ct);
        var today = new DateTimeOffset(Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        for (var day = today.AddDays(-days); day < today; day = day.AddDays(1))
        {
            var rows = string.Concat(Enumerable.Range(FirstWorkingHour, LastWorkingHour - FirstWorkingHour).Select(hour => calls.CallsOfHour(day.AddHours(hour), isLongAgo: true)));
            _ = (await Get<AcceptCalls>().Run(sender, new(calls.System, $"demo-export-{day.ToUnixTimeSeconds()}", Encoding.UTF8.GetBytes(rows)), ct)).Value;
        }

        while (await Get<FoldTelemetry>().Run(ct) > 0)
        {
            // Until all are counted.
        }
    }

    public async Task<decimal> SpentThisMonth(string system, CancellationToken ct) =>
        (await Get<SpendQueries>().Month(DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime), AsOf.Now, ct)).Where(spend => spend.System == system).Sum(spend => (spend.Counted + spend.Posted) / 1_000_000m);

    /// <summary>What a system may spend, as its owner says.</summary>
    public async Task Budget(string owner, string system, BudgetPeriod period, decimal amount, CancellationToken ct) =>
        _ = (await Get<SetBudget>().Run(await As(owner, ct), new(system, null, period, (long)(amount * 1_000_000)), ct)).Value;

    public async Task Reach(string owner, string system, string name, KpiTerms terms, IReadOnlyList<double> byMonth, CancellationToken ct)
    {
        var month = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
        month = new DateOnly(month.Year, month.Month, 1).AddDays(-1);
        var readings = byMonth.Select((value, at) => new SetKpi.Reading(month.AddDays(1).AddMonths(at - byMonth.Count + 1).AddDays(-1), value));
        _ = (await Get<SetKpi>().Run(await As(owner, ct), new(system, name, terms, null, [.. readings]), ct)).Value;
    }
}
