using System.Diagnostics;
using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;
using Xunit.Abstractions;

namespace Portal.Tests.Register;

/// <summary>Ten thousand entries feel like a hundred.</summary>
public sealed class LargeRegisterTests(ITestOutputHelper output)
{
    private static readonly TimeSpan PageWithin = TimeSpan.FromSeconds(2);

    [Theory, OnBothDatabases]
    public async Task A_page_asks_as_often_whether_there_are_three_systems_or_three_hundred(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        using var counted = new CountedQueries(house);
        var queries = new RegisterQueries(counted, new PeopleQueries(counted));
        var asked = new List<int>();

        foreach (var (from, count) in new[] { (1, 3), (4, 297) })
        {
            await ManySystems.Fill(house, from, count);
            var before = counted.Queries;
            var page = await queries.List(new("a") { Stages = [SystemStage.Proposed] }, new(SystemColumn.Stage, SortDirection.Descending), new PageRequest(1, 200), AsOf.Now, default);
            Assert.InRange(page.Items.Count, 1, 200);
            asked.Add(counted.Queries - before);
        }

        Assert.Equal(asked[0], asked[1]);
        Assert.InRange(asked[1], 1, 5);
    }

    [Theory, OnBothDatabases, Trait("Category", "Long")]
    public async Task A_page_of_ten_thousand_systems_is_there_at_once_however_it_is_sorted(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        for (var from = 1; from <= 10_000; from += 1_000)
            await ManySystems.Fill(house, from, 1_000);
        var queries = house.Get<RegisterQueries>();
        var took = new List<string>();

        foreach (var column in Enum.GetValues<SystemColumn>())
        {
            var order = new SystemOrder(column, SortDirection.Descending);
            _ = await queries.List(new(), order, new PageRequest(1, 25), AsOf.Now, default);
            var watch = Stopwatch.StartNew();
            var page = await queries.List(new(), order, new PageRequest(100, 25), AsOf.Now, default);
            took.Add($"{column} {watch.Elapsed.TotalMilliseconds:0} ms");
            Assert.Equal((10_000, 25), (page.Total, page.Items.Count));
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, PageWithin);
        }

        output.WriteLine($"{provider}: {string.Join(", ", took)}");
    }
}
