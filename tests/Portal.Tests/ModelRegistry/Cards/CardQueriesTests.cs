using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.ModelRegistry.Cards;

public sealed class CardQueriesTests
{
    [Theory, OnBothDatabases]
    public async Task A_card_is_shown_beside_what_its_tier_asks_for(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, reviewer) = (await house.Owner(), await house.Reviewer());
        await house.Sealed(owner, owner);
        await house.ApprovedCard(owner, reviewer);
        _ = (await house.WriteCard(owner, CardDesk.Only(CardSection.Caveats, ""))).Value;

        var card = await One(house);

        Assert.Equal((RiskTier.Critical, false, 1, true), (card.Tier, card.TierIsConfirmed, card.Policy, card.IsSealed));
        Assert.Equal(CardSections.All, card.Required);
        Assert.Equal((1, CardState.Approved, "Reviewer"), (card.Approved?.Number, card.Approved?.State, card.Approved?.Reviewer?.Name));
        Assert.Equal((2, CardState.Draft), (card.Open?.Number, card.Open?.State));
        Assert.Empty(card.MissingIn(card.Approved));
        Assert.Equal([CardSection.Caveats], card.MissingIn(card.Open));
        Assert.Equal(["Owner"], card.Open?.Authors.Select(author => author.Name));
        Assert.Equal(CardDesk.Full[CardSection.Caveats], (await house.Get<CardQueries>().Revision(Workshop.Code, Workshop.Label, 1, default))?.TextOf(CardSection.Caveats));
        Assert.Null(await house.Get<CardQueries>().Revision(Workshop.Code, Workshop.Label, 3, default));
    }

    [Fact]
    public async Task A_version_without_a_card_says_from_which_one_it_would_take_over()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (owner, reviewer) = (await house.Owner(), await house.Reviewer());
        await house.Sealed(owner, owner);
        Assert.Null((await One(house)).TakesOverFrom);
        await house.ApprovedCard(owner, reviewer);
        house.Time.Advance(TimeSpan.FromDays(1));
        await house.Sealed(owner, owner, "v2.0");

        var card = await One(house, "v2.0");

        Assert.Equal((null, null, "v1.0"), (card.Version, card.Shown, card.TakesOverFrom));
        Assert.Null(await house.Get<CardQueries>().One(Workshop.Code, "v9", AsOf.Now, default));
    }

    [Theory, OnBothDatabases]
    public async Task On_a_past_day_the_card_is_what_was_approved_then(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, reviewer) = (await house.Owner(), await house.Reviewer());
        await house.Sealed(owner, owner);
        house.Time.Advance(TimeSpan.FromDays(2));
        await house.ApprovedCard(owner, reviewer);
        house.Time.Advance(TimeSpan.FromDays(2));
        _ = (await house.WriteCard(owner, CardDesk.Only(CardSection.Overview, "Anew."))).Value;
        _ = (await house.SubmitCard(owner)).Value;
        _ = (await house.ReviewCard(reviewer, CardReview.Approve)).Value;
        house.Time.Advance(TimeSpan.FromDays(2));

        Assert.Null((await One(house, day: 3)).Approved);
        Assert.Equal((1, null, 1), ((await One(house, day: 4)).Approved?.Number, (await One(house, day: 4)).Open, (await One(house, day: 4)).History.Count));
        Assert.Null(Assert.Single((await One(house, day: 5)).History).ValidTo);
        Assert.Equal((2, "Anew."), ((await One(house, day: 6)).Approved?.Number, (await One(house, day: 6)).Approved?.TextOf(CardSection.Overview)));
        Assert.Equal([2, 1], (await One(house)).History.Select(line => line.Number));
        Assert.Null(await house.Get<CardQueries>().One(Workshop.Code, Workshop.Label, Then(house, 1), default));
    }

    [Theory, OnBothDatabases]
    public async Task A_card_in_review_waits_for_those_who_may_review_it_and_comes_back_to_those_who_wrote_it(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, reviewer, contributor) = (await house.Owner(), await house.Reviewer(), await house.Person("Contributor", Role.Developer, Role.TechnicalReviewer));
        await house.Sealed(owner, contributor);
        _ = (await house.WriteCard(owner, CardDesk.Full)).Value;
        _ = (await house.SubmitCard(owner)).Value;
        var cards = house.Get<CardQueries>();

        var waiting = Assert.Single(await cards.WaitingFor(reviewer, default));
        Assert.Equal(("AIS-0001", "Credit scoring", "v1.0", 1, "Owner"), (waiting.System, waiting.SystemName, waiting.Label, waiting.Revision, waiting.Authors.Single()));
        Assert.Empty(await cards.WaitingFor(owner, default));
        Assert.Empty(await cards.WaitingFor(contributor, default));
        Assert.Empty(await cards.ReturnedTo(owner.Id(), default));

        _ = (await house.ReviewCard(reviewer, CardReview.Return, "Name the segments.")).Value;

        Assert.Empty(await cards.WaitingFor(reviewer, default));
        Assert.Equal("Name the segments.", Assert.Single(await cards.ReturnedTo(owner.Id(), default)).Remarks);
        Assert.Empty(await cards.ReturnedTo(reviewer.Id(), default));
    }

    [Fact]
    public async Task Everybody_hears_why_they_may_not_write_or_review()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (owner, reviewer, other) = (await house.Owner(), await house.Reviewer(), await house.Person("Other", Role.SystemOwner));
        await house.Sealed(owner, owner);
        _ = (await house.WriteCard(owner, CardDesk.Full)).Value;
        _ = (await house.SubmitCard(owner)).Value;

        Assert.Equal((null, "You wrote on revision 1: somebody else reviews it."), await Acts(owner));
        Assert.Equal(("You may not write model cards.", null), await Acts(reviewer));
        Assert.Equal(("The card is written by the owners of AIS-0001 and the contributors of v1.0, or by a pipeline with a token of its own.", "A technical or product reviewer, a validator or risk reviews it."), await Acts(other));

        async Task<(string?, string?)> Acts(Actor actor)
        {
            var acts = await house.Get<CardQueries>().ActsOf(Workshop.Code, Workshop.Label, actor, default);
            return (acts.WhyNotWrite, acts.WhyNotReview);
        }
    }

    private static async Task<CardView> One(House house, string label = Workshop.Label, int? day = null) =>
        await house.Get<CardQueries>().One(Workshop.Code, label, day is { } number ? Then(house, number) : AsOf.Now, default) ?? throw new InvalidOperationException($"{label} does not exist.");

    private static AsOf Then(House house, int day) => house.Get<Calendar>().AsOf("asOf", $"2026-11-{day:00}").Value;
}
