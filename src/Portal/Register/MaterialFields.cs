namespace Portal.Register;

/// <summary>The fields whose published change makes decisions stale, with the words that people see for them.</summary>
public static class MaterialFields
{
    public static IReadOnlyList<MaterialField> Of(EntryContent content, RiskTier? tier) =>
    [
        new("Purpose", content.Purpose),
        new("People affected", content.PeopleAffected),
        new("Countries", string.Join(", ", content.Countries)),
        new("Personal data", content.PersonalData?.ToString() ?? ""),
        new("Human involvement", content.HumanInvolvement?.ToString() ?? ""),
        new("Autonomy", content.Autonomy?.ToString() ?? ""),
        new("Tier", tier?.ToString() ?? ""),
        new("May stop", content.MayStop?.ToString() ?? ""),
    ];

    public static bool Differ(EntryContent before, EntryContent after) =>
        !Of(before, before.ProposedTier).SequenceEqual(Of(after, after.ProposedTier));
}

public sealed record MaterialField(string Name, string Value);
