using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Findings;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register;

/// <summary>A tier lower than the answers give is tolerated for a time, and no longer.</summary>
public sealed class OverrideTests
{
    private static readonly DateOnly LastDay = new(2027, 1, 31);

    [Theory, OnBothDatabases]
    public async Task It_is_an_exception_with_its_reason_what_makes_up_for_it_and_a_last_day(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (_, filed) = await Overridden(house);

        var exception = Assert.Single(await house.Get<ExceptionQueries>().OfSystem(filed.Id, AsOf.Now, default));

        Assert.Equal(("EX-0001", ExceptionRule.Classification, "It only ranks.", "A second person looks at each case.", "Risk"), (exception.Code, exception.Rule, exception.Reason, exception.CompensatingControl, exception.ApprovedBy));
        Assert.Equal("Tier Medium, EU high-risk, where the answers give Tier High, EU high-risk", exception.What);
        Assert.Equal(new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero), exception.ExpiresAt);
        Assert.Contains(await house.Entries(), entry => entry is { Action: "exception.approved", Subject: "EX-0001" });
        Assert.Equal(RiskTier.Medium, (await house.Entry(filed.Code)).Tier);
    }

    [Theory, OnBothDatabases]
    public async Task When_its_last_day_has_passed_what_the_answers_give_stands_again(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (_, filed) = await Overridden(house);

        await To(house, new DateTimeOffset(2027, 1, 31, 23, 59, 59, TimeSpan.Zero));
        Assert.Equal(RiskTier.Medium, (await house.Entry(filed.Code)).Tier);
        await To(house, new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero));

        var entry = await house.Entry(filed.Code);
        Assert.Equal((RiskTier.High, 2, null), (entry.Tier, entry.Published?.Number, entry.Published?.ConfirmedBy));
        Assert.Equal(ExceptionEnd.Expired, Assert.Single(await house.Get<ExceptionQueries>().OfSystem(filed.Id, AsOf.Now, default)).Ended);
        Assert.Equal(["exception.expired", "system.override-lapsed"], (await house.Entries()).TakeLast(2).Select(row => row.Action));
        await To(house, new DateTimeOffset(2027, 2, 2, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(2, (await house.Entry(filed.Code)).Published?.Number);
    }

    [Theory, OnBothDatabases]
    public async Task A_draft_that_is_open_meanwhile_is_kept_and_becomes_the_revision_after(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, filed) = await Overridden(house);
        await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Purpose = "Sets prices." });

        await To(house, new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero));

        var entry = await house.Entry(filed.Code);
        Assert.Equal((2, RiskTier.High), (entry.Published?.Number, entry.Tier));
        Assert.Equal((3, "Sets prices.", EntryState.Draft), (entry.Open?.Number, entry.Open?.Content.Purpose, entry.Open?.State));
        await house.Submit(owner, filed.Code);
        Assert.Equal(3, (await house.Accept(await house.Person("Risk two", Role.RiskManager), filed.Code)).Value.Revision);
    }

    [Theory, OnBothDatabases]
    public async Task A_new_confirmation_ends_the_exception_before_its_time(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, filed) = await Overridden(house);
        await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Purpose = "Sets prices." });
        await house.Submit(owner, filed.Code);

        _ = (await house.Accept(await house.Person("Risk two", Role.RiskManager), filed.Code)).Value;

        Assert.Equal(ExceptionEnd.Replaced, Assert.Single(await house.Get<ExceptionQueries>().OfSystem(filed.Id, AsOf.Now, default)).Ended);
        await To(house, new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(2, (await house.Entry(filed.Code)).Published?.Number);
    }

    private static async Task<(Actor Owner, Filed Filed)> Overridden(House house)
    {
        var owner = await house.Person("Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);
        var filed = await house.FileAndSubmit(owner);
        var displayed = (await house.Entry(filed.Code)).Shown.Digest;
        var decision = new TierDecision(RiskTier.Medium, LegalClass.HighRisk, "It only ranks.", new("A second person looks at each case.", LastDay));
        _ = (await house.Get<AcceptEntry>().Run(risk, new(filed.Code, displayed, decision), default)).Value;
        return (owner, filed);
    }

    private static async Task To(House house, DateTimeOffset time)
    {
        house.Time.Advance(time - house.Time.GetUtcNow());
        await house.Get<ExceptionClock>().Turn(default);
        await house.DeliverEvents();
    }
}
