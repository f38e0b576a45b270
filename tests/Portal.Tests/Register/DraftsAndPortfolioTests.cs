using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register;

public sealed class DraftsAndPortfolioTests
{
    [Theory, OnBothDatabases]
    public async Task My_drafts_are_those_that_I_can_write_and_say_what_they_lack(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var other = await house.Person("Other", Role.SystemOwner);
        var thin = await house.File(owner, new EntryContent { Name = "Chatbot" });
        _ = await house.File(other);

        var mine = await house.Get<RegisterQueries>().DraftsOf(owner.Id(), default);

        Assert.Equal([thin.Code], mine.Select(draft => draft.Code));
        Assert.Contains("purpose", mine[0].Lacks.Select(fault => fault.Field));
    }

    [Theory, OnBothDatabases]
    public async Task A_submitted_entry_is_no_draft_and_a_returned_one_is_with_its_remarks(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);
        var filed = await house.FileAndSubmit(owner);

        Assert.Empty(await house.Get<RegisterQueries>().DraftsOf(owner.Id(), default));
        _ = (await house.Return(risk, filed.Code, "Say more.")).Value;
        var returned = Assert.Single(await house.Get<RegisterQueries>().DraftsOf(owner.Id(), default));
        Assert.Equal((EntryState.Returned, "Say more."), (returned.State, returned.Remarks));
    }

    [Theory, OnBothDatabases]
    public async Task The_portfolio_counts_what_the_registers_filters_find(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);
        var high = await house.FileAndPublish(owner, risk);
        _ = await house.FileAndPublish(owner, risk, RiskTier.Critical);
        _ = await house.File(owner);
        _ = (await house.Edit(owner, high.Code, An.Entry(owner.Id()) with { Purpose = "Something else." })).Value;

        var cells = await house.Get<RegisterQueries>().Portfolio(AsOf.Now, default);

        Assert.Equal(
            ["none Proposed 1", "High Proposed 1", "Critical Proposed 1"],
            cells.OrderBy(cell => cell.Tier).Select(cell => $"{cell.Tier?.ToString() ?? "none"} {cell.Stage} {cell.Systems}"));
        foreach (var cell in cells.Where(cell => cell.Tier is not null))
        {
            var found = await house.Get<RegisterQueries>().List(new SystemFilter { Tiers = [cell.Tier.GetValueOrDefault()], Stages = [cell.Stage] }, SystemOrder.ByCode, new PageRequest(1, 50), AsOf.Now, default);
            Assert.Equal(cell.Systems, found.Total);
        }
    }
}
