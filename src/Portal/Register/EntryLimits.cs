using Portal.Shared;

namespace Portal.Register;

/// <summary>What even a draft must keep to: a name to find it by, and text that every database and digest can hold.</summary>
public static class EntryLimits
{
    public const int Name = 120;
    public const int Line = 120;
    public const int Text = 4000;
    public const int Items = 60;

    public static IReadOnlyList<Fault> FaultsOf(EntryContent content) =>
    [
        .. Named(content.Name),
        .. OneLine("name", content.Name, Name),
        .. Known("kind", content.Kind),
        .. OneLine("applicationType", content.ApplicationType, Line),
        .. Known("lane", content.Lane),
        .. OneLine("legalEntity", content.LegalEntity, Line),
        .. Few("countries", content.Countries),
        .. OneLine("department", content.Department, Line),
        .. Long("purpose", content.Purpose),
        .. Long("peopleAffected", content.PeopleAffected),
        .. Known("humanInvolvement", content.HumanInvolvement),
        .. Known("autonomy", content.Autonomy),
        .. Long("fallback", content.Fallback),
        .. Known("mayStop", content.MayStop),
        .. Few("dataSources", content.DataSources),
        .. Known("personalData", content.PersonalData),
        .. Long("knownLimitations", content.KnownLimitations),
        .. Known("proposedTier", content.ProposedTier),
        .. Long("tierReason", content.TierReason),
    ];

    /// <summary>Remarks and reasons of risk, held to the same limits.</summary>
    internal static IReadOnlyList<Fault> FaultsOf(string field, string text) => [.. Long(field, text)];

    private static IEnumerable<Fault> Named(string name) =>
        string.IsNullOrWhiteSpace(name) ? [new Fault("name", "Give the system a name.")] : [];

    private static IEnumerable<Fault> OneLine(string field, string value, int most) =>
        value.Length > most ? [new Fault(field, $"At most {most} characters; these are {value.Length}.")]
        : !IsText(value) || value.Contains('\n') ? [new Fault(field, "One line of text, without control characters.")]
        : [];

    private static IEnumerable<Fault> Long(string field, string value) =>
        value.Length > Text ? [new Fault(field, $"At most {Text} characters; these are {value.Length}.")]
        : !IsText(value) ? [new Fault(field, "Text without control characters.")]
        : [];

    private static IEnumerable<Fault> Few(string field, IReadOnlyList<string> items) =>
        items.Count > Items ? [new Fault(field, $"At most {Items}; these are {items.Count}.")] : items.SelectMany(item => OneLine(field, item, Line)).Take(1);

    private static IEnumerable<Fault> Known<T>(string field, T? value) where T : struct, Enum =>
        value is { } choice && !Enum.IsDefined(choice) ? [new Fault(field, "This is not one of the choices.")] : [];

    // PostgreSQL holds no NUL and no half of a surrogate pair, canonical JSON no half either.
    private static bool IsText(string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune == System.Text.Rune.ReplacementChar || (System.Text.Rune.IsControl(rune) && rune.Value is not ('\n' or '\t')))
                return false;
        }

        return true;
    }
}
