using System.Text;
using Portal.Data;
using Portal.Evaluation;
using Portal.Evaluation.Suites;
using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Kpis;
using Portal.Policies;
using Portal.Reports;
using Portal.Reports.Tables;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Reports;

/// <summary>People set, tell and agree for some days; each evening somebody writes down what the lists say.</summary>
public sealed class ListHistoryTests
{
    private const int Days = 4;
    private const int ActsADay = 9;

    /// <summary>What would be spent if it went on so, and the hour by which a request is judged.</summary>
    private static readonly string[] OfTheMinute = ["forecast", "from", "to"];

    [Theory, OnBothDatabases]
    public async Task Lists_as_of_a_past_day_say_what_they_said_then(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var (random, calendar) = (new Random(1127), review.House.Get<Calendar>());
        List<(DateOnly Day, string Said)> evenings = [];
        for (var day = 0; day < Days; day++)
        {
            for (var act = 0; act < ActsADay; act++)
            {
                review.House.Time.Advance(TimeSpan.FromMinutes(random.Next(1, 8)));
                await Act(review, random, act, $"{day}.{act}");
            }

            review.House.Time.Advance(TimeSpan.FromMinutes(1));
            evenings.Add((calendar.Today, await Said(review.House, AsOf.Now)));
            review.House.Time.Advance(TimeSpan.FromDays(1));
        }

        foreach (var (day, said) in evenings)
            Assert.Equal(said, await Said(review.House, calendar.EndOf(day)));
        Assert.Equal(Days, evenings.Select(evening => evening.Said).Distinct().Count());
        Assert.Empty(await Rows(review.House.Get<Lists>().Budgets(calendar.EndOf(evenings[0].Day.AddDays(-1)))));
    }

    /// <summary>One of each kind a day at least, as far as it can be done then.</summary>
    private static async Task Act(Review review, Random random, int act, string name)
    {
        var (house, today) = (review.House, review.House.Get<Calendar>().Today);
        switch (act)
        {
            case 0 or 5:
                _ = (await house.Get<SetBudget>().Run(review.Owner, new(review.System, null, (BudgetPeriod)random.Next(1, 4), random.Next(1, 9) * 1_000_000), default)).Value;
                break;
            case 1 or 6:
                _ = (await house.Get<SetKpi>().Run(review.Owner, new(review.System, $"Figure {random.Next(2)}", new("%", KpiDirection.AtLeast, random.Next(100), name), null, [new(today.AddDays(-random.Next(3)), random.Next(100))]), default)).Value;
                break;
            case 2:
                _ = (await house.Get<AddPrice>().Run(review.Owner, new("a provider", $"model {name}", "EUR", today.AddDays(random.Next(-3, 3)), random.Next(1, 100), null, null, 5, 1_000_000), default)).Value;
                _ = (await house.Get<PostCost>().Run(review.Developer, new(review.System, today.AddDays(-random.Next(2)), name, random.Next(1, 9) * 100_000), default)).Value;
                break;
            case 3:
                _ = (await house.Get<ProposeSuite>().Run(review.Owner, new(review.System, new() { Name = $"Suite {name}", Dataset = "loans", Positive = "bad", Metrics = [Metric.Accuracy] }), default)).Value;
                await review.Publish(content => content with { Name = $"Scoring {name}" });
                break;
            default:
                await ActOnSuite(review, random);
                break;
        }
    }

    private static async Task ActOnSuite(Review review, Random random)
    {
        var suites = review.House.Get<SuiteQueries>();
        var code = (await suites.List(null, new PageRequest(1, 50), AsOf.Now, default)).Items is { Count: > 0 } all ? all[random.Next(all.Count)].Code : "SU-0000";
        switch (random.Next(5))
        {
            case 0 or 1:
                var labels = Enumerable.Range(random.Next(500), 40).Select(i => $$"""{"id":"r{{i}}","label":"{{(i % 2 == 0 ? "bad" : "good")}}"}""");
                _ = await review.House.Get<BringLabels>().Run(review.Validator, new(code, RowFormat.Ndjson, new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', labels)))), default);
                break;
            case 4:
                _ = await review.House.Get<RetireSuite>().Run(review.Validator, new(code, "Another takes its place."), default);
                break;
            case var who when await suites.One(code, AsOf.Now, default) is { } suite:
                _ = await review.House.Get<AgreeOnSuite>().Run(who == 2 ? review.Owner : review.Validator, new(code, suite.Subject), default);
                break;
        }
    }

    private static async Task<string> Said(House house, AsOf asOf)
    {
        var lists = house.Get<Lists>();
        var month = new DateOnly(House.Noon.Year, House.Noon.Month, 1);
        var text = new StringBuilder();
        foreach (var list in new[] { lists.Suites(null, asOf), lists.Datasets(asOf), lists.Kpis(null, asOf), lists.Budgets(asOf), lists.Prices(asOf), lists.Spending(month, month.AddMonths(2), asOf) })
            text.AppendLine(list.Key).AppendJoin('\n', await Rows(list)).AppendLine();
        return text.ToString();
    }

    private static async Task<IReadOnlyList<string>> Rows(Listing list)
    {
        List<string> rows = [];
        await foreach (var portion in list.Portions(default))
            rows.AddRange(portion.Select(row => string.Join('|', list.Columns.Zip(row.Cells).Where(cell => !OfTheMinute.Contains(cell.First.Key)).Select(cell => cell.Second.Text))));
        return rows;
    }
}
