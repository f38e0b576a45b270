using Portal.Shared;

namespace Portal.Register;

/// <summary>One field of an entry: its key in the API, its label for people, and whether its published change is material.</summary>
public sealed record EntryField(string Key, string Label, Materiality Materiality, Func<EntryContent, Func<PersonId, string>, string> Text);

public enum Materiality
{
    /// <summary>A change makes decisions that rest on the entry stale, so risk accepts it first.</summary>
    Material = 1,

    /// <summary>A change is published at once.</summary>
    Minor,
}

/// <summary>A field that differs between two revisions, in the words that people read.</summary>
public sealed record FieldChange(string Key, string Label, Materiality Materiality, string Before, string After);

/// <summary>The fields of an entry in the order in which people meet them; the one table that forms, diffs and rules read.</summary>
public static class EntryFields
{
    public static IReadOnlyList<EntryField> All { get; } =
    [
        Minor("name", "Name", content => content.Name),
        Minor("kind", "Kind", content => content.Kind is { } kind ? EntryWords.Of(kind) : ""),
        Minor("applicationType", "Application type", content => content.ApplicationType),
        Minor("lane", "Lane", content => content.Lane is { } lane ? EntryWords.Of(lane) : ""),
        Minor("legalEntity", "Legal entity", content => content.LegalEntity),
        Material("countries", "Countries", content => string.Join(", ", content.Countries)),
        Person("businessOwner", "Business owner", content => content.BusinessOwner),
        Person("technicalOwner", "Technical owner", content => content.TechnicalOwner),
        Person("accountableExecutive", "Accountable executive", content => content.AccountableExecutive),
        Minor("department", "Department", content => content.Department),
        Material("purpose", "Purpose", content => content.Purpose),
        Material("peopleAffected", "People affected", content => content.PeopleAffected),
        Material("humanInvolvement", "Human involvement", content => content.HumanInvolvement is { } involvement ? EntryWords.Of(involvement) : ""),
        Material("autonomy", "Autonomy", content => content.Autonomy is { } autonomy ? EntryWords.Of(autonomy) : ""),
        Minor("fallback", "Fall-back", content => content.Fallback),
        Material("mayStop", "May stop", content => content.MayStop is { } mayStop ? EntryWords.Of(mayStop) : ""),
        Minor("dataSources", "Data sources", content => string.Join("\n", content.DataSources)),
        Material("personalData", "Personal data", content => content.PersonalData is { } data ? EntryWords.Of(data) : ""),
        Minor("knownLimitations", "Known limitations", content => content.KnownLimitations),
        Material("proposedTier", "Proposed tier", content => content.ProposedTier is { } tier ? EntryWords.Of(tier) : ""),
        Minor("tierReason", "Reason for the tier", content => content.TierReason),
    ];

    public static IReadOnlyList<FieldChange> Changes(EntryContent before, EntryContent after, Func<PersonId, string> nameOf) =>
    [
        .. All.Select(field => new FieldChange(field.Key, field.Label, field.Materiality, field.Text(before, nameOf), field.Text(after, nameOf)))
            .Where(change => change.Before != change.After),
    ];

    public static string LabelOf(string key) => All.Single(field => field.Key == key).Label;

    private static EntryField Minor(string key, string label, Func<EntryContent, string> text) => new(key, label, Materiality.Minor, (content, _) => text(content));

    private static EntryField Material(string key, string label, Func<EntryContent, string> text) => new(key, label, Materiality.Material, (content, _) => text(content));

    private static EntryField Person(string key, string label, Func<EntryContent, PersonId?> person) =>
        new(key, label, Materiality.Minor, (content, nameOf) => person(content) is { } id ? nameOf(id) : "");
}
