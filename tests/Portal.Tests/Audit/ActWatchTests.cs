using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

public sealed class ActWatchTests
{
    [Theory, OnBothDatabases]
    public async Task What_another_node_records_is_told_here_once_and_what_was_before_is_not(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await using var other = house.AnotherNode();
        var admin = await house.Person("Admin", Role.Administrator);
        var watch = house.Get<ActWatch>();
        await house.Get<Departments>().Add(admin, "Before", default);
        await watch.Turn(default);
        using var stop = new CancellationTokenSource();
        await using var told = house.Get<LiveFeed<RecordedAct>>().Watch(TimeSpan.Zero, TimeProvider.System, stop.Token).GetAsyncEnumerator(stop.Token);

        await other.GetRequiredService<Departments>().Add(admin, "Payments", default);
        await watch.Turn(default);
        await watch.Turn(default);

        Assert.True(await told.MoveNextAsync());
        var act = Assert.Single(told.Current);
        Assert.True(act.IsOf("role.", "department."));
        Assert.Contains("Payments", act.Subject, StringComparison.Ordinal);
    }
}
