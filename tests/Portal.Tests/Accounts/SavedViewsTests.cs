using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class SavedViewsTests
{
    [Theory, OnBothDatabases]
    public async Task Everybody_has_their_own_and_a_name_that_is_there_gets_the_new_view(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var auditor = await house.Person("Auditor", Role.Auditor);
        var risk = await house.Person("Risk", Role.RiskManager);
        var views = house.Get<SavedViews>();

        _ = (await views.Save(auditor, SavedList.Audit, "Refused", "outcome=refused", default)).Value;
        _ = (await views.Save(auditor, SavedList.Audit, " Loans ", "subject=AIS-0001", default)).Value;
        _ = (await views.Save(auditor, SavedList.Audit, "Loans", "subject=AIS-0002", default)).Value;
        _ = (await views.Save(risk, SavedList.Audit, "Loans", "subject=AIS-0003", default)).Value;

        Assert.Equal(["Loans subject=AIS-0002", "Refused outcome=refused"], await Of(views, auditor));
        await views.Remove(auditor, SavedList.Audit, "Loans", default);
        Assert.Equal(["Refused outcome=refused"], await Of(views, auditor));
        Assert.Equal(["Loans subject=AIS-0003"], await Of(views, risk));
    }

    [Theory, OnBothDatabases]
    public async Task What_has_no_name_or_is_the_whole_list_is_not_saved(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var auditor = await house.Person("Auditor", Role.Auditor);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var views = house.Get<SavedViews>();

        Assert.IsType<Invalid>((await views.Save(auditor, SavedList.Audit, " ", "outcome=refused", default)).Refusal);
        Assert.IsType<Invalid>((await views.Save(auditor, SavedList.Audit, new string('n', 61), "outcome=refused", default)).Refusal);
        Assert.IsType<Invalid>((await views.Save(auditor, SavedList.Audit, "All", "", default)).Refusal);
        Assert.IsType<Invalid>((await views.Save(auditor, SavedList.Audit, "Long", new string('q', 1001), default)).Refusal);
        Assert.IsType<Forbidden>((await views.Save(owner, SavedList.Audit, "Mine", "outcome=refused", default)).Refusal);
        for (var count = 0; count < 30; count++)
            _ = (await views.Save(auditor, SavedList.Audit, $"View {count}", "outcome=refused", default)).Value;
        Assert.IsType<NotAllowed>((await views.Save(auditor, SavedList.Audit, "One more", "outcome=done", default)).Refusal);
        Assert.Null((await views.Save(auditor, SavedList.Audit, "View 3", "outcome=done", default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Each_list_has_views_of_its_own(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var auditor = await house.Person("Auditor", Role.Auditor);
        var views = house.Get<SavedViews>();

        _ = (await views.Save(owner, SavedList.Register, "Mine", "tier=High", default)).Value;
        _ = (await views.Save(auditor, SavedList.Register, "Loans", "q=loan", default)).Value;
        _ = (await views.Save(auditor, SavedList.Audit, "Loans", "subject=AIS-0001", default)).Value;

        Assert.Equal(["tier=High"], (await views.Of(owner, SavedList.Register, default)).Select(view => view.Query));
        Assert.Equal(["q=loan"], (await views.Of(auditor, SavedList.Register, default)).Select(view => view.Query));
        Assert.Equal(["Loans subject=AIS-0001"], await Of(views, auditor));
    }

    private static async Task<IEnumerable<string>> Of(SavedViews views, Actor actor) =>
        (await views.Of(actor, SavedList.Audit, default)).Select(view => $"{view.Name} {view.Query}");
}
