using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register;

/// <summary>Drafts that are dropped, systems that are retired, experiments that end.</summary>
public sealed class EndingTests
{
    [Theory, OnBothDatabases]
    public async Task A_draft_is_discarded_and_what_is_published_stays(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = await Two(house);
        var filed = await house.FileAndPublish(owner, risk);
        await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Purpose = "Sets prices." });

        _ = (await house.Get<DiscardDraft>().Run(owner, new(filed.Code, null), default)).Value;

        var entry = await house.Entry(filed.Code);
        Assert.Null(entry.Open);
        Assert.Equal(1, entry.Published?.Number);
        Assert.Equal("system.draft-discarded", (await house.Entries())[^1].Action);
    }

    [Theory, OnBothDatabases]
    public async Task A_system_that_was_never_published_goes_with_its_draft_and_its_code_is_not_given_again(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, _) = await Two(house);
        var filed = await house.File(owner);

        _ = (await house.Get<DiscardDraft>().Run(owner, new(filed.Code, null), default)).Value;

        Assert.Null(await house.Get<RegisterQueries>().Entry(filed.Code, AsOf.Now, default));
        Assert.Equal("AIS-0002", (await house.File(owner)).Code);
    }

    [Theory, OnBothDatabases]
    public async Task A_draft_is_not_discarded_while_risk_has_it_nor_by_a_stranger(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, _) = await Two(house);
        var stranger = await house.Person("Stranger", Role.SystemOwner);
        var filed = await house.FileAndSubmit(owner);

        Assert.IsType<NotAllowed>((await house.Get<DiscardDraft>().Run(owner, new(filed.Code, null), default)).Refusal);
        Assert.IsType<Forbidden>((await house.Get<DiscardDraft>().Run(stranger, new(filed.Code, null), default)).Refusal);
        Assert.NotNull((await house.Entry(filed.Code)).Open);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_retired_stays_as_it_was_and_takes_nothing_new(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = await Two(house);
        var filed = await house.FileAndPublish(owner, risk);

        _ = (await house.Get<RetireEntry>().Run(owner, new(filed.Code, "The product was sold."), default)).Value;

        Assert.Equal("AIS-0001 is retired.", (await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Purpose = "Sets prices." })).Refusal?.Message);
        Assert.Equal("AIS-0001 is retired.", (await house.Get<DeclareVersion>().Run(owner, new(filed.Code, Workshop.Declared(owner)), default)).Refusal?.Message);
        Assert.Equal("AIS-0001 is retired.", (await house.Get<RetireEntry>().Run(owner, new(filed.Code, "Again."), default)).Refusal?.Message);
        Assert.Equal(1, (await house.Entry(filed.Code)).Published?.Number);
        Assert.Equal(("system.retired", "The product was sold."), ((await house.Entries())[^1].Action, (await house.Entries())[^1].Reason));
    }

    [Theory, OnBothDatabases]
    public async Task Only_who_answers_for_retiring_retires_and_nothing_that_runs_or_is_being_changed(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = await Two(house);
        var engineer = await house.Person("Engineer", Role.SystemOwner);
        var filed = await house.FileAndSubmit(owner, An.Entry(owner.Id()) with { TechnicalOwner = engineer.Id(), Raci = Raci.Usual });
        await house.Accept(risk, filed.Code);
        var retire = house.Get<RetireEntry>();

        Assert.IsType<Forbidden>((await retire.Run(engineer, new(filed.Code, "No longer used."), default)).Refusal);
        Assert.Equal("reason", Assert.Single(Assert.IsType<Invalid>((await retire.Run(owner, new(filed.Code, " "), default)).Refusal).Faults).Field);
        Assert.Equal("outcome", Assert.Single(Assert.IsType<Invalid>((await retire.Run(owner, new(filed.Code, "Ended.", ExperimentOutcome.Refuted), default)).Refusal).Faults).Field);

        await house.Reach(filed.Id, Stage.Production);
        Assert.Equal("Version v1.0 of AIS-0001 still runs: what is in Pilot or Production is ended first.", (await retire.Run(owner, new(filed.Code, "No longer used."), default)).Refusal?.Message);
    }

    [Theory, OnBothDatabases]
    public async Task An_experiment_ends_with_what_came_out_and_what_was_learned(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = await Two(house);
        var filed = await Experiment(house, owner, risk);
        var retire = house.Get<RetireEntry>();

        Assert.Equal("outcome", Assert.Single(Assert.IsType<Invalid>((await retire.Run(owner, new(filed.Code, "Done."), default)).Refusal).Faults).Field);
        Assert.Equal("learning", Assert.Single(Assert.IsType<Invalid>((await retire.Run(owner, new(filed.Code, "Done.", ExperimentOutcome.Refuted), default)).Refusal).Faults).Field);
        _ = (await retire.Run(owner, new(filed.Code, "Done.", ExperimentOutcome.Refuted, "Masked names leak the region."), default)).Value;

        await using var db = await house.Dbs.CreateDbContextAsync();
        var system = await db.Systems.SingleAsync();
        Assert.Equal((ExperimentOutcome.Refuted, "Masked names leak the region.", owner.Id()), (system.Outcome, system.Learning, system.RetiredBy));
    }

    [Theory, OnBothDatabases]
    public async Task An_experiment_whose_time_is_over_takes_no_version_until_it_is_given_more(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = await Two(house);
        var filed = await Experiment(house, owner, risk);
        house.Time.Advance(new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero) - House.Noon - TimeSpan.FromSeconds(1));
        _ = (await house.Get<DeclareVersion>().Run(owner, new(filed.Code, Workshop.Declared(owner)), default)).Value;

        house.Time.Advance(TimeSpan.FromSeconds(1));
        var late = await house.Get<DeclareVersion>().Run(owner, new(filed.Code, Workshop.Declared(owner, "v1.1")), default);
        await house.Edit(owner, filed.Code, Trial(owner) with { TemporaryUntil = new DateOnly(2027, 1, 31) });
        _ = (await house.Submit(owner, filed.Code)).Value;

        Assert.StartsWith("The experiment AIS-0001 ended on 23 December 2026", late.Refusal?.Message, StringComparison.Ordinal);
        _ = (await house.Get<DeclareVersion>().Run(owner, new(filed.Code, Workshop.Declared(owner, "v1.1")), default)).Value;
    }

    [Theory, OnBothDatabases]
    public async Task What_runs_does_not_become_an_experiment(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = await Two(house);
        var filed = await house.FileAndPublish(owner, risk);
        await house.Reach(filed.Id, Stage.Production);
        await house.Edit(owner, filed.Code, Trial(owner));

        Assert.Equal("lane", Assert.Single(Assert.IsType<Invalid>((await house.Submit(owner, filed.Code)).Refusal).Faults).Field);
    }

    private static async Task<(Actor Owner, Actor Risk)> Two(House house) => (await house.Person("Owner", Role.SystemOwner), await house.Person("Risk", Role.RiskManager));

    private static async Task<Filed> Experiment(House house, Actor owner, Actor risk)
    {
        var filed = await house.FileAndSubmit(owner, Trial(owner));
        _ = (await house.Accept(risk, filed.Code)).Value;
        return filed;
    }

    private static EntryContent Trial(Actor owner) => An.Entry(owner.Id()) with
    {
        Lane = Lane.Experiment,
        Hypothesis = "It finds more.",
        ExperimentData = ExperimentData.Masked,
        TemporaryUntil = new DateOnly(2026, 12, 23),
    };
}
