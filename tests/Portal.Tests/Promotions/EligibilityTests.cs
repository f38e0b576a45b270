using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>Who signs in whose place.</summary>
public sealed class EligibilityTests
{
    [Theory, OnBothDatabases]
    public async Task A_delegate_signs_in_the_place_of_the_delegator_with_both_names(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var deputy = await review.House.Person("Deputy", Role.ProductReviewer);
        var promotion = await review.InReview();
        _ = (await Delegate(review, review.Technical, deputy)).Value;

        var room = await review.Room(promotion, deputy);
        Assert.Equal("Technical", room.Eligibility.InPlaceOf?.Name);
        _ = (await review.Sign(promotion, deputy)).Value;

        var vote = (await review.Room(promotion, deputy)).Steps[0].Votes.Single();
        Assert.Equal(("Deputy", "Technical"), (vote.PrintedName, vote.InPlaceOf));
        Assert.Equal("Deputy has signed in your place.", (await review.Room(promotion, review.Technical)).Eligibility.Why);
    }

    [Theory, OnBothDatabases]
    public async Task A_delegation_counts_in_its_window_and_on_its_system_alone(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var deputy = await review.House.Person("Deputy", Role.ProductReviewer);
        var promotion = await review.InReview();
        var delegation = (await Delegate(review, review.Technical, deputy, begins: 2, ends: 4)).Value;

        Assert.False((await review.Room(promotion, deputy)).Eligibility.MaySign);
        review.House.Time.Advance(TimeSpan.FromDays(3));
        Assert.True((await review.Room(promotion, deputy)).Eligibility.MaySign);
        _ = (await review.House.Get<TakeBackDelegation>().Run(review.Technical, delegation, default)).Value;
        Assert.False((await review.Room(promotion, deputy)).Eligibility.MaySign);
    }

    [Theory, OnBothDatabases]
    public async Task A_delegate_of_the_requester_or_a_contributor_does_not_count(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        _ = (await Delegate(review, review.Developer, review.Technical)).Value;

        Assert.Equal("You decide in the place of Developer, who took part in this version.", (await review.Room(promotion, review.Technical)).Eligibility.Why);
    }

    [Theory, OnBothDatabases]
    public async Task Who_signed_in_anothers_place_does_not_sign_again_in_their_own_name(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        _ = (await Delegate(review, review.Technical, review.RiskSeat)).Value;
        _ = (await review.Sign(promotion, review.RiskSeat)).Value;

        Assert.Equal("You have signed: one person signs once over all steps.", (await review.Room(promotion, review.RiskSeat)).Eligibility.Why);
    }

    [Theory, OnBothDatabases]
    public async Task The_alternate_signs_where_the_holder_may_not(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var alternate = await review.House.Person("Alternate", Role.BoardMember);
        await using (var db = await review.House.Dbs.CreateDbContextAsync())
        {
            db.Seats.Remove(db.Seats.Single(seat => seat.Function == "Risk"));
            db.Seats.Add(new Seat("Risk", review.RiskSeat.Id(), House.Noon, alternate.Person));
            await db.SaveChangesAsync();
        }

        var promotion = await review.InReview();
        _ = (await Delegate(review, review.Technical, review.RiskSeat)).Value;
        Assert.False((await review.Room(promotion, alternate)).Eligibility.MaySign);

        _ = (await review.Sign(promotion, review.RiskSeat)).Value;

        var room = await review.Room(promotion, alternate);
        Assert.Equal(("Risk", "You stand in for the holder of the Risk seat, who may not sign here."), (room.Eligibility.Seat, room.Eligibility.Why));
    }

    [Theory, OnBothDatabases]
    public async Task Who_has_nothing_to_decide_delegates_nothing(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);

        Assert.IsType<Forbidden>((await Delegate(review, review.Owner, review.Technical)).Refusal);
    }

    private static Task<Result<DelegationId>> Delegate(Review review, Actor from, Actor to, int begins = 0, int ends = 7) =>
        review.House.Get<DelegateDecisions>().Run(from, new(to.Id(), null, House.Noon.AddDays(begins), House.Noon.AddDays(ends), "On leave."), default);
}
