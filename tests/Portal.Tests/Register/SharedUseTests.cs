using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register;

/// <summary>A system that runs on a pinned version of another.</summary>
public sealed class SharedUseTests
{
    [Theory, OnBothDatabases]
    public async Task Only_a_version_that_another_system_has_can_be_used(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        _ = await house.Sealed(owner, owner);
        var mine = await house.File(owner);

        Assert.Null((await Uses(house, owner, mine.Code, new("AIS-0001", "v1.0"))).Refusal);
        Assert.Equal("AIS-0001 has no version v9.", Fault(await Uses(house, owner, mine.Code, new("AIS-0001", "v9"))));
        Assert.Equal("AIS-0009 has no version v1.0.", Fault(await Uses(house, owner, mine.Code, new("AIS-0009", "v1.0"))));
        Assert.Equal("A system does not use itself.", Fault(await Uses(house, owner, mine.Code, new(mine.Code, "v1.0"))));
        Assert.Equal("Say which version of AIS-0001 is used.", Fault(await Uses(house, owner, mine.Code, new("AIS-0001", ""))));
    }

    [Theory, OnBothDatabases]
    public async Task The_owners_of_a_dependent_system_are_told_when_what_it_uses_changes_in_what_matters(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var user = await house.Person("User", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);
        _ = await house.Sealed(owner, owner);
        await house.Submit(owner, "AIS-0001");
        await house.Accept(risk, "AIS-0001");
        var dependent = await house.FileAndSubmit(user, An.Entry(user.Id()) with { Name = "Limits", Uses = [new("AIS-0001", "v1.0")] });
        await house.Accept(risk, dependent.Code);
        await house.DeliverEvents();

        await house.Edit(owner, "AIS-0001", An.Entry(owner.Id()) with { Department = "Treasury" });
        await house.Submit(owner, "AIS-0001");
        await house.DeliverEvents();
        Assert.Empty(await Told(house));

        await house.Edit(owner, "AIS-0001", An.Entry(owner.Id()) with { Department = "Treasury", Purpose = "Sets prices." });
        await house.Submit(owner, "AIS-0001");
        await house.Accept(risk, "AIS-0001");
        await house.DeliverEvents();

        var mail = Assert.Single(await Told(house));
        Assert.Equal(House.AddressOf("User"), mail.Target);
        Assert.Equal(["AIS-0002"], (await house.Entry("AIS-0001")).UsedBy.Select(line => line.Code));
    }

    private static async Task<IReadOnlyList<Portal.Integrations.Delivery>> Told(House house)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        return await db.Deliveries.AsNoTracking().Where(delivery => delivery.Type == "system.used-changed").ToListAsync();
    }

    private static string Fault<T>(Result<T> result)
    {
        var fault = Assert.Single(Assert.IsType<Invalid>(result.Refusal).Faults);
        Assert.Equal("uses", fault.Field);
        return fault.Message;
    }

    private static Task<Result<SystemId>> Uses(House house, Actor owner, string code, SharedUse use) =>
        house.Edit(owner, code, An.Entry(owner.Id()) with { Uses = [use] });
}
