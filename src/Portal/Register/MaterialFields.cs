using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Register;

/// <summary>
/// The fields whose published change makes decisions stale, with the words that people see for them. Requests keep these words,
/// so that changing one is a change of what was decided on: a test pins them.
/// </summary>
public static class MaterialFields
{
    private const string Proposal = "proposedTier";

    public static IReadOnlyList<MaterialField> Of(EntryContent content, RiskTier? tier, LegalClass? legalClass) =>
    [
        .. EntryFields.All.Where(field => field.Materiality == Materiality.Material && field.Key != Proposal)
            .Select(field => new MaterialField(field.Label, field.Text(content, NoPerson))),
        // What counts is what risk confirmed, not what was proposed.
        new("Legal class", legalClass is { } confirmed ? ClassificationWords.Of(confirmed) : ""),
        new("Tier", tier is { } known ? EntryWords.Of(known) : ""),
    ];

    /// <summary>
    /// Whether risk must accept <paramref name="after"/> before it stands in place of <paramref name="before"/>. Coming to the tier and
    /// class that risk has confirmed, or again to those that risk has corrected, asks for nothing new. Another lane is another set of
    /// demands, so risk reads that too.
    /// </summary>
    public static bool Differ(EntryContent before, RiskTier tier, LegalClass legalClass, EntryContent after) =>
        before.Lane != after.Lane
        || !Of(before, tier, legalClass).SequenceEqual(Of(after, tier, legalClass))
        || (after.Proposal != before.Proposal && after.Proposal != tier)
        || (after.Classify().LegalClass is var scored && scored != before.Classify().LegalClass && scored != legalClass);

    private static string NoPerson(PersonId person) => throw new InvalidOperationException("No person is a material field.");
}

public sealed record MaterialField(string Name, string Value);
