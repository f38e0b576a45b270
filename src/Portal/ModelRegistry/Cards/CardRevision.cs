using Portal.Ledger;
using Portal.Policies;
using Portal.Shared;

namespace Portal.ModelRegistry.Cards;

/// <summary>One revision of a card, from its draft on; never changed again once it is approved.</summary>
public sealed class CardRevision
{
    public const int LongestRemarks = 4000;

    private readonly List<CardText> _texts = [];
    private readonly List<CardAuthor> _authors = [];

    private CardRevision() { }

    internal CardRevision(CardId card, int number, IEnumerable<CardText> from, DateTimeOffset now)
    {
        (Card, Number, State, ChangedAt) = (card, number, CardState.Draft, now);
        _texts.AddRange(from.Select(text => new CardText(card, number, text.Section, text.Text, text.InheritedFrom)));
        Content = DigestOf(_texts);
    }

    public CardId Card { get; private set; }

    public int Number { get; private set; }

    public CardState State { get; private set; }

    /// <summary>Over what its sections say; what is read, submitted and approved is this.</summary>
    public Digest Content { get; private set; } = Digest.Of([]);

    public DateTimeOffset ChangedAt { get; private set; }

    public PersonId? SubmittedBy { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    public PersonId? Reviewer { get; private set; }

    public DateTimeOffset? ReviewedAt { get; private set; }

    /// <summary>What the reviewer wrote; on a draft, why it was sent back.</summary>
    public string Remarks { get; private set; } = "";

    /// <summary>Since when it stands for the version; what was never approved has never stood.</summary>
    public DateTimeOffset? ValidFrom { get; private set; }

    public DateTimeOffset? ValidTo { get; private set; }

    public IReadOnlyList<CardText> Texts => _texts;

    /// <summary>Everybody who wrote on it.</summary>
    public IReadOnlyList<CardAuthor> Authors => _authors;

    public bool WasSubmitted => SubmittedAt is not null;

    public IEnumerable<CardSection> Filled => _texts.Select(text => text.Section);

    public string TextOf(CardSection section) => _texts.Find(text => text.Section == section)?.Text ?? "";

    internal static Digest DigestOf(IEnumerable<CardText> texts) =>
        Digest.Of(CanonicalJson.Object([.. texts.Select(text => (CardSections.KeyOf(text.Section), (CanonicalValue?)text.Text))]).ToBytes());

    internal bool Says(IReadOnlyDictionary<CardSection, string> sections) => sections.All(section => TextOf(section.Key) == section.Value);

    internal void Write(IReadOnlyDictionary<CardSection, string> sections, PersonId by, DateTimeOffset now)
    {
        foreach (var (section, text) in sections)
        {
            var row = _texts.Find(one => one.Section == section);
            if (text.Length == 0 && row is not null)
                _texts.Remove(row);
            else if (row is null && text.Length > 0)
                _texts.Add(new CardText(Card, Number, section, text, inheritedFrom: null));
            else if (row is not null && row.Text != text)
                row.Rewrite(text);
        }

        (Content, ChangedAt) = (DigestOf(_texts), now);
        AddAuthor(by, now);
    }

    /// <summary>Whoever submits it stands by all of it, what was taken over included.</summary>
    internal void Submit(PersonId by, DateTimeOffset now)
    {
        Move(CardState.InReview);
        AddAuthor(by, now);
        (SubmittedBy, SubmittedAt, Reviewer, ReviewedAt, Remarks) = (by, now, null, null, "");
    }

    internal void Approve(PersonId reviewer, string remarks, DateTimeOffset now)
    {
        Move(CardState.Approved);
        (Reviewer, ReviewedAt, Remarks, ValidFrom) = (reviewer, now, remarks, now);
    }

    internal void Return(PersonId reviewer, string remarks, DateTimeOffset now)
    {
        Move(CardState.Draft);
        (Reviewer, ReviewedAt, Remarks) = (reviewer, now, remarks);
    }

    internal void End(DateTimeOffset now) => ValidTo = now;

    internal void AddAuthor(PersonId person, DateTimeOffset now)
    {
        if (_authors.All(author => author.Person != person))
            _authors.Add(new CardAuthor(Card, Number, person, now));
    }

    private void Move(CardState to)
    {
        if (!CardMoves.CanMove(State, to))
            throw new InvalidOperationException($"A revision of a card does not go from {State} to {to}.");

        State = to;
    }
}
