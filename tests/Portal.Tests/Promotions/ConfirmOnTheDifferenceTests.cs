using Portal.Data;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>A stale request that comes back in its revision: who signed confirms on what changed.</summary>
public sealed class ConfirmOnTheDifferenceTests
{
    [Theory, OnBothDatabases]
    public async Task Earlier_signatures_count_again_when_their_signers_confirm_on_the_difference(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.SeatWholeBoard();
        var promotion = await review.BeforeTheBoard();
        _ = (await review.Sign(promotion, review.RiskSeat)).Value;
        await Resubmitted(review, promotion, content => content with { Countries = ["AT", "SI"] });

        var room = await review.Room(promotion, review.RiskSeat);
        Assert.Equal((PromotionState.InReview, 1, "Technical"), (room.State, room.Revision, room.Steps.Single(step => step.Open).Step.Name));
        Assert.All(room.Steps.SelectMany(step => step.Votes), vote => Assert.False(vote.Counts));
        Assert.Equal("Countries", Assert.Single(room.StaleFields).Field);
        Assert.Equal("You signed before something changed: read the difference, and sign again.", room.Eligibility.Why);

        // In any order, each in the step that was theirs.
        foreach (var signer in new[] { review.RiskSeat, review.Risk, review.Validator, review.Technical })
            _ = (await review.Sign(promotion, signer)).Value;

        room = await review.Room(promotion);
        Assert.Equal("Board", room.Steps.Single(step => step.Open).Step.Name);
        Assert.Single(room.Steps[3].Counted);
        Assert.Equal(4, room.EarlierVotes.Count);
    }

    [Theory, OnBothDatabases]
    public async Task A_card_that_is_approved_meanwhile_makes_the_request_of_its_version_stale_and_no_other(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var (promotion, other) = (await review.InReview(), await review.InReview("v2"));

        await review.House.ApprovedCard(review.Developer, review.Technical, "v1");
        await review.House.DeliverEvents();

        var room = await review.Room(promotion);
        Assert.Equal((PromotionState.Stale, PromotionState.InReview), (room.State, (await review.Room(other)).State));
        Assert.Equal(("Model card", ""), (Assert.Single(room.StaleFields).Field, room.StaleFields[0].Before));
        Assert.StartsWith("revision 1, ", room.StaleFields[0].After, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task A_step_whose_signer_does_not_confirm_is_open_for_others(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var other = await review.House.Person("Technical 2", Portal.Accounts.Role.TechnicalReviewer);
        var promotion = await review.InReview();
        _ = (await review.Sign(promotion, review.Technical)).Value;
        await Resubmitted(review, promotion, content => content with { Countries = ["AT"] });

        Assert.Equal(PromotionState.InReview, (await review.Sign(promotion, other)).Value);
        _ = (await review.Sign(promotion, review.RiskSeat)).Value;

        Assert.Equal(PromotionState.Approved, (await review.Sign(promotion, review.LegalSeat)).Value);
    }

    [Theory, OnBothDatabases]
    public async Task A_rejection_stays_cast_until_its_signer_changes_it(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var board = await review.SeatWholeBoard();
        var promotion = await review.BeforeTheBoard();
        _ = (await review.Sign(promotion, review.LegalSeat, Verdict.Reject, "No legal basis in Slovenia.")).Value;
        await Resubmitted(review, promotion, content => content with { Countries = ["AT", "SI"] });
        foreach (var signer in new[] { review.Technical, review.Validator, review.Risk, review.RiskSeat, board.Data, board.Technology })
            _ = (await review.Sign(promotion, signer)).Value;

        await review.Pass(TimeSpan.FromHours(25));

        var room = await review.Room(promotion);
        Assert.Equal(PromotionState.InReview, room.State);
        Assert.Equal(1, room.Steps[3].Tally(room.Steps[3].Step.Board!).Against);
        Assert.Equal(PromotionState.Approved, (await review.Sign(promotion, review.LegalSeat, Verdict.Approve, "The basis is there now.")).Value);
    }

    [Theory, OnBothDatabases]
    public async Task A_field_that_changed_twice_is_shown_as_it_was_signed_first(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        _ = (await review.Sign(promotion, review.Technical)).Value;
        var signed = (await review.Room(promotion)).Subject.Parts.Single(part => part.Name == "Purpose").Value;
        await Resubmitted(review, promotion, content => content with { Purpose = "Scores mortgages." });
        await Resubmitted(review, promotion, content => content with { Purpose = "Scores leases." });

        Assert.Equal(new Difference("Purpose", signed, "Scores leases."), Assert.Single((await review.Room(promotion)).StaleFields));
    }

    private static async Task Resubmitted(Review review, PromotionId promotion, Func<EntryContent, EntryContent> change)
    {
        await review.Publish(change);
        await review.House.DeliverEvents();
        Assert.Equal(PromotionState.Stale, (await review.Room(promotion)).State);
        Assert.Equal(PromotionState.InReview, (await review.House.Get<ResubmitPromotion>().Run(review.Owner, new(promotion, "Still right.", Again.SameRevision), default)).Value);
    }
}
