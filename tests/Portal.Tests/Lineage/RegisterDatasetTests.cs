using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.Lineage;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Lineage;

public sealed class RegisterDatasetTests
{
    private static readonly DateOnly Day = new(2026, 1, 31);

    [Theory, OnBothDatabases]
    public async Task A_name_has_versions_and_the_same_digest_is_the_version_that_it_was(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var developer = await house.Developer();

        Assert.Equal(1, (await Register(house, developer, "Loans", 1)).Value);
        Assert.Equal(2, (await Register(house, developer, "Loans", 2)).Value);
        Assert.Equal(1, (await Register(house, developer, "Loans", 1)).Value);

        var dataset = await house.Get<DatasetQueries>().One("Loans", default);
        Assert.Equal([2, 1], dataset?.Versions.Select(version => version.Number));
        Assert.Equal(10, dataset?.Versions[0].AgeOn(Day.AddDays(10)));
        Assert.Equal(2, (await house.Entries()).Count(entry => entry.Action == "dataset.registered"));
        Assert.Equal(("Loans", 2), Assert.Single((await house.Get<DatasetQueries>().List(new(1, 25), AsOf.Now, default)).Items) is var line ? (line.Name, line.Versions) : default);
        Assert.Null(await house.Get<DatasetQueries>().One("loans", default));
    }

    [Theory, OnBothDatabases]
    public async Task Who_brings_no_evidence_registers_none(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);

        var result = await Register(house, await house.Person("Board", Role.BoardMember), "Loans", 1);

        Assert.IsType<Forbidden>(result.Refusal);
        Assert.Null(await house.Get<DatasetQueries>().One("Loans", default));
    }

    [Theory]
    [InlineData("", 5, "name")]
    [InlineData("a/b", 5, "name")]
    [InlineData("a‮b", 5, "name")]
    [InlineData("Loans", 0, "rows")]
    [InlineData("Loans", -3, "rows")]
    public async Task What_cannot_be_is_refused_by_its_field(string name, long rows, string field)
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);

        var result = await house.Get<RegisterDataset>().Run(await house.Developer(), new(name, "", new(Digest.Of([1]), rows)), default);

        Assert.Equal(field, Assert.Single(Assert.IsType<Invalid>(result.Refusal).Faults).Field);
    }

    [Theory, OnBothDatabases]
    public async Task It_is_known_which_versions_were_evaluated_on_it(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var version = await house.Sealed(owner, owner);
        await house.Evaluate(owner, Workshop.Rows(20, right: 10));
        await house.Evaluate(owner, Workshop.Rows(20, right: 15));
        var run = (await house.Get<EvaluationQueries>().OfVersion(version, new(1, 1), default)).Items[0];
        await house.Get<RegisterDataset>().Run(owner, new("Hold-out", "", new(run.DatasetDigest, 20)), default);
        await Register(house, owner, "Unused", 3);

        var uses = await house.Get<DatasetUseQueries>().Of(["Hold-out", "Unused"], AsOf.Now, default);

        Assert.Equal(["Hold-out"], uses.Keys);
        Assert.Equal([new DatasetTrial("AIS-0001", "v1.0", 2)], uses["Hold-out"].Trials);
        Assert.Empty(uses["Hold-out"].Suites);
    }

    private static Task<Result<int>> Register(House house, Actor actor, string name, byte content) =>
        house.Get<RegisterDataset>().Run(actor, new(name, "Granted loans", new(Digest.Of([content]), 100, Day.AddYears(-1), Day)), default);
}
