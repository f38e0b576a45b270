using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class RoleReviewTests
{
    [Theory, OnBothDatabases]
    public async Task A_review_holds_every_role_and_is_opened_once_a_quarter(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.Grant(town.First, town.Somebody, Role.Developer)).Value;

        var review = (await Open(town, town.First)).Value;

        Assert.Equal(3, (await town.House.Get<AccessQueries>().Items(town.First, review, default)).Count);
        Assert.Equal("2026 Q4", (await town.House.Get<AccessQueries>().Reviews(default)).Single().Name);
        Assert.IsType<NotAllowed>((await Open(town, town.Second)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task The_portal_opens_it_when_a_quarter_begins(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var clock = town.House.Get<RoleReviewClock>();
        await clock.Turn(default);
        Assert.Empty(await town.House.Get<AccessQueries>().Reviews(default));

        town.House.Time.Advance(new DateTimeOffset(2027, 1, 1, 0, 0, 1, TimeSpan.Zero) - House.Noon);
        await clock.Turn(default);
        await clock.Turn(default);

        var review = Assert.Single(await town.House.Get<AccessQueries>().Reviews(default));
        Assert.Equal(("2027 Q1", null), (review.Name, review.OpenedBy));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_taken_away_ends_and_what_is_kept_stays(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.Grant(town.First, town.Somebody, Role.Developer)).Value;
        _ = (await town.Grant(town.First, town.Somebody, Role.OnCall)).Value;
        var review = (await Open(town, town.First)).Value;

        Assert.IsType<Invalid>((await Decide(town, town.First, review, Role.Developer, ReviewOutcome.Kept, " ")).Refusal);
        _ = (await Decide(town, town.First, review, Role.Developer, ReviewOutcome.Kept, "Still writes models.")).Value;
        _ = (await Decide(town, town.First, review, Role.OnCall, ReviewOutcome.Removed, "Not on the rota.")).Value;

        var now = await town.Now(town.Somebody);
        Assert.True(now.May(Permission.DeclareVersions));
        Assert.False(now.May(Permission.ApplyPromotions));
        Assert.IsType<NotAllowed>((await Decide(town, town.Second, review, Role.Developer, ReviewOutcome.Removed, "Again.")).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_deciding_role_is_reviewed_by_neither_who_granted_it_nor_who_has_it(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        await town.Give(town.Somebody, Role.RiskManager);
        var third = await town.House.Person("Third", Role.Administrator);
        var review = (await Open(town, town.First)).Value;

        Assert.IsType<Forbidden>((await Decide(town, town.First, review, Role.RiskManager, ReviewOutcome.Kept, "Fine.")).Refusal);
        Assert.IsType<Forbidden>((await Decide(town, town.Second, review, Role.RiskManager, ReviewOutcome.Kept, "Fine.")).Refusal);
        _ = (await Decide(town, third, review, Role.RiskManager, ReviewOutcome.Kept, "Fine.")).Value;
        var own = (await town.House.Get<AccessQueries>().Items(third, review, default)).Where(item => item.Grant.Person == third.Id());
        Assert.All(own, item => Assert.Equal("Nobody reviews their own roles.", item.WhyNot));
    }

    private static Task<Result<RoleReviewId>> Open(Town town, Actor by) => town.House.Get<OpenRoleReview>().Run(by, default);

    private static async Task<Result<Done>> Decide(Town town, Actor by, RoleReviewId review, Role role, ReviewOutcome outcome, string reason) =>
        await town.House.Get<DecideReviewItem>().Run(by, new(review, (await town.GrantOf(town.Somebody, role)).Id, outcome, reason), default);
}
