using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.ModelRegistry.Cards;

public sealed class ModelCardTests
{
    private static readonly PersonId Author = new(Guid.CreateVersion7());
    private static readonly PersonId Second = new(Guid.CreateVersion7());
    private static readonly PersonId Reviewer = new(Guid.CreateVersion7());
    private static readonly PersonId Contributor = new(Guid.CreateVersion7());
    private static readonly DateTimeOffset Noon = House.Noon;

    private static readonly ModelVersion Version = ModelVersion.Declare(
        SystemId.New(Noon), new Declaration("v1", new Artefact(ArtefactKind.Model, "scorecard"), [], [Contributor]), Author, Noon);

    [Fact]
    public void A_revision_goes_into_review_and_from_there_to_its_end_or_back()
    {
        var moves = from before in Enum.GetValues<CardState>() from after in Enum.GetValues<CardState>() where CardMoves.CanMove(before, after) select $"{before} -> {after}";

        Assert.Equal(["Draft -> InReview", "InReview -> Draft", "InReview -> Approved"], moves);
    }

    [Fact]
    public void Everybody_who_wrote_on_a_revision_is_its_author_and_reviews_nothing_of_it()
    {
        var card = Begun();
        Assert.Null(card.Write(CardDesk.Only(CardSection.Caveats, "Mind the gap."), Second, Noon));
        Assert.Null(card.Submit([], "Tier Low", Author, Noon));

        Assert.Equal([Author, Second], card.Open?.Authors.Select(author => author.Person));
        Assert.Equal("You wrote on revision 1: somebody else reviews it.", card.WhyNotReview(Author, Version)?.Message);
        Assert.IsType<Forbidden>(card.WhyNotReview(Second, Version));
        Assert.Equal("Who contributed to a version does not review its card.", card.WhyNotReview(Contributor, Version)?.Message);
        Assert.Null(card.WhyNotReview(Reviewer, Version));
    }

    [Fact]
    public void Whoever_submits_what_was_taken_over_stands_by_it_and_does_not_review_it()
    {
        var card = Begun();

        Assert.Null(card.Submit([], "Tier Low", Second, Noon));

        Assert.IsType<Forbidden>(card.WhyNotReview(Second, Version));
    }

    [Fact]
    public void Every_section_that_the_tier_asks_for_and_that_is_empty_is_named()
    {
        var card = Begun();
        Assert.Null(card.Write(CardDesk.Only(CardSection.Overview, "Scores loans."), Author, Noon));

        var refusal = card.Submit([CardSection.Overview, CardSection.Fairness, CardSection.OutOfScopeUse], "Tier High", Author, Noon);

        Assert.Equal(["fairness", "outOfScopeUse"], Assert.IsType<Invalid>(refusal).Faults.Select(fault => fault.Field));
        Assert.Contains("Out-of-scope use is empty: Tier High asks for it.", refusal?.Message);
        Assert.Equal(CardState.Draft, card.Open?.State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \r\n\t ")]
    public void A_section_of_nothing_but_space_is_empty(string text)
    {
        var card = Begun(CardDesk.Full);

        Assert.Null(card.Write(CardDesk.Only(CardSection.Contacts, text), Author, Noon));

        Assert.DoesNotContain(CardSection.Contacts, card.Open?.Filled ?? []);
    }

    [Theory]
    [InlineData(20_000, true)]
    [InlineData(20_001, false)]
    public void A_section_is_bounded(int length, bool taken)
    {
        var refusal = Begun().Write(CardDesk.Only(CardSection.Training, new string('x', length)), Author, Noon);

        Assert.Equal(taken, refusal is null);
        Assert.Equal(taken ? null : "training", (refusal as Invalid)?.Faults[0].Field);
    }

    [Fact]
    public void Text_that_hides_something_is_refused()
    {
        var refusal = Begun().Write(CardDesk.Only(CardSection.Caveats, "safe\u202Eefas"), Author, Noon);

        Assert.Equal("caveats", Assert.Single(Assert.IsType<Invalid>(refusal).Faults).Field);
    }

    [Fact]
    public void What_is_in_review_does_not_change()
    {
        var card = Begun(CardDesk.Full);
        Assert.Null(card.Submit([], "Tier Low", Author, Noon));

        Assert.IsType<NotAllowed>(card.Write(CardDesk.Only(CardSection.Overview, "Something else."), Author, Noon));
        Assert.IsType<NotAllowed>(card.Submit([], "Tier Low", Author, Noon));
    }

    [Fact]
    public void A_review_is_of_what_the_reviewer_read()
    {
        var card = Begun(CardDesk.Full);
        var read = card.Open?.Content ?? throw new InvalidOperationException();
        Assert.Null(card.Write(CardDesk.Only(CardSection.Overview, "Something else."), Author, Noon));
        Assert.Null(card.Submit([], "Tier Low", Author, Noon));

        Assert.IsType<Changed>(card.Approve(read, Reviewer, "", Noon));
        Assert.Null(card.Approved);
    }

    [Fact]
    public void Sending_back_needs_remarks_and_leaves_a_draft_that_shows_them()
    {
        var card = Begun(CardDesk.Full);
        Assert.Null(card.Submit([], "Tier Low", Author, Noon));
        var read = card.Open?.Content ?? throw new InvalidOperationException();

        Assert.Equal("remarks", Assert.Single(Assert.IsType<Invalid>(card.Return(read, Reviewer, " ", Noon)).Faults).Field);
        Assert.Null(card.Return(read, Reviewer, "Name the segments.", Noon));

        Assert.Equal((CardState.Draft, "Name the segments."), (card.Open?.State, card.Open?.Remarks));
        Assert.Null(card.Submit([], "Tier Low", Author, Noon));
        Assert.Equal("", card.Open?.Remarks);
    }

    [Fact]
    public void The_approved_revision_stands_while_the_next_is_written_and_until_that_is_approved()
    {
        var card = Approved(Noon);
        Assert.Null(card.Write(CardDesk.Only(CardSection.Limitations, "It fails for the self-employed."), Second, Noon.AddDays(1)));
        var (first, next) = (card.Approved, card.Open);

        Assert.Equal((1, 2), (first?.Number, next?.Number));
        Assert.Equal(CardDesk.Full[CardSection.Overview], next?.TextOf(CardSection.Overview));
        Assert.Equal([Second], next?.Authors.Select(author => author.Person));
        Assert.NotEqual(first?.Content, next?.Content);
        Assert.Null(card.Submit([], "Tier Low", Second, Noon.AddDays(1)));
        Assert.Null(card.Approve(next?.Content ?? Digest.Of([]), Reviewer, "Better.", Noon.AddDays(2)));

        Assert.Same(next, card.Approved);
        Assert.Equal((Noon, Noon.AddDays(2)), (first?.ValidFrom, first?.ValidTo));
        Assert.Equal((Noon.AddDays(2), null), (next?.ValidFrom, next?.ValidTo));
    }

    [Fact]
    public void To_write_what_stands_already_begins_nothing()
    {
        var card = Approved(Noon);
        var before = card.Changes;

        Assert.Null(card.Write(CardDesk.Full.ToDictionary(pair => pair.Key, pair => pair.Value + "\r\n"), Author, Noon));

        Assert.Null(card.Open);
        Assert.Equal(before, card.Changes);
    }

    [Fact]
    public void A_revision_that_says_what_is_approved_is_not_reviewed_again()
    {
        var card = Approved(Noon);
        card.Revise(Author, Noon);

        Assert.Equal("It says what revision 1 says, which is approved.", card.Submit([], "Tier Low", Author, Noon)?.Message);
    }

    [Fact]
    public void The_first_draft_takes_over_what_was_not_true_of_one_version_alone()
    {
        var card = ModelCard.Begin(VersionId.New(Noon), new InheritedCard("v0", CardDesk.Full), Author, Noon);
        Assert.Equal(CardSections.All.Except([CardSection.Training, CardSection.Evaluation, CardSection.Fairness]), card.Open?.Filled);
        Assert.All(card.Open?.Texts ?? [], text => Assert.Equal("v0", text.InheritedFrom));

        Assert.Null(card.Write(CardDesk.Only(CardSection.Overview, "Scores loans, by trees."), Author, Noon));

        Assert.Null(card.Open?.Texts.Single(text => text.Section == CardSection.Overview).InheritedFrom);
        Assert.Equal("v0", card.Open?.Texts.Single(text => text.Section == CardSection.Caveats).InheritedFrom);
    }

    [Fact]
    public void The_same_sections_have_the_same_digest_in_whatever_order_they_came()
    {
        var one = Begun(CardDesk.Full);
        var other = Begun();
        foreach (var (section, text) in CardDesk.Full.Reverse())
            Assert.Null(other.Write(CardDesk.Only(section, text), Second, Noon));

        Assert.Equal(one.Open?.Content, other.Open?.Content);
        Assert.Null(other.Write(CardDesk.Only(CardSection.Caveats, ""), Second, Noon));
        Assert.NotEqual(one.Open?.Content, other.Open?.Content);
    }

    [Theory]
    [InlineData("Intended use", CardSection.IntendedUse)]
    [InlineData("intendedUse", CardSection.IntendedUse)]
    [InlineData("out of scope use", CardSection.OutOfScopeUse)]
    [InlineData("LIMITATIONS", CardSection.Limitations)]
    [InlineData("Limitations and failure modes", CardSection.Limitations)]
    [InlineData("Overview 2", null)]
    [InlineData("", null)]
    [InlineData("1", null)]
    public void A_section_is_found_by_its_title_or_its_key(string text, CardSection? found) => Assert.Equal(found, CardSections.Named(text));

    private static ModelCard Begun(IReadOnlyDictionary<CardSection, string>? sections = null)
    {
        var card = ModelCard.Begin(VersionId.New(Noon), before: null, Author, Noon);
        Assert.Null(card.Write(sections ?? new Dictionary<CardSection, string> { [CardSection.Contacts] = "scoring@bank.example" }, Author, Noon));
        return card;
    }

    private static ModelCard Approved(DateTimeOffset at)
    {
        var card = Begun(CardDesk.Full);
        Assert.Null(card.Submit([], "Tier Low", Author, at));
        Assert.Null(card.Approve(card.Open?.Content ?? Digest.Of([]), Reviewer, "", at));
        return card;
    }
}
