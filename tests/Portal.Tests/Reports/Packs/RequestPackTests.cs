using Portal.Accounts;
using Portal.Data;
using Portal.Reports.Packs;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Reports.Packs;

public sealed class RequestPackTests
{
    [Theory, OnBothDatabases]
    public async Task Auditors_ask_for_everything_owners_for_what_is_theirs_others_for_nothing(DatabaseProvider provider)
    {
        await using var scene = await PackScene.On(provider);
        await scene.Sign();
        var stranger = await scene.House.Person("Another Owner", Role.SystemOwner);
        var review = scene.Review;

        Assert.Equal("EP-0001", (await scene.Ask("system:AIS-0001", by: review.Owner)).Value);
        foreach (var (by, scope) in new[] { (review.Owner, "estate"), (review.Owner, "department:Retail lending"), (stranger, "system:AIS-0001"), (review.Developer, "system:AIS-0001"), (review.Developer, "nothing") })
            Assert.IsType<Forbidden>((await scene.Ask(scope, by: by)).Refusal);
        Assert.Equal("EP-0002", (await scene.Ask("department:Retail lending", by: review.Risk)).Value);

        Assert.Equal(["EP-0001"], (await Listed(scene, review.Owner)).Select(pack => pack.Code));
        Assert.Equal(["EP-0002", "EP-0001"], (await Listed(scene, scene.Auditor)).Select(pack => pack.Code));
        Assert.IsType<Forbidden>((await scene.House.Get<PackQueries>().One(review.Owner, "EP-0002", default)).Refusal);
        Assert.Equal(5, (await scene.House.Entries()).Count(entry => entry.Action == "pack.request.refused"));
    }

    [Theory, OnBothDatabases]
    public async Task A_token_that_is_bound_to_systems_reaches_packs_of_these_alone(DatabaseProvider provider)
    {
        await using var scene = await PackScene.On(provider);
        await scene.Sign();
        var system = (await scene.House.Entry("AIS-0001")).Id;
        IReadOnlySet<Permission> scopes = new HashSet<Permission> { Permission.Read, Permission.MakePacks, Permission.MakeAnyPack };
        var bound = Actor.ByToken(scene.Auditor.Id(), "Pipeline", "t1", scopes, new TokenReach(TokenKind.Pipeline, new HashSet<SystemId> { system }));
        var elsewhere = Actor.ByToken(scene.Auditor.Id(), "Pipeline", "t2", scopes, new TokenReach(TokenKind.Pipeline, new HashSet<SystemId> { SystemId.New(House.Noon) }));
        _ = (await scene.Ask()).Value;

        Assert.IsType<Forbidden>((await scene.Ask(by: bound)).Refusal);
        Assert.IsType<Forbidden>((await scene.Ask("system:AIS-0001", by: elsewhere)).Refusal);
        Assert.Equal("EP-0002", (await scene.Ask("system:AIS-0001", by: bound)).Value);
        Assert.Equal(["EP-0002"], (await Listed(scene, bound)).Select(pack => pack.Code));
        Assert.Empty(await Listed(scene, elsewhere));
        Assert.IsType<Forbidden>((await scene.House.Get<PackQueries>().One(bound, "EP-0001", default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task What_cannot_be_is_refused_by_its_field(DatabaseProvider provider)
    {
        await using var scene = await PackScene.On(provider);
        Assert.Equal(["asOf"], Fields(await scene.Ask()));
        await scene.Sign();

        foreach (var scope in new[] { "", "everything", "system:", "system:AIS-0009", "system:../x", "department:", "department:Nowhere", $"department:{new string('x', 4000)}" })
            Assert.Equal(["scope"], Fields(await scene.Ask(scope)));
        Assert.Equal(["asOf"], Fields(await scene.Ask(day: new DateOnly(2026, 11, 3))));
        Assert.Equal(["asOf"], Fields(await scene.Ask(day: new DateOnly(2026, 11, 1))));
        Assert.Equal(["asOf"], Fields(await scene.Ask(day: DateOnly.MinValue)));
        Assert.Equal(["reason"], Fields(await scene.Ask(reason: " ")));
        Assert.Equal(["reason"], Fields(await scene.Ask(reason: new string('x', 1001))));
        Assert.Empty(await Listed(scene, scene.Auditor));
    }

    private static async Task<IReadOnlyList<PackLine>> Listed(PackScene scene, Actor actor) => (await scene.House.Get<PackQueries>().List(actor, new PageRequest(1, 50), default)).Items;

    private static IEnumerable<string> Fields(Result<string> result) => Assert.IsType<Invalid>(result.Refusal).Faults.Select(fault => fault.Field);
}
