using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.ModelRegistry.Cards;

/// <summary>
/// What people should know of a version before they rely on it. The approved revision stands while the next one is written beside it.
/// </summary>
public sealed class ModelCard : IVersioned
{
    private readonly List<CardRevision> _revisions = [];

    private ModelCard() { }

    public CardId Id { get; private set; }

    public VersionId ModelVersion { get; private set; }

    /// <summary>Counted, so that a change of a text alone is a change of the card.</summary>
    public int Changes { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<CardRevision> Revisions => _revisions;

    public CardRevision? Approved => _revisions.SingleOrDefault(revision => revision is { State: CardState.Approved, ValidTo: null });

    /// <summary>The revision that is being written or reviewed.</summary>
    public CardRevision? Open => _revisions.SingleOrDefault(revision => revision.State != CardState.Approved);

    /// <summary>The first draft takes over what the card of the version before says, but for what was true of that version alone.</summary>
    internal static ModelCard Begin(VersionId version, InheritedCard? before, PersonId by, DateTimeOffset now)
    {
        var card = new ModelCard { Id = CardId.New(now), ModelVersion = version };
        var first = new CardRevision(card.Id, 1, before?.Texts(card.Id, 1) ?? [], now);
        first.AddAuthor(by, now);
        card._revisions.Add(first);
        return card;
    }

    /// <summary>Writes these sections and leaves the others; beside an approved revision it begins the next, if anything differs.</summary>
    internal Refusal? Write(IReadOnlyDictionary<CardSection, string> sections, PersonId by, DateTimeOffset now)
    {
        if (Open is { State: CardState.InReview } waiting)
            return new NotAllowed($"Revision {waiting.Number} is in review: it is changed once its reviewer sends it back.");
        if (FaultsOf(sections) is { Count: > 0 } faults)
            return new Invalid(faults);

        var tidied = sections.ToDictionary(section => section.Key, section => CardText.Tidied(section.Value));
        if ((Open ?? Approved)?.Says(tidied) == true)
            return null;

        (Open ?? Next(by, now)).Write(tidied, by, now);
        Changes++;
        return null;
    }

    /// <summary>Begins the next revision from the approved one; where one is open already, nothing happens.</summary>
    internal void Revise(PersonId by, DateTimeOffset now)
    {
        if (Open is null)
            Next(by, now);
    }

    internal Refusal? Submit(IReadOnlyList<CardSection> required, string requiredBy, PersonId by, DateTimeOffset now)
    {
        if (Open is not { } open)
            return new NotAllowed("There is no draft to submit.");
        if (open.State == CardState.InReview)
            return new NotAllowed($"Revision {open.Number} is in review already.");
        if (required.Except(open.Filled).ToList() is { Count: > 0 } missing)
            return new Invalid([.. missing.Select(section => new Fault(CardSections.KeyOf(section), $"{CardSections.TitleOf(section)} is empty: {requiredBy} asks for it."))]);
        if (open.Texts.Count == 0)
            return new NotAllowed("The card says nothing yet.");
        if (open.Content == Approved?.Content)
            return new NotAllowed($"It says what revision {Approved.Number} says, which is approved.");

        open.Submit(by, now);
        Changes++;
        return null;
    }

    /// <summary>Takes the draft back, as if it had not been begun; what a reviewer has had in hand stays.</summary>
    internal Refusal? Discard()
    {
        if (Open is not { State: CardState.Draft } open)
            return new NotAllowed("There is no draft to discard.");
        if (open.WasSubmitted)
            return new NotAllowed($"Revision {open.Number} was submitted: it stays, and is mended.");

        _revisions.Remove(open);
        Changes++;
        return null;
    }

    /// <summary>Why this person does not review what waits; null when they may.</summary>
    public Refusal? WhyNotReview(PersonId person, ModelVersion version) => Open switch
    {
        not { State: CardState.InReview } => new NotAllowed("No revision of this card waits for a review."),
        { } open when open.Authors.Any(author => author.Person == person) => new Forbidden($"You wrote on revision {open.Number}: somebody else reviews it."),
        _ when version.IsContributor(person) => new Forbidden("Who contributed to a version does not review its card."),
        _ => null,
    };

    internal Refusal? Approve(Digest displayed, PersonId reviewer, string remarks, DateTimeOffset now) =>
        Review(displayed, remarks, open =>
        {
            Approved?.End(now);
            open.Approve(reviewer, remarks.Trim(), now);
        });

    internal Refusal? Return(Digest displayed, PersonId reviewer, string remarks, DateTimeOffset now) =>
        string.IsNullOrWhiteSpace(remarks)
            ? new Invalid("remarks", "Say what the author should change.")
            : Review(displayed, remarks, open => open.Return(reviewer, remarks.Trim(), now));

    private Refusal? Review(Digest displayed, string remarks, Action<CardRevision> decide)
    {
        if (Open is not { State: CardState.InReview } open)
            return new NotAllowed("No revision of this card waits for a review.");
        if (displayed != open.Content)
            return new Changed("What you read is not what waits here now.");
        if (PlainText.RemarkProblem(remarks, CardRevision.LongestRemarks) is { } problem)
            return new Invalid("remarks", problem);

        decide(open);
        Changes++;
        return null;
    }

    private CardRevision Next(PersonId by, DateTimeOffset now)
    {
        var next = new CardRevision(Id, _revisions.Count + 1, Approved?.Texts ?? [], now);
        next.AddAuthor(by, now);
        _revisions.Add(next);
        Changes++;
        return next;
    }

    private static List<Fault> FaultsOf(IReadOnlyDictionary<CardSection, string> sections) =>
    [
        .. from section in sections
           let problem = Enum.IsDefined(section.Key) ? PlainText.RemarkProblem(section.Value, CardText.Longest) : "There is no such section."
           where problem is not null
           select new Fault(CardSections.KeyOf(section.Key), problem),
    ];
}

/// <summary>The approved card of the version before, as far as the next version takes it over.</summary>
internal sealed record InheritedCard(string Label, IReadOnlyDictionary<CardSection, string> Sections)
{
    public IEnumerable<CardText> Texts(CardId card, int revision) =>
        Sections.Where(section => !CardSections.IsOfOneVersion(section.Key)).Select(section => new CardText(card, revision, section.Key, section.Value, Label));
}
