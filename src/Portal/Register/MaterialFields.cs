using Portal.Shared;

namespace Portal.Register;

/// <summary>
/// The fields whose published change makes decisions stale, with the words that people see for them. Requests keep these words,
/// so that changing one is a change of what was decided on: a test pins them.
/// </summary>
public static class MaterialFields
{
    private const string Proposal = "proposedTier";

    public static IReadOnlyList<MaterialField> Of(EntryContent content, RiskTier? tier) =>
    [
        .. EntryFields.All.Where(field => field.Materiality == Materiality.Material && field.Key != Proposal)
            .Select(field => new MaterialField(field.Label, field.Text(content, NoPerson))),
        // What counts is the tier that risk confirmed, not what was proposed.
        new("Tier", tier is { } known ? EntryWords.Of(known) : ""),
    ];

    /// <summary>
    /// Whether risk must accept <paramref name="after"/> before it stands in place of <paramref name="before"/>. Proposing the tier
    /// that risk has confirmed, or repeating the proposal that risk has corrected, asks for nothing new. Another lane is another set of
    /// demands, so risk reads that too.
    /// </summary>
    public static bool Differ(EntryContent before, RiskTier confirmed, EntryContent after) =>
        before.Lane != after.Lane
        || !Of(before, confirmed).SequenceEqual(Of(after, confirmed))
        || (after.ProposedTier != before.ProposedTier && after.ProposedTier != confirmed);

    private static string NoPerson(PersonId person) => throw new InvalidOperationException("No person is a material field.");
}

public sealed record MaterialField(string Name, string Value);
