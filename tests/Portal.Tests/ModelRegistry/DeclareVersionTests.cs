using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Register;
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
    public async Task What_was_declared_is_read_back_and_a_prompt_is_sealed_at_once(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);
        var provenance = new Provenance
        {
            TrainingData = [new("Loans", Digest.Of("rows"u8), new(2025, 1, 1), new(2025, 12, 31))],
            Parent = Workshop.Label,
            ChangeReason = ReasonForChange.Retrained,
            Prompt = new(["name"], [new("temperature", "0.2", SettingKind.Number)]),
        };
        var declaration = new Declaration("p1", new(ArtefactKind.Prompt, "greeting"), [], [owner.Person.GetValueOrDefault()]) { PromptText = "Greet {{name}}.", Provenance = provenance };

        var result = await house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, declaration), default);

        Assert.Null(result.Refusal);
        var version = await house.Get<VersionQueries>().One(Workshop.Code, "p1", default);
        Assert.Equal((VersionState.Sealed, Stage.Development, 1, 1), (version?.Line.State, version?.Line.Stage, version?.Line.Artifacts, version?.Line.Stored));
        Assert.Equal(Provenance.ToJson(provenance), Provenance.ToJson(version?.Provenance ?? Provenance.Unsaid));
        Assert.Equal("Greet {{name}}."u8.ToArray(), await house.Get<BlobStore>().ReadAsync(Digest.Of("Greet {{name}}."u8), default));
        Assert.Equal(["version.declared", "version.sealed"], (await house.Entries()).TakeLast(2).Select(entry => entry.Action));
    }

    [Theory, OnBothDatabases]
    public async Task What_a_version_names_must_be_there(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);
        await house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, Workshop.Declared(owner, "open")), default);

        Assert.Equal("", await Refused(new(Workshop.Code, Workshop.Label), Workshop.Label, new(2026, 11, 2)));
        Assert.Equal("agent.model", await Refused(new(Workshop.Code, "v9"), Workshop.Label, new(2026, 11, 2)));
        Assert.Equal("agent.model", await Refused(new("AIS-0404", Workshop.Label), Workshop.Label, new(2026, 11, 2)));
        Assert.Equal("agent.model", await Refused(new(Workshop.Code, "open"), Workshop.Label, new(2026, 11, 2)));
        Assert.Equal("parent", await Refused(new(Workshop.Code, Workshop.Label), "v9", new(2026, 11, 2)));
        Assert.Equal("trainingData[0].to", await Refused(new(Workshop.Code, Workshop.Label), Workshop.Label, new(2026, 11, 4)));

        async Task<string> Refused(PinnedVersion model, string parent, DateOnly last)
        {
            var declaration = new Declaration("a1", new(ArtefactKind.Agent, "triage"), [], [owner.Person.GetValueOrDefault()])
            {
                Provenance = new()
                {
                    TrainingData = [new("Loans", Digest.Of("rows"u8), null, last)],
                    Parent = parent,
                    ChangeReason = ReasonForChange.Data,
                    Agent = new(Autonomy.ActsAfterApproval, model, null),
                },
            };
            var result = await house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, declaration), default);
            return result.Refusal is Invalid invalid ? string.Join(' ', invalid.Faults.Select(fault => fault.Field)) : result.Refusal?.Message ?? "";
        }
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
