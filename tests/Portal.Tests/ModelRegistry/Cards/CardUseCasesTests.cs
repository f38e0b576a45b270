using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.ModelRegistry.Cards;

public sealed class CardUseCasesTests
{
    [Theory, OnBothDatabases]
    public async Task A_card_is_written_submitted_and_approved_by_somebody_else(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, reviewer) = (await house.Owner(), await house.Reviewer());
        var version = await house.Sealed(owner, owner);

        await house.ApprovedCard(owner, reviewer);

        var card = await house.Card();
        Assert.Equal((CardState.Approved, reviewer.Person, House.Noon), (card.Approved?.State, card.Approved?.Reviewer, card.Approved?.ValidFrom));
        Assert.Equal(CardDesk.Full[CardSection.Fairness], card.Approved?.TextOf(CardSection.Fairness));
        Assert.Equal(["card.submitted", "card.approved"], (await house.Entries()).Where(entry => entry.Action.StartsWith("card.", StringComparison.Ordinal)).Select(entry => entry.Action));
        Assert.Contains($"\"after\":\"{card.Approved?.Content}\"", Encoding.UTF8.GetString((await house.Entries())[^1].Bytes));
        await using var db = await house.Dbs.CreateDbContextAsync();
        var told = Assert.IsType<CardApproved>(Assert.Single(await db.Events.Where(row => row.Kind == nameof(CardApproved)).ToListAsync()).Read());
        Assert.Equal((version, 1, card.Approved?.Content), (told.Version, told.Revision, told.Content));
    }

    [Fact]
    public async Task The_event_of_an_approval_is_delivered_though_nobody_listens_yet()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);
        await house.ApprovedCard(owner, await house.Reviewer());

        await house.DeliverEvents();

        await using var db = await house.Dbs.CreateDbContextAsync();
        Assert.Empty(await db.Events.Where(row => !row.Delivered).ToListAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_new_version_takes_over_from_the_latest_one_before_it_that_has_an_approved_card(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, reviewer) = (await house.Owner(), await house.Reviewer());
        await house.Sealed(owner, owner);
        await house.ApprovedCard(owner, reviewer);
        house.Time.Advance(TimeSpan.FromDays(1));
        await house.Sealed(owner, owner, "v1.1");
        _ = (await house.WriteCard(owner, CardDesk.Only(CardSection.Overview, "Never approved."), "v1.1")).Value;
        house.Time.Advance(TimeSpan.FromDays(1));
        await house.Sealed(owner, owner, "v2.0");

        _ = (await house.WriteCard(owner, CardDesk.Only(CardSection.Training, "Trained on two years."), "v2.0")).Value;

        var draft = (await house.Card("v2.0")).Open;
        Assert.Equal(CardDesk.Full[CardSection.Overview], draft?.TextOf(CardSection.Overview));
        Assert.Equal("v1.0", draft?.Texts.Single(text => text.Section == CardSection.Overview).InheritedFrom);
        Assert.Equal("Trained on two years.", draft?.TextOf(CardSection.Training));
        Assert.Equal("", draft?.TextOf(CardSection.Evaluation));
    }

    [Theory, OnBothDatabases]
    public async Task A_submission_without_a_required_section_names_every_one_that_lacks(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);
        _ = (await house.WriteCard(owner, CardDesk.Full.Where(pair => pair.Key is not (CardSection.Fairness or CardSection.Caveats)).ToDictionary())).Value;

        var refusal = (await house.SubmitCard(owner)).Refusal;

        Assert.Equal(["fairness", "caveats"], Assert.IsType<Invalid>(refusal).Faults.Select(fault => fault.Field));
        Assert.DoesNotContain(await house.Entries(), entry => entry.Action.StartsWith("card.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_required_goes_by_the_tier_that_risk_confirmed()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (owner, risk) = (await house.Owner(), await house.Person("Risk", Role.RiskManager));
        await house.FileAndPublish(owner, risk);
        await house.Sealed(owner, owner);
        _ = (await house.WriteCard(owner, CardDesk.Full.Where(pair => pair.Key != CardSection.Caveats).ToDictionary())).Value;

        Assert.Null((await house.SubmitCard(owner)).Refusal);
    }

    [Fact]
    public async Task A_card_may_be_written_before_the_version_is_sealed_but_not_submitted()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.File(owner);
        _ = (await house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, Workshop.Declared(owner)), default)).Value;
        _ = (await house.WriteCard(owner, CardDesk.Full)).Value;

        Assert.Contains("is not sealed", (await house.SubmitCard(owner)).Refusal?.Message);
    }

    [Fact]
    public async Task Who_wrote_it_contributed_or_holds_no_such_role_does_not_review_it_and_a_token_never()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Person("Owner", Role.SystemOwner, Role.TechnicalReviewer);
        var contributor = await house.Person("Contributor", Role.Developer, Role.IndependentValidator);
        var (reviewer, developer) = (await house.Reviewer(), await house.Developer());
        await house.Sealed(owner, contributor);
        _ = (await house.WriteCard(owner, CardDesk.Full)).Value;
        _ = (await house.SubmitCard(owner)).Value;
        var token = Actor.ByToken(reviewer.Id(), "Reviewer", "token", reviewer.Permissions, new TokenReach(TokenKind.Personal, null));

        foreach (var actor in new[] { owner, contributor, developer, token })
            Assert.IsType<Forbidden>((await house.ReviewCard(actor, CardReview.Approve)).Refusal);

        Assert.Equal(2, (await house.Entries()).Count(entry => entry.Action == "card.review.refused"));
        Assert.Equal(CardState.InReview, (await house.Card()).Open?.State);
    }

    [Fact]
    public async Task A_stranger_does_not_write_it_and_neither_does_a_token_of_other_systems()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (owner, stranger) = (await house.Owner(), await house.Person("Stranger", Role.SystemOwner));
        await house.Sealed(owner, owner);
        var bound = Actor.ByToken(owner.Id(), "Owner", "token", owner.Permissions, new TokenReach(TokenKind.Pipeline, new HashSet<SystemId> { SystemId.New(House.Noon) }));

        Assert.IsType<Forbidden>((await house.WriteCard(stranger, CardDesk.Full)).Refusal);
        Assert.IsType<Forbidden>((await house.WriteCard(bound, CardDesk.Full)).Refusal);
        Assert.Equal(2, (await house.Entries()).Count(entry => entry.Action == "card.write.refused"));
    }

    [Fact]
    public async Task A_whole_writing_empties_what_it_does_not_name_save_what_the_first_draft_takes_over()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (owner, reviewer) = (await house.Owner(), await house.Reviewer());
        await house.Sealed(owner, owner);
        await house.ApprovedCard(owner, reviewer);
        house.Time.Advance(TimeSpan.FromDays(1));
        await house.Sealed(owner, owner, "v2.0");

        _ = (await house.WriteCard(owner, CardDesk.Only(CardSection.Training, "Anew."), "v2.0", CardExtent.Whole)).Value;
        Assert.Equal(CardDesk.Full[CardSection.Contacts], (await house.Card("v2.0")).Open?.TextOf(CardSection.Contacts));
        _ = (await house.WriteCard(owner, CardDesk.Only(CardSection.Training, "Anew."), "v2.0", CardExtent.Whole)).Value;

        Assert.Equal([CardSection.Training], (await house.Card("v2.0")).Open?.Filled);
    }

    [Fact]
    public async Task Who_read_an_earlier_state_does_not_overwrite_a_later_one()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);
        Assert.IsType<Changed>((await house.WriteCard(owner, CardDesk.Full, expected: 0)).Refusal);
        _ = (await house.WriteCard(owner, CardDesk.Full)).Value;
        var read = (await house.Card()).Version;

        _ = (await house.WriteCard(owner, CardDesk.Only(CardSection.Overview, "One."), expected: read)).Value;
        var late = await house.WriteCard(owner, CardDesk.Only(CardSection.Overview, "Two."), expected: read);

        Assert.IsType<Changed>(late.Refusal);
        Assert.Equal("One.", (await house.Card()).Open?.TextOf(CardSection.Overview));
    }

    [Theory, OnBothDatabases]
    public async Task A_draft_is_taken_back_with_all_that_is_in_it_and_the_next_one_has_its_number(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, reviewer) = (await house.Owner(), await house.Reviewer());
        await house.Sealed(owner, owner);
        await house.ApprovedCard(owner, reviewer);
        _ = (await house.WriteCard(owner, CardDesk.Only(CardSection.Overview, "A mistake."))).Value;

        Assert.Null((await house.Get<DiscardCard>().Run(owner, new(Workshop.Code, Workshop.Label), default)).Refusal);
        Assert.Null((await house.Card()).Open);
        _ = (await house.WriteCard(owner, CardDesk.Only(CardSection.Overview, "Meant."))).Value;

        Assert.Equal((2, "Meant."), ((await house.Card()).Open?.Number, (await house.Card()).Open?.TextOf(CardSection.Overview)));
        await using var db = await house.Dbs.CreateDbContextAsync();
        Assert.Equal(2, await db.CardRevisions.CountAsync());
    }

    [Fact]
    public async Task A_first_draft_that_is_taken_back_leaves_no_card_and_what_was_submitted_stays()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (owner, reviewer) = (await house.Owner(), await house.Reviewer());
        await house.Sealed(owner, owner);
        _ = (await house.WriteCard(owner, CardDesk.Full)).Value;
        Assert.IsType<Forbidden>((await house.Get<DiscardCard>().Run(reviewer, new(Workshop.Code, Workshop.Label), default)).Refusal);
        Assert.Null((await house.Get<DiscardCard>().Run(owner, new(Workshop.Code, Workshop.Label), default)).Refusal);
        Assert.IsType<NotFound>((await house.Get<DiscardCard>().Run(owner, new(Workshop.Code, Workshop.Label), default)).Refusal);

        _ = (await house.WriteCard(owner, CardDesk.Full)).Value;
        _ = (await house.SubmitCard(owner)).Value;
        Assert.IsType<NotAllowed>((await house.Get<DiscardCard>().Run(owner, new(Workshop.Code, Workshop.Label), default)).Refusal);
        _ = (await house.ReviewCard(reviewer, CardReview.Return, "Anew.")).Value;
        Assert.Equal("Revision 1 was submitted: it stays, and is mended.", (await house.Get<DiscardCard>().Run(owner, new(Workshop.Code, Workshop.Label), default)).Refusal?.Message);
    }

    [Fact]
    public async Task The_parent_that_a_version_names_comes_before_a_later_one()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var (owner, reviewer) = (await house.Owner(), await house.Reviewer());
        await house.Sealed(owner, owner);
        await house.ApprovedCard(owner, reviewer);
        house.Time.Advance(TimeSpan.FromDays(1));
        await house.Sealed(owner, owner, "v1.1");
        await house.ApprovedCard(owner, reviewer, "v1.1");
        house.Time.Advance(TimeSpan.FromDays(1));
        var declared = Workshop.Declared(owner, "v2.0");
        _ = (await house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, declared with { Provenance = new Provenance { Parent = "v1.0", ChangeReason = ReasonForChange.Retrained } }), default)).Value;

        _ = (await house.WriteCard(owner, new Dictionary<CardSection, string>(), "v2.0")).Value;

        Assert.Equal("v1.0", (await house.Card("v2.0")).Open?.Texts[0].InheritedFrom);
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_reviews_at_once_one_counts(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, one, two) = (await house.Owner(), await house.Reviewer(), await house.Reviewer("Second"));
        await house.Sealed(owner, owner);
        _ = (await house.WriteCard(owner, CardDesk.Full)).Value;
        _ = (await house.SubmitCard(owner)).Value;
        var read = (await house.Card()).Open?.Content ?? Digest.Of([]);

        var results = await Task.WhenAll(
            Task.Run(() => house.Get<ReviewCard>().Run(one, new(Workshop.Code, Workshop.Label, read, CardReview.Approve, ""), default)),
            Task.Run(() => house.Get<ReviewCard>().Run(two, new(Workshop.Code, Workshop.Label, read, CardReview.Return, "No."), default)));

        Assert.Single(results, result => result.Refusal is null);
        Assert.Single(results, result => result.Refusal is NotAllowed);
    }

    [Theory, OnBothDatabases]
    public async Task Two_writers_of_one_card_conflict_though_their_clock_stands_still(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var version = await house.Sealed(owner, owner);
        _ = (await house.WriteCard(owner, CardDesk.Full)).Value;
        await using var one = await house.Dbs.CreateDbContextAsync();
        await using var two = await house.Dbs.CreateDbContextAsync();
        Assert.Null((await one.WholeCard(version, default))?.Write(CardDesk.Only(CardSection.Overview, "One."), owner.Id(), House.Noon));
        Assert.Null((await two.WholeCard(version, default))?.Write(CardDesk.Only(CardSection.Caveats, "Two."), owner.Id(), House.Noon));

        await one.SaveChangesAsync();

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => two.SaveChangesAsync());
    }

    [Theory, OnBothDatabases]
    public async Task What_stood_at_an_instant_is_read_from_the_history(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, reviewer) = (await house.Owner(), await house.Reviewer());
        var version = await house.Sealed(owner, owner);
        var other = await house.Sealed(owner, owner, "v0.9");
        await house.ApprovedCard(owner, reviewer);
        house.Time.Advance(TimeSpan.FromDays(2));
        _ = (await house.WriteCard(owner, CardDesk.Only(CardSection.Caveats, "Read twice."))).Value;
        _ = (await house.SubmitCard(owner)).Value;
        _ = (await house.ReviewCard(reviewer, CardReview.Approve)).Value;

        await using var db = await house.Dbs.CreateDbContextAsync();
        var histories = await Portal.ModelRegistry.Cards.Cards.HistoryOf(db, [version, other], default);

        Assert.Empty(histories[other].Approved);
        Assert.Null(histories[version].At(House.Noon.AddTicks(-1)));
        Assert.Equal((1, CardState.Approved), (histories[version].At(House.Noon)?.Revision, histories[version].At(House.Noon)?.State));
        Assert.Equal(1, histories[version].At(House.Noon.AddDays(2).AddTicks(-1))?.Revision);
        Assert.Equal(2, histories[version].At(House.Noon.AddDays(2))?.Revision);
        Assert.Equal(CardSections.All, histories[version].At(House.Noon)?.Filled);
    }
}
