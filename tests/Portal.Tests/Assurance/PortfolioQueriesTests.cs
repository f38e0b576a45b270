using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Assurance;
using Portal.Data;
using Portal.Findings;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Assurance;

public sealed class PortfolioQueriesTests
{
    [Theory, OnBothDatabases]
    public async Task An_empty_register_keeps_within_every_limit(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);

        var portfolio = await house.Get<PortfolioQueries>().Now(default);

        Assert.Equal((0, 0, 1), (portfolio.Live, portfolio.Published, portfolio.Policy));
        Assert.Equal(SmallPolicy.Rules.Limits.Select(limit => limit.Key), portfolio.Limits.Select(state => state.Limit.Key));
        Assert.All(portfolio.Limits, state => Assert.Equal(LimitVerdict.Within, state.Verdict));
    }

    [Theory, OnBothDatabases]
    public async Task Only_published_systems_that_go_on_count_and_live_are_those_that_people_meet(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = (await house.Owner(), await house.Person("Risk", Role.RiskManager));
        var live = await Publish(house, owner, risk, "Northlight");
        await house.Reach(live.Id, Stage.Production);
        await Publish(house, owner, risk, "northlight");
        var retired = await Publish(house, owner, risk, "Other");
        _ = (await house.Get<RetireEntry>().Run(owner, new(retired.Code, "It is over."), default)).Value;
        await house.File(owner, An.Entry(owner.Id()) with { Vendor = "Third" });

        var portfolio = await house.Get<PortfolioQueries>().Now(default);

        Assert.Equal((1, 2), (portfolio.Live, portfolio.Published));
        var share = Assert.Single(Of(portfolio, ConcentrationKind.Provider).Shares);
        Assert.Equal((1, 2, 100.0), (share.Live, share.All, share.Percent));
        Assert.Equal(["Core banking", "Credit bureau"], Of(portfolio, ConcentrationKind.DataSource).Shares.Select(source => source.Name));
        Assert.Equal(LimitVerdict.Exceeded, portfolio.Limits.Single(state => state.Limit.Measure == EstateMeasure.LargestProviderShare).Verdict);
    }

    [Theory, OnBothDatabases]
    public async Task Who_uses_a_version_of_another_system_rests_on_its_artefact(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = (await house.Owner(), await house.Person("Risk", Role.RiskManager));
        var used = await Publish(house, owner, risk, "");
        await house.Reach(used.Id, Stage.Production);
        var user = await Publish(house, owner, risk, "", new SharedUse(used.Code, "v1.0"));
        await house.Reach(user.Id, Stage.Pilot);
        await Publish(house, owner, risk, "");

        var shares = Of(await house.Get<PortfolioQueries>().Now(default), ConcentrationKind.BaseModel).Shares;

        Assert.Equal([("scorecard", 2, 2), ("", 0, 1)], shares.Select(share => (share.Name, share.Live, share.All)));
    }

    [Theory, OnBothDatabases]
    public async Task Findings_exceptions_reviews_and_critical_systems_are_held_against_their_limits(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, risk) = (await house.Owner(), await house.Person("Risk", Role.RiskManager));
        var filed = await house.FileAndPublish(owner, risk, RiskTier.Critical);
        await house.Reach(filed.Id, Stage.Production);
        _ = (await house.Get<RaiseFinding>().Run(
            risk, new(filed.Code, FindingSource.Review, FindingSeverity.Severe, "Groups differ", "Say why.", owner.Id(), DateOnly.FromDateTime(House.Noon.UtcDateTime).AddDays(30)), default)).Value;

        var before = await house.Get<PortfolioQueries>().Now(default);
        house.Time.Advance(TimeSpan.FromDays(200));
        var later = await house.Get<PortfolioQueries>().Now(default);

        Assert.Equal((1.0, 1.0, 0.0, 0.0), (Value(before, EstateMeasure.LiveCriticalSystems), Value(before, EstateMeasure.OpenSevereFindings), Value(before, EstateMeasure.OverdueReviews), Value(before, EstateMeasure.ExceptionsInForce)));
        Assert.Equal(1.0, Value(later, EstateMeasure.OverdueReviews));
        Assert.Equal(filed.Code, Assert.Single(later.Limits.Single(state => state.Limit.Measure == EstateMeasure.OverdueReviews).Systems).Code);
    }

    [Theory, OnBothDatabases]
    public async Task Maturity_is_read_where_the_policy_limits_it(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await using (var db = await house.Dbs.CreateDbContextAsync())
        {
            var yaml = SmallPolicy.YamlOf(new DateOnly(2026, 11, 2)).Replace("measure: LiveCriticalSystems", "measure: BelowMaturityTarget", StringComparison.Ordinal);
            await db.Policies.ExecuteDeleteAsync();
            db.Policies.Add(PolicyVersion.Adopt(yaml, null, House.Noon.AddYears(-1)));
            await db.SaveChangesAsync();
        }

        var filed = await house.FileAndPublish(await house.Owner(), await house.Person("Risk", Role.RiskManager));
        await house.Reach(filed.Id, Stage.Production);

        Assert.Equal(1.0, Value(await house.Get<PortfolioQueries>().Now(default), EstateMeasure.BelowMaturityTarget));
    }

    private static Concentration Of(Portal.Assurance.Portfolio portfolio, ConcentrationKind kind) => portfolio.Concentrations.Single(concentration => concentration.Kind == kind);

    private static double Value(Portal.Assurance.Portfolio portfolio, EstateMeasure measure) => portfolio.Limits.Single(state => state.Limit.Measure == measure).Value;

    private static async Task<Filed> Publish(House house, Actor owner, Actor risk, string vendor, params SharedUse[] uses)
    {
        var filed = await house.FileAndSubmit(owner, An.Entry(owner.Id()) with { Vendor = vendor, Uses = uses });
        _ = (await house.Accept(risk, filed.Code)).Value;
        return filed;
    }
}
