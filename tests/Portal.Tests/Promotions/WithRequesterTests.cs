using Portal.Data;
using Portal.Promotions;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

public sealed class WithRequesterTests
{
    [Theory, OnBothDatabases]
    public async Task A_request_waits_for_its_requester_when_only_they_can_move_it(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var queries = review.House.Get<PromotionQueries>();
        var promotion = await review.InReview("v1");

        Assert.Empty(await queries.WithRequester(review.Owner.Id(), default));
        await review.Approve(promotion);
        Assert.Equal([PromotionState.Approved], (await queries.WithRequester(review.Owner.Id(), default)).Select(line => line.State));
        Assert.Empty(await queries.WithRequester(review.Risk.Id(), default));
        _ = (await review.Apply(promotion)).Value;
        Assert.Empty(await queries.WithRequester(review.Owner.Id(), default));
    }

    [Theory, OnBothDatabases]
    public async Task A_stale_request_waits_for_its_requester(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        _ = await review.InReview("v1");
        await review.Publish(content => content with { Purpose = "Scores applications for mortgages." });
        await review.House.DeliverEvents();

        var waiting = await review.House.Get<PromotionQueries>().WithRequester(review.Owner.Id(), default);

        Assert.Equal([PromotionState.Stale], waiting.Select(line => line.State));
    }
}
