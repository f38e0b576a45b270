using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.ModelRegistry.Cards;

public sealed class CardMarkdownTests
{
    [Fact]
    public void A_file_is_read_by_its_headings_whatever_their_case()
    {
        var sections = Read("""
            # Model card: Credit scoring v3

            > AIS-0001, revision 2

            ## overview
            Scores loans.

            ### In short
            Well.

            ## Limitations and failure modes ##
            Thin files.
            """);

        Assert.Equal([CardSection.Overview, CardSection.Limitations], sections.Keys);
        Assert.Equal("Scores loans.\n\n### In short\nWell.", CardText.Tidied(sections[CardSection.Overview]));
        Assert.Equal("Thin files.", CardText.Tidied(sections[CardSection.Limitations]));
    }

    [Fact]
    public void Sections_may_be_headings_of_the_first_level() =>
        Assert.Equal([CardSection.Overview, CardSection.Contacts], Read("# Overview\nA.\n# Contacts\nB.\n").Keys);

    [Theory]
    [InlineData("## Overview\nA.\n## Performance\nB.\n", "line 3: 'Performance' is no section of a card")]
    [InlineData("# A card\n## Overview\nA.\n# Another\nB.\n", "line 4: 'Another' is no section of a card")]
    [InlineData("## Overview\nA.\n## OVERVIEW\nB.\n", "line 3: Overview stands here a second time.")]
    [InlineData("Hello.\n## Overview\nA.\n", "line 1: this stands under no heading of a section.")]
    [InlineData("##\n", "line 1: '' is no section of a card")]
    public void What_is_no_section_is_named_with_its_line(string file, string message) =>
        Assert.Contains(Assert.IsType<Invalid>(CardMarkdown.Read(file).Refusal).Faults, fault => fault.Message.StartsWith(message, StringComparison.Ordinal));

    [Fact]
    public void Every_heading_that_is_no_section_is_named_at_once() =>
        Assert.Equal(2, Assert.IsType<Invalid>(CardMarkdown.Read("## One\n## Overview\n## Two\n").Refusal).Faults.Count);

    [Fact]
    public void A_heading_inside_of_code_is_text()
    {
        var sections = Read("## Training\n```sh\n## make train\n```\n~~~~\n~~~\n# more\n~~~~\n## Caveats\nNone.\n");

        Assert.Equal([CardSection.Training, CardSection.Caveats], sections.Keys);
        Assert.Contains("# more", sections[CardSection.Training]);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        IReadOnlyList<CardPart> parts = [.. CardSections.All.Select(section => new CardPart(section, $"On *{section}*:\n\n```\n# code\n```\n\n### Detail\n\n| a | b |\n|---|---|\n| 1 | 2 |", null))];

        var sections = Read(CardMarkdown.Write(Card, Revision(parts)));

        Assert.Equal(parts.Select(part => (part.Section, part.Text)), sections.Select(section => (section.Key, CardText.Tidied(section.Value))));
    }

    [Fact]
    public void Headings_of_a_text_go_below_those_of_the_card_and_stay_there()
    {
        var once = CardMarkdown.Nested("# Data\n\n## Sources\n\n##### Deep\n");

        Assert.Equal("### Data\n\n#### Sources\n\n###### Deep\n", once);
        Assert.Equal(once, CardMarkdown.Nested(once));
    }

    [Fact]
    public void A_file_says_how_far_the_revision_has_come()
    {
        Assert.Contains("> AIS-0001, revision 1, in review, not approved", CardMarkdown.Write(Card, Revision([])));
        Assert.Contains("approved by Reviewer on 2026-11-02", CardMarkdown.Write(Card, Revision([]) with { State = CardState.Approved, ValidFrom = House.Noon, Reviewer = new(new PersonId(Guid.Empty), "Reviewer", "r@example.org", "") }));
    }

    private static CardView Card => new("AIS-0001", "Credit scoring", "v3", IsSealed: true, RiskTier.High, TierIsConfirmed: true, 1, []);

    private static CardRevisionView Revision(IReadOnlyList<CardPart> parts) => new(1, CardState.InReview, Digest.Of([]), parts, [], null, null, null, null, "", House.Noon, null, null);

    private static IReadOnlyDictionary<CardSection, string> Read(string file) => CardMarkdown.Read(file).Value;
}
