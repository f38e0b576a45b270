using Portal.Accounts;
using Portal.Data;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

public sealed class DecidePromotionTests
{
    [Theory, OnBothDatabases]
    public async Task A_technical_signature_and_both_seats_approve(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();

        var technical = await review.Sign(promotion, review.Technical);
        var first = await review.Sign(promotion, review.RiskSeat);
        var second = await review.Sign(promotion, review.LegalSeat);

        Assert.Equal([PromotionState.InReview, PromotionState.InReview, PromotionState.Approved], [technical.Value, first.Value, second.Value]);
    }

    [Theory, OnBothDatabases]
    public async Task The_requester_cannot_approve_their_own_promotion(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();

        var refused = await review.Sign(promotion, review.Owner);

        Assert.IsType<Forbidden>(refused.Refusal);
        Assert.Equal(PromotionState.InReview, (await review.Room(promotion)).State);
    }

    [Theory, OnBothDatabases]
    public async Task A_contributor_cannot_sign_though_the_role_would_allow_it(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();

        var refused = await review.Sign(promotion, review.Developer);

        Assert.Equal("You contributed to this version.", refused.Refusal?.Message);
    }

    [Theory, OnBothDatabases]
    public async Task A_seat_signs_only_after_the_technical_step(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();

        var early = await review.Sign(promotion, review.RiskSeat);

        Assert.IsType<Forbidden>(early.Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_rejection_ends_the_request_and_needs_a_reason(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();

        var silent = await review.Sign(promotion, review.Technical, Verdict.Reject, reason: " ");
        var spoken = await review.Sign(promotion, review.Technical, Verdict.Reject, reason: "The digest is not reproducible.");

        Assert.IsType<Invalid>(silent.Refusal);
        Assert.Equal(PromotionState.Rejected, spoken.Value);
    }

    [Theory, OnBothDatabases]
    public async Task A_published_change_of_a_material_field_makes_the_request_stale_and_names_it(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();

        await review.Publish(content => content with { Purpose = "Scores applications for mortgages." });
        await review.House.DeliverEvents();

        var room = await review.Room(promotion);
        Assert.Equal(PromotionState.Stale, room.State);
        Assert.Equal(new Difference("Purpose", "Scores applications for consumer loans.", "Scores applications for mortgages."), Assert.Single(room.StaleFields));
        Assert.Equal("Risk", room.StaleBy);
    }

    [Theory, OnBothDatabases]
    public async Task A_signature_on_a_subject_that_changed_is_refused_even_before_the_event_arrives(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        var displayed = (await review.Room(promotion)).SubjectDigest;
        await review.Publish(content => content with { Countries = ["AT"] });

        var refused = await review.Sign(promotion, review.Technical, displayed);

        var room = await review.Room(promotion);
        Assert.IsType<Changed>(refused.Refusal);
        Assert.Equal(PromotionState.Stale, room.State);
        Assert.All(room.Steps, step => Assert.Empty(step.Votes));
    }

    [Theory, OnBothDatabases]
    public async Task A_draft_or_a_published_change_that_is_not_material_leaves_the_request_alone(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();

        await review.Publish(content => content with { KnownLimitations = "Thin files score low, and new arrivals lower." });
        await review.House.Edit(review.Owner, review.System, (await review.House.Entry(review.System)).Shown.Content with { Purpose = "Something else." });
        await review.House.DeliverEvents();

        Assert.Equal(PromotionState.InReview, (await review.Room(promotion)).State);
    }

    [Theory, OnBothDatabases]
    public async Task A_stale_request_comes_back_as_its_next_revision_without_votes(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        _ = (await review.Sign(promotion, review.Technical)).Value;
        await review.Publish(content => content with { Autonomy = Autonomy.ActsAlone });
        await review.House.DeliverEvents();

        var state = await review.House.Get<ResubmitPromotion>().Run(review.Owner, new(promotion, "Still right.", Again.NextRevision), default);

        var room = await review.Room(promotion);
        Assert.Equal(PromotionState.InReview, state.Value);
        Assert.Equal(2, room.Revision);
        Assert.All(room.Steps, step => Assert.Empty(step.Votes));
        Assert.Equal("Technical", Assert.Single(room.EarlierVotes).PrintedName);
    }

    [Theory, OnBothDatabases]
    public async Task Thirty_two_signatures_of_one_person_at_once_give_exactly_one(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        var room = await review.Room(promotion, review.Technical);
        var meaning = DecidePromotion.Meaning(Verdict.Approve, room.Code, room.Revision);
        var tokens = new List<StepUpToken>();
        for (var attempt = 0; attempt < 32; attempt++)
            tokens.Add((await review.House.Get<StepUp>().Run(review.Technical, new(House.Password, room.SubjectDigest, meaning), default)).Value);

        var results = await Task.WhenAll(tokens.Select(token =>
            review.House.Get<DecidePromotion>().Run(review.Technical, new(promotion, room.SubjectDigest, Verdict.Approve, "As shown.", token), default)));

        Assert.Single(results, result => result.Refusal is null);
        Assert.Single((await review.Room(promotion)).Steps[0].Votes);
    }

    [Theory, OnBothDatabases]
    public async Task Thirty_two_people_who_sign_at_once_all_count_once_each(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var holders = await review.SeatMany(32);
        var promotion = await review.InReview();
        _ = (await review.Sign(promotion, review.Technical)).Value;
        var room = await review.Room(promotion);
        List<(Actor Signer, StepUpToken Token)> signers = [];
        foreach (var holder in holders)
            signers.Add((holder, (await review.House.Get<StepUp>().Run(holder, new(House.Password, room.SubjectDigest, DecidePromotion.Meaning(Verdict.Approve, room.Code, room.Revision)), default)).Value));

        var results = await Task.WhenAll(signers.Select(one =>
            review.House.Get<DecidePromotion>().Run(one.Signer, new(promotion, room.SubjectDigest, Verdict.Approve, "As shown.", one.Token), default)));

        Assert.All(results, result => Assert.Null(result.Refusal));
        var decided = await review.Room(promotion);
        Assert.Equal(PromotionState.Approved, decided.State);
        Assert.Equal(holders.Select(holder => holder.Name), decided.Steps[^1].Counted.Select(vote => vote.PrintedName).Order());
        Assert.Equal(Enumerable.Range(2, 32), decided.Steps[^1].Votes.Select(vote => vote.Number).Order());
        Assert.Equal(33, (await review.House.Entries()).Count(entry => entry.Action == PromotionEvents.Approved));
    }

    [Theory, OnBothDatabases]
    public async Task The_same_credential_does_not_sign_twice_nor_elsewhere_nor_for_somebody_else_nor_late(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        var room = await review.Room(promotion, review.Technical);
        var meaning = DecidePromotion.Meaning(Verdict.Approve, room.Code, room.Revision);
        var other = await review.House.Person("Technical 2", Role.TechnicalReviewer);
        var token = (await review.House.Get<StepUp>().Run(review.Technical, new(House.Password, room.SubjectDigest, meaning), default)).Value;
        Task<Result<PromotionState>> Decide(Actor actor, Verdict verdict) =>
            review.House.Get<DecidePromotion>().Run(actor, new(promotion, room.SubjectDigest, verdict, "As shown.", token), default);

        var bySomebodyElse = await Decide(other, Verdict.Approve);
        var withAnotherMeaning = await Decide(review.Technical, Verdict.Reject);
        review.House.Time.Advance(TimeSpan.FromMinutes(3));
        var late = await Decide(review.Technical, Verdict.Approve);

        Assert.All([bySomebodyElse, withAnotherMeaning, late], result => Assert.IsType<Forbidden>(result.Refusal));
        Assert.Equal(3, (await review.House.Entries()).Count(entry => entry.Action == "promotion.decide.refused"));
        Assert.All((await review.Room(promotion)).Steps, step => Assert.Empty(step.Votes));
    }

    [Theory, OnBothDatabases]
    public async Task Every_signature_is_in_the_ledger_with_the_digest_that_was_shown(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        var digest = (await review.Room(promotion)).SubjectDigest;

        await review.Approve(promotion);

        var signed = (await review.House.Entries()).Where(entry => entry.Action == PromotionEvents.Approved).ToList();
        Assert.Equal(3, signed.Count);
        Assert.All(signed, entry => Assert.Contains(digest.Text, System.Text.Encoding.UTF8.GetString(entry.Bytes)));
    }
}
