using Portal.Policies;
using Portal.Shared;

namespace Portal.ModelRegistry.Cards;

/// <summary>What one revision says in one section, in Markdown; a section that says nothing has no row.</summary>
public sealed class CardText
{
    public const int Longest = 20_000;

    private CardText() { }

    internal CardText(CardId card, int revision, CardSection section, string text, string? inheritedFrom) =>
        (Card, Revision, Section, Text, InheritedFrom) = (card, revision, section, text, inheritedFrom);

    public CardId Card { get; private set; }

    public int Revision { get; private set; }

    public CardSection Section { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>The version whose approved card says the same, as long as nobody has changed it here.</summary>
    public string? InheritedFrom { get; private set; }

    /// <summary>With the ends of its lines as the web has them, and nothing around it.</summary>
    public static string Tidied(string text) => text.ReplaceLineEndings("\n").Trim();

    internal void Rewrite(string text) => (Text, InheritedFrom) = (text, null);
}

/// <summary>Somebody who wrote on a revision; never reviews it.</summary>
public sealed class CardAuthor
{
    private CardAuthor() { }

    internal CardAuthor(CardId card, int revision, PersonId person, DateTimeOffset since) => (Card, Revision, Person, Since) = (card, revision, person, since);

    public CardId Card { get; private set; }

    public int Revision { get; private set; }

    public PersonId Person { get; private set; }

    public DateTimeOffset Since { get; private set; }
}
