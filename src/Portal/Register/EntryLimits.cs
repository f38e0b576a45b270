using Portal.Shared;

namespace Portal.Register;

/// <summary>What even a draft must keep to: a name to find it by, and text that can be stored and shown.</summary>
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
        value.Length > 0 && PlainText.LineProblem(value, most) is { } problem ? [new Fault(field, problem)] : [];

    private static IEnumerable<Fault> Long(string field, string value) =>
        PlainText.RemarkProblem(value, Text) is { } problem ? [new Fault(field, problem)] : [];

    private static IEnumerable<Fault> Few(string field, IReadOnlyList<string> items) =>
        items.Count > Items ? [new Fault(field, $"At most {Items}; these are {items.Count}.")] : items.SelectMany(item => OneLine(field, item, Line)).Take(1);

    private static IEnumerable<Fault> Known<T>(string field, T? value) where T : struct, Enum =>
        value is { } choice && !Enum.IsDefined(choice) ? [new Fault(field, "This is not one of the choices.")] : [];
}
