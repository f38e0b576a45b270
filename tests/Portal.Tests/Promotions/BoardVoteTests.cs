using Portal.Data;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>How a board decides: participation and approval, hours, a no, the chair.</summary>
public sealed class BoardVoteTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, OnBothDatabases]
    public async Task Without_a_no_it_closes_when_both_rules_hold_and_its_hours_are_over(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var board = await review.SeatWholeBoard();
        var promotion = await review.BeforeTheBoard();

        foreach (var seat in new[] { review.RiskSeat, board.Data, board.Technology })
            Assert.Equal(PromotionState.InReview, (await review.Sign(promotion, seat)).Value);
        await review.Pass(23 * Hour);
        Assert.Equal(PromotionState.InReview, (await review.Room(promotion)).State);
        await review.Pass(Hour);

        Assert.Equal(PromotionState.Approved, (await review.Room(promotion)).State);
        Assert.Equal(PromotionEvents.Closed, (await review.House.Entries())[^1].Action);
    }

    [Theory, OnBothDatabases]
    public async Task A_no_stops_early_closing_and_calls_the_chair_who_sets_the_instant(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var board = await review.SeatWholeBoard();
        var promotion = await review.BeforeTheBoard();
        foreach (var seat in new[] { review.RiskSeat, board.Data, board.Technology })
            _ = (await review.Sign(promotion, seat)).Value;

        _ = (await review.Sign(promotion, review.LegalSeat, Verdict.Reject, "The notices are not ready.")).Value;
        await review.Pass(25 * Hour);
        Assert.Equal(PromotionState.InReview, (await review.Room(promotion)).State);
        var byTheOwner = await review.CloseVote(promotion, review.Owner, review.House.Time.GetUtcNow());
        var at = review.House.Time.GetUtcNow() + Hour;
        _ = (await review.CloseVote(promotion, board.Chair, at)).Value;
        Assert.Equal(at, (await review.Room(promotion)).ClosesAt);
        await review.Pass(59 * TimeSpan.FromMinutes(1));
        Assert.Equal(PromotionState.InReview, (await review.Room(promotion)).State);
        await review.Pass(TimeSpan.FromMinutes(1));

        Assert.IsType<Forbidden>(byTheOwner.Refusal);
        Assert.Equal(PromotionState.Approved, (await review.Room(promotion)).State);
    }

    [Theory]
    [InlineData(Verdict.Reject, Verdict.Reject, PromotionState.Rejected)]
    [InlineData(Verdict.Reject, Verdict.RequestChanges, PromotionState.Rejected)]
    [InlineData(Verdict.RequestChanges, Verdict.RequestChanges, PromotionState.ChangesRequested)]
    [InlineData(Verdict.Reject, Verdict.Abstain, PromotionState.Approved)]
    public async Task At_the_close_more_must_approve_than_do_not(Verdict legal, Verdict architecture, PromotionState outcome)
    {
        await using var review = await Review.On(DatabaseProvider.Sqlite);
        var board = await review.SeatWholeBoard();
        var promotion = await review.BeforeTheBoard();
        _ = (await review.Sign(promotion, review.RiskSeat)).Value;
        _ = (await review.Sign(promotion, board.Data)).Value;
        _ = (await review.Sign(promotion, board.Technology, Verdict.Abstain)).Value;
        _ = (await review.Sign(promotion, review.LegalSeat, legal)).Value;
        _ = (await review.Sign(promotion, board.Architecture, architecture)).Value;

        var closed = await review.CloseVote(promotion, board.Chair, review.House.Time.GetUtcNow());

        Assert.Equal(outcome, closed.Value);
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_who_may_still_vote_is_cut_off_before_the_hours_are_over(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var board = await review.SeatWholeBoard();
        var promotion = await review.BeforeTheBoard();
        foreach (var seat in new[] { review.RiskSeat, review.LegalSeat, board.Data })
            _ = (await review.Sign(promotion, seat)).Value;

        var early = Assert.IsType<Invalid>((await review.CloseVote(promotion, board.Chair, review.House.Time.GetUtcNow())).Refusal);
        var late = Assert.IsType<Invalid>((await review.CloseVote(promotion, board.Chair, review.House.Time.GetUtcNow().AddYears(1))).Refusal);

        Assert.Equal("The Technology, Architecture seats have not voted: it stays open for its 24 hours, or until everybody has.", early.Faults[0].Message);
        Assert.Equal("at", late.Faults[0].Field);
    }

    [Theory, OnBothDatabases]
    public async Task Silence_never_approves(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var board = await review.SeatWholeBoard();
        var promotion = await review.BeforeTheBoard();
        _ = (await review.Sign(promotion, review.RiskSeat)).Value;
        _ = (await review.Sign(promotion, board.Data)).Value;
        var expires = (await review.Room(promotion)).ExpiresAt;

        await review.Pass(expires - review.House.Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        Assert.Equal(PromotionState.InReview, (await review.Room(promotion)).State);
        await review.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(PromotionState.Expired, (await review.Room(promotion)).State);
        Assert.Equal(PromotionEvents.Expired, (await review.House.Entries())[^1].Action);
    }

    [Theory, OnBothDatabases]
    public async Task A_vote_is_changed_on_the_record_until_the_step_closes(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var board = await review.SeatWholeBoard();
        var promotion = await review.BeforeTheBoard();
        _ = (await review.Sign(promotion, review.RiskSeat, Verdict.Reject, "The fall-back was never tried.")).Value;

        var same = await review.Sign(promotion, review.RiskSeat, Verdict.Reject, "As I said.");
        _ = (await review.Sign(promotion, review.RiskSeat, Verdict.Approve, "It was tried today; I saw it.")).Value;

        var room = await review.Room(promotion, review.RiskSeat);
        Assert.Equal("You have signed just that: your signature stands.", same.Refusal?.Message);
        Assert.Equal(Verdict.Approve, room.Steps[3].Seats[0].Vote?.Verdict);
        Assert.Equal("The fall-back was never tried.", Assert.Single(room.EarlierVotes).Reason);
        _ = (await review.Sign(promotion, board.Data)).Value;
        _ = (await review.Sign(promotion, board.Technology)).Value;
        await review.Pass(24 * Hour);
        Assert.Equal(PromotionState.Approved, (await review.Room(promotion)).State);
        Assert.False((await review.Room(promotion, review.RiskSeat)).Eligibility.MaySign);
    }

    [Theory, OnBothDatabases]
    public async Task Who_recuses_leaves_the_seat_to_the_alternate_and_a_seat_votes_once(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var board = await review.SeatWholeBoard();
        var promotion = await review.BeforeTheBoard();
        Assert.False((await review.Room(promotion, board.Alternate)).Eligibility.MaySign);

        _ = (await review.Sign(promotion, board.Data, Verdict.Recuse, "My sister leads the vendor.")).Value;
        _ = (await review.Sign(promotion, board.Alternate)).Value;

        var room = await review.Room(promotion, board.Data);
        Assert.Equal("The Data seat has voted.", room.Eligibility.Why);
        Assert.Equal("Alternate", room.Steps[3].Seats.Single(seat => seat.Function == "Data").Vote?.PrintedName);
        Assert.Equal(1, room.Steps[3].Tally(room.Steps[3].Step.Board!).Voting);
    }

    [Theory, OnBothDatabases]
    public async Task Who_stands_in_for_two_seats_votes_in_the_one_that_is_free(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var board = await review.SeatWholeBoard();
        var promotion = await review.BeforeTheBoard();
        _ = (await review.Sign(promotion, board.Data)).Value;
        _ = (await review.Sign(promotion, board.Architecture, Verdict.Recuse)).Value;

        Assert.Null((await review.Sign(promotion, board.Alternate)).Refusal);
        Assert.Equal("Architecture", (await review.Room(promotion, board.Alternate)).Eligibility.Seat);
    }

    [Theory, OnBothDatabases]
    public async Task An_alternate_does_not_vote_beside_the_holder(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var board = await review.SeatWholeBoard();
        var promotion = await review.BeforeTheBoard();
        _ = (await review.Sign(promotion, board.Data)).Value;

        Assert.Equal("The Data seat has voted.", (await review.Sign(promotion, board.Alternate)).Refusal?.Message);
    }

    [Theory, OnBothDatabases]
    public async Task Who_asks_for_changes_before_the_board_sends_it_back_and_the_next_revision_is_signed_anew(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();

        var silent = await review.Sign(promotion, review.Technical, Verdict.RequestChanges, " ");
        var abstaining = await review.Sign(promotion, review.Technical, Verdict.Abstain);
        var sent = await review.Sign(promotion, review.Technical, Verdict.RequestChanges, "Name the library in the card.");
        var inPlace = await review.House.Get<ResubmitPromotion>().Run(review.Owner, new(promotion, "Named.", Again.SameRevision), default);
        var again = await review.House.Get<ResubmitPromotion>().Run(review.Owner, new(promotion, "Named.", Again.NextRevision), default);

        Assert.Equal(["reason", "verdict"], new[] { silent, abstaining }.Select(result => Assert.IsType<Invalid>(result.Refusal).Faults[0].Field));
        Assert.Equal(PromotionState.ChangesRequested, sent.Value);
        Assert.IsType<NotAllowed>(inPlace.Refusal);
        Assert.Equal((PromotionState.InReview, 2), (again.Value, (await review.Room(promotion)).Revision));
        Assert.True((await review.Room(promotion, review.Technical)).Eligibility.MaySign);
    }
}
