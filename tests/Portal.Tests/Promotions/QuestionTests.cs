using Portal.Data;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>What reviewers ask before they decide, and what that holds up.</summary>
public sealed class QuestionTests
{
    [Theory, OnBothDatabases]
    public async Task While_a_question_is_open_nobody_approves_and_every_other_act_goes_on(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        _ = (await Ask(review, promotion, review.Technical)).Value;

        var approval = await review.Sign(promotion, review.Technical);
        Assert.Equal("Question 1 of Technical is open: it is answered before anybody approves.", approval.Refusal?.Message);

        _ = (await Answer(review, promotion, review.Owner)).Value;
        Assert.Equal(PromotionState.InReview, (await review.Sign(promotion, review.Technical)).Value);
        var room = await review.Room(promotion);
        Assert.True(room.Steps[0].Done);
        Assert.Equal(("Owner", "After 30 days."), (room.Questions[0].AnsweredByName, room.Questions[0].Answer));
        Assert.Equal([PromotionEvents.QuestionAsked, PromotionEvents.QuestionAnswered], (await review.House.Entries()).Select(entry => entry.Action).Where(action => action.StartsWith("promotion.question", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_rejection_does_not_wait_for_an_answer()
    {
        await using var review = await Review.On(DatabaseProvider.Sqlite);
        var promotion = await review.InReview();
        _ = (await Ask(review, promotion, review.Technical)).Value;

        Assert.Equal(PromotionState.Rejected, (await review.Sign(promotion, review.Technical, Verdict.Reject)).Value);
    }

    [Fact]
    public async Task A_vote_that_would_pass_waits_for_the_answer_which_then_passes_it()
    {
        await using var review = await Review.On(DatabaseProvider.Sqlite);
        var board = await review.SeatWholeBoard();
        var promotion = await review.BeforeTheBoard();
        foreach (var seat in new[] { review.RiskSeat, board.Data, board.Technology })
            _ = (await review.Sign(promotion, seat)).Value;

        _ = (await Ask(review, promotion, review.LegalSeat)).Value;
        await review.Pass(TimeSpan.FromHours(25));
        Assert.Equal(PromotionState.InReview, (await review.Room(promotion)).State);

        _ = (await Answer(review, promotion, review.Owner)).Value;
        Assert.Equal(PromotionState.Approved, (await review.Room(promotion)).State);
    }

    [Fact]
    public async Task An_unanswered_question_lets_the_request_expire_and_not_pass()
    {
        await using var review = await Review.On(DatabaseProvider.Sqlite);
        var board = await review.SeatWholeBoard();
        var promotion = await review.BeforeTheBoard();
        foreach (var seat in new[] { review.RiskSeat, board.Data, board.Technology })
            _ = (await review.Sign(promotion, seat)).Value;
        _ = (await Ask(review, promotion, review.LegalSeat)).Value;

        await review.Pass((await review.Room(promotion)).ExpiresAt - review.House.Time.GetUtcNow());

        Assert.Equal(PromotionState.Expired, (await review.Room(promotion)).State);
    }

    [Fact]
    public async Task Who_decides_asks_and_who_made_it_answers()
    {
        await using var review = await Review.On(DatabaseProvider.Sqlite);
        var auditor = await review.House.Person("Auditor", Portal.Accounts.Role.Auditor);
        var promotion = await review.InReview();

        Assert.IsType<Forbidden>((await Ask(review, promotion, review.Owner)).Refusal);
        Assert.IsType<Forbidden>((await Ask(review, promotion, auditor)).Refusal);
        _ = (await Ask(review, promotion, review.LegalSeat)).Value;
        Assert.IsType<Forbidden>((await Answer(review, promotion, review.Technical)).Refusal);
        _ = (await Answer(review, promotion, review.LegalSeat)).Value;
        Assert.IsType<NotAllowed>((await Answer(review, promotion, review.Owner)).Refusal);
        Assert.IsType<NotFound>((await Answer(review, promotion, review.Owner, 2)).Refusal);
    }

    [Theory]
    [InlineData("  ")]
    [InlineData("a\u202eb")]
    public async Task What_cannot_be_read_is_no_question(string text)
    {
        await using var review = await Review.On(DatabaseProvider.Sqlite);
        var promotion = await review.InReview();

        var refused = Assert.IsType<Invalid>((await Ask(review, promotion, review.Technical, text)).Refusal);

        Assert.Equal("text", Assert.Single(refused.Faults).Field);
    }

    private static Task<Result<Done>> Ask(Review review, PromotionId promotion, Actor by, string text = "When is fairness looked at?") =>
        review.House.Get<AskQuestion>().Run(by, new(promotion, text), default);

    private static Task<Result<Done>> Answer(Review review, PromotionId promotion, Actor by, int number = 1) =>
        review.House.Get<AnswerQuestion>().Run(by, new(promotion, number, "After 30 days."), default);
}
