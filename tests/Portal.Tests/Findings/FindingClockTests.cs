using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Findings;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Findings;

public sealed class FindingClockTests
{
    [Theory, OnBothDatabases]
    public async Task A_week_before_the_owner_is_told_and_once_it_is_over_the_executive_too_each_once(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, executive, risk) = (await house.Person("Owner", Role.SystemOwner), await house.Person("Executive", Role.AccountableExecutive), await house.Person("Risk", Role.RiskManager));
        var filed = await house.FileAndSubmit(owner, An.Entry(owner.Id()) with { AccountableExecutive = executive.Id() });
        _ = (await house.Accept(risk, filed.Code)).Value;
        _ = (await house.Raise(risk, owner, filed.Code)).Value;

        await Turn(house, daysBeforeDue: 8);
        Assert.Empty(await house.Told("finding.due"));
        await Turn(house, daysBeforeDue: 7);
        await Turn(house, daysBeforeDue: 6);
        Assert.Equal(["owner"], await house.Told("finding.due"));
        await Turn(house, daysBeforeDue: 0);
        Assert.Empty(await house.Told("finding.overdue"));
        await Turn(house, daysBeforeDue: -1);
        await Turn(house, daysBeforeDue: -2);

        Assert.Equal(["executive", "owner"], await house.Told("finding.overdue"));
        Assert.Single(await house.Entries(), entry => entry.Action == "finding.overdue");
        Assert.Equal([new FindingOverdue(filed.Id, (await house.Finding("FI-0001")).Line.Id, Tracking.Due)], await Raised<FindingOverdue>(house));
    }

    [Theory, OnBothDatabases]
    public async Task Another_day_and_a_reopening_begin_to_count_anew(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = (await house.Person("Owner", Role.SystemOwner), await house.Person("Risk", Role.RiskManager));
        _ = (await house.Raise(risk, owner)).Value;
        await Turn(house, daysBeforeDue: -1);
        _ = (await house.Move(risk, "FI-0001", owner, Tracking.Due.AddDays(10))).Value;
        await Turn(house, daysBeforeDue: -11);
        _ = (await house.Claim(owner, "FI-0001")).Value;
        _ = (await house.Close(risk, "FI-0001")).Value;
        await Turn(house, daysBeforeDue: -12);
        _ = (await house.Reopen(risk, "FI-0001", Tracking.Due.AddDays(20))).Value;
        await Turn(house, daysBeforeDue: -21);

        Assert.Equal([Tracking.Due, Tracking.Due.AddDays(10), Tracking.Due.AddDays(20)], (await Raised<FindingOverdue>(house)).Select(what => what.Due));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_said_to_be_done_needs_no_reminder_but_is_overdue_until_it_is_closed(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = (await house.Person("Owner", Role.SystemOwner), await house.Person("Risk", Role.RiskManager));
        _ = (await house.Raise(risk, owner)).Value;
        _ = (await house.Claim(owner, "FI-0001")).Value;

        await Turn(house, daysBeforeDue: 3);
        await Turn(house, daysBeforeDue: -1);
        await house.DeliverEvents();

        Assert.Empty(await house.Told("finding.due"));
        Assert.Equal(["owner"], await house.Told("finding.overdue"));
        Assert.Single(await Raised<FindingClaimed>(house));
        await using var db = await house.Dbs.CreateDbContextAsync();
        Assert.True(await db.Events.AllAsync(row => row.Delivered));
    }

    private static async Task<IReadOnlyList<T>> Raised<T>(House house) where T : PortalEvent
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        var rows = await db.Events.AsNoTracking().Where(row => row.Kind == typeof(T).Name).OrderBy(row => row.Id).ToListAsync();
        return [.. rows.Select(row => Assert.IsType<T>(row.Read()))];
    }

    private static async Task Turn(House house, int daysBeforeDue)
    {
        var at = new DateTimeOffset(Tracking.Due.AddDays(-daysBeforeDue).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
        house.Time.Advance(at - house.Time.GetUtcNow());
        await house.Get<FindingsWorker>().Turn(default);
    }
}
