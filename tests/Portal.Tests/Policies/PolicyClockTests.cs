using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Policies;
using Portal.Tests.Support;

namespace Portal.Tests.Policies;

public sealed class PolicyClockTests
{
    [Theory, OnBothDatabases]
    public async Task The_end_of_checks_is_announced_thirty_and_seven_days_before_and_once_each(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Person("Manager", Role.PolicyManager);
        var last = new DateOnly(2027, 11, 2);

        await Turns(house, last.AddDays(-31));
        Assert.Equal(0, await Announced(house));
        await Turns(house, last.AddDays(-30));
        await Turns(house, last.AddDays(-20));
        Assert.Equal(1, await Announced(house));
        await Turns(house, last.AddDays(-7));
        await Turns(house, last.AddDays(30));
        Assert.Equal(2, await Announced(house));

        await using var db = await house.Dbs.CreateDbContextAsync();
        Assert.Equal(2, await db.Deliveries.CountAsync(delivery => delivery.Type == "policy.checks-expire"));
    }

    [Theory, OnBothDatabases]
    public async Task A_portal_that_was_set_up_before_there_were_policies_adopts_the_first(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await using (var db = await house.Dbs.CreateDbContextAsync())
            await db.Policies.ExecuteDeleteAsync();

        await house.Get<PolicyClock>().Turn(default);
        await using (var db = await house.Dbs.CreateDbContextAsync())
            Assert.False(await db.Policies.AnyAsync());

        await house.Person("Somebody", Role.SystemOwner);
        await house.Get<PolicyClock>().Turn(default);
        await house.Get<PolicyClock>().Turn(default);

        Assert.Equal(new DateOnly(2027, 11, 2), (await house.Get<PolicyQueries>().InForce(default)).Checks[0].ValidUntil);
        Assert.Single(await house.Entries(), entry => entry.Action == "policy.adopted");
    }

    private static async Task Turns(House house, DateOnly day)
    {
        house.Time.Advance(day.ToDateTime(new TimeOnly(12, 0)) - house.Time.GetUtcNow().UtcDateTime);
        await house.Get<PolicyClock>().Turn(default);
        await house.Get<PolicyClock>().Turn(default);
    }

    private static async Task<int> Announced(House house) => (await house.Entries()).Count(entry => entry.Action == "policy.checks-expire");
}
