using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.ModelRegistry;

public sealed class DeclareVersionTests
{
    [Theory, OnBothDatabases]
    public async Task A_declared_version_is_incomplete_and_names_its_contributors(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, developer) = (await house.Owner(), await house.Developer());
        await house.File(owner);

        await house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, Workshop.Declared(developer)), default);

        var version = await house.Get<VersionQueries>().One(Workshop.Code, Workshop.Label, default);
        Assert.Equal(VersionState.Incomplete, version?.Line.State);
        Assert.Equal("Developer", Assert.Single(version?.Contributors ?? []).Name);
        Assert.Equal("Credit scoring", version?.SystemName);
        var entry = Assert.Single(await house.Entries(), entry => entry.Action == "version.declared");
        Assert.Equal(("version.declared", "AIS-0001/v1.0"), (entry.Action, entry.Subject));
    }

    [Theory, OnBothDatabases]
    public async Task A_label_is_taken_once_in_a_system_however_many_ask_at_once(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, developer) = (await house.Owner(), await house.Developer());
        await house.File(owner);

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            Task.Run(() => house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, Workshop.Declared(developer)), default))));

        Assert.Single(results, result => result.Refusal is null);
        Assert.All(results.Where(result => result.Refusal is not null), result => Assert.IsType<NotAllowed>(result.Refusal));
        Assert.Single(await house.Entries(), entry => entry.Action == "version.declared");
    }

    [Fact]
    public async Task A_person_declares_versions_of_the_persons_own_systems_only_and_the_attempt_is_recorded()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (owner, developer) = (await house.Owner(), await house.Developer());
        await house.File(owner);

        var stranger = await house.Get<DeclareVersion>().Run(developer, new(Workshop.Code, Workshop.Declared(developer)), default);
        var pipeline = await house.Get<DeclareVersion>().Run(
            Actor.ByToken(developer.Person.GetValueOrDefault(), "Developer", "token", new HashSet<Permission> { Permission.DeclareVersions }, new TokenReach(TokenKind.Pipeline, null)),
            new(Workshop.Code, Workshop.Declared(developer)), default);

        Assert.IsType<Forbidden>(stranger.Refusal);
        Assert.Null(pipeline.Refusal);
        Assert.Equal(["version.declare.refused", "version.declared"], (await house.Entries()).Skip(1).Select(entry => entry.Action));
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_declared()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (owner, validator) = (await house.Owner(), await house.Validator());
        await house.File(owner);

        var result = await house.Get<DeclareVersion>().Run(validator, new(Workshop.Code, Workshop.Declared(owner)), default);

        Assert.IsType<Forbidden>(result.Refusal);
    }

    [Fact]
    public async Task A_contributor_must_have_an_account()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.File(owner);
        var declaration = Workshop.Declared(owner) with { Contributors = [owner.Person.GetValueOrDefault(), new PersonId(Guid.CreateVersion7())] };

        var result = await house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, declaration), default);

        Assert.Equal("contributors[1]", Assert.Single(Assert.IsType<Invalid>(result.Refusal).Faults).Field);
    }

    [Fact]
    public async Task Nothing_is_declared_for_a_system_that_is_not_filed()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();

        var result = await house.Get<DeclareVersion>().Run(owner, new("AIS-0404", Workshop.Declared(owner)), default);

        Assert.IsType<NotFound>(result.Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Two_writers_of_one_version_conflict(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var id = await house.Sealed(owner, owner);
        await using var one = await house.Dbs.CreateDbContextAsync();
        await using var two = await house.Dbs.CreateDbContextAsync();
        (await one.Versions.SingleAsync(version => version.Id == id)).MoveTo(Stage.Production, House.Noon.AddSeconds(1));
        (await two.Versions.SingleAsync(version => version.Id == id)).MoveTo(Stage.Retired, House.Noon.AddSeconds(2));

        await one.SaveChangesAsync();

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => two.SaveChangesAsync());
    }
}
