using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

public sealed class SavedSearchesTests
{
    [Theory, OnBothDatabases]
    public async Task Everybody_has_their_own_and_a_name_that_is_there_gets_the_new_search(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var auditor = await house.Person("Auditor", Role.Auditor);
        var risk = await house.Person("Risk", Role.RiskManager);
        var searches = house.Get<SavedSearches>();

        _ = (await searches.Save(auditor, "Refused", "outcome=refused", default)).Value;
        _ = (await searches.Save(auditor, " Loans ", "subject=AIS-0001", default)).Value;
        _ = (await searches.Save(auditor, "Loans", "subject=AIS-0002", default)).Value;
        _ = (await searches.Save(risk, "Loans", "subject=AIS-0003", default)).Value;

        Assert.Equal(["Loans subject=AIS-0002", "Refused outcome=refused"], await Of(searches, auditor));
        await searches.Remove(auditor, "Loans", default);
        Assert.Equal(["Refused outcome=refused"], await Of(searches, auditor));
        Assert.Equal(["Loans subject=AIS-0003"], await Of(searches, risk));
    }

    [Theory, OnBothDatabases]
    public async Task What_has_no_name_or_is_no_search_is_not_saved(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var auditor = await house.Person("Auditor", Role.Auditor);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var searches = house.Get<SavedSearches>();

        Assert.IsType<Invalid>((await searches.Save(auditor, " ", "outcome=refused", default)).Refusal);
        Assert.IsType<Invalid>((await searches.Save(auditor, new string('n', 61), "outcome=refused", default)).Refusal);
        Assert.IsType<Invalid>((await searches.Save(auditor, "All", "", default)).Refusal);
        Assert.IsType<Invalid>((await searches.Save(auditor, "Long", new string('q', 1001), default)).Refusal);
        Assert.IsType<Forbidden>((await searches.Save(owner, "Mine", "outcome=refused", default)).Refusal);
        for (var count = 0; count < 30; count++)
            _ = (await searches.Save(auditor, $"Search {count}", "outcome=refused", default)).Value;
        Assert.IsType<NotAllowed>((await searches.Save(auditor, "One more", "outcome=done", default)).Refusal);
        Assert.Null((await searches.Save(auditor, "Search 3", "outcome=done", default)).Refusal);
    }

    private static async Task<IEnumerable<string>> Of(SavedSearches searches, Actor actor) =>
        (await searches.Of(actor, default)).Select(search => $"{search.Name} {search.Query}");
}
