using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Shared;

public sealed class LookingBackTests
{
    [Fact]
    public void Who_looks_back_keeps_what_only_reads()
    {
        var actor = Actor.InPerson(new PersonId(Guid.CreateVersion7()), "Somebody", Enum.GetValues<Permission>().ToHashSet()).LookingBack();

        Assert.Equal([Permission.Read, Permission.ReadAudit, Permission.ReadAccess], actor.Permissions.Order());
    }

    /// <summary>An executive names the owner of an orphan by being named in its entry, not by a permission.</summary>
    [Theory, OnBothDatabases]
    public async Task An_act_that_asks_for_no_permission_is_not_written_either(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var executive = await house.Person("Executive", Role.AccountableExecutive);
        var filed = await house.File(owner, An.Entry(owner.Id()) with { AccountableExecutive = executive.Person });
        _ = (await house.Get<LeavePerson>().Run(await house.Person("Admin", Role.Administrator), new(owner.Id(), "Retires.", [], []), default)).Value;
        await house.DeliverEvents();
        var heir = await house.Person("Heir", Role.SystemOwner);
        var before = (await house.Entries()).Count;

        await Assert.ThrowsAsync<InvalidOperationException>(() => house.Get<NameOwner>().Run(executive.LookingBack(), new(filed.Code, heir.Id()), default));

        Assert.NotNull((await house.Entry(filed.Code)).OrphanedAt);
        Assert.Equal(before, (await house.Entries()).Count);
        Assert.Null((await house.Get<NameOwner>().Run(executive, new(filed.Code, heir.Id()), default)).Refusal);
    }
}
