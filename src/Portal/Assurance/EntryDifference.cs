using Portal.Findings;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;

namespace Portal.Assurance;

/// <summary>What became of an entry between the ends of two days: its fields, and all that hangs on it.</summary>
public sealed record EntryDifference(string Code, string Name, DateOnly From, DateOnly To, StoodRevision? Before, StoodRevision After, IReadOnlyList<FieldDifference> Fields)
{
    public StateDifference<SystemStage>? Stage { get; init; }

    public IReadOnlyList<StateDifference<Stage>> Versions { get; init; } = [];

    public IReadOnlyList<StateDifference<int>> Cards { get; init; } = [];

    public IReadOnlyList<StateDifference<PromotionState>> Promotions { get; init; } = [];

    public IReadOnlyList<StateDifference<FindingState>> Findings { get; init; } = [];

    public IReadOnlyList<StateDifference<ExceptionState>> Exceptions { get; init; } = [];

    /// <summary>When it was retired, where that was in between.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    public bool IsEmpty => Fields.Count + Versions.Count + Cards.Count + Promotions.Count + Findings.Count + Exceptions.Count == 0 && Stage is null && RetiredAt is null && Before?.Number == After.Number;

    /// <summary>Every field that reads differently, with the last revision in between that changed it.</summary>
    internal static IReadOnlyList<FieldDifference> FieldsOf(RevisionView? before, IReadOnlyList<RevisionView> later, Func<PersonId, string> nameOf)
    {
        if (later.Count == 0)
            return [];

        var fields = Changes(before, later[^1], nameOf);
        return [.. fields.Select(field => Attributed(field, before, later, nameOf))];
    }

    private static FieldDifference Attributed(FieldChange field, RevisionView? before, IReadOnlyList<RevisionView> later, Func<PersonId, string> nameOf)
    {
        var by = later.Last(revision => Changes(Previous(revision), revision, nameOf).Any(change => change.Key == field.Key));
        return new FieldDifference(field, by.Number, by.PublishedBy is { } person ? nameOf(person) : "The portal", by.PublishedAt ?? by.ChangedAt);

        RevisionView? Previous(RevisionView revision) => later.TakeWhile(one => one != revision).LastOrDefault() ?? before;
    }

    private static IReadOnlyList<FieldChange> Changes(RevisionView? before, RevisionView after, Func<PersonId, string> nameOf)
    {
        var (tierBefore, tier) = (before?.ConfirmedTier is { } was ? EntryWords.Of(was) : "", after.ConfirmedTier is { } confirmed ? EntryWords.Of(confirmed) : "");
        var (classBefore, classAfter) = (before is null ? "" : ClassOf(before), ClassOf(after));
        return
        [
            .. tierBefore != tier ? [new FieldChange("tier", "Confirmed tier", Materiality.Material, tierBefore, tier)] : Array.Empty<FieldChange>(),
            .. classBefore != classAfter ? [new FieldChange("legalClass", "Legal class", Materiality.Material, classBefore, classAfter)] : Array.Empty<FieldChange>(),
            .. EntryFields.Changes(before?.Content ?? new EntryContent(), after.Content, nameOf),
        ];
    }

    private static string ClassOf(RevisionView revision) => (revision.ConfirmedClass ?? revision.ScoredClass).ToString();
}

/// <summary>The revision that stood at the end of a day.</summary>
public sealed record StoodRevision(int Number, Digest Content, string PublishedBy, DateTimeOffset PublishedAt);

/// <summary>A field that reads differently, and by which revision it came to.</summary>
public sealed record FieldDifference(FieldChange Change, int Revision, string PublishedBy, DateTimeOffset PublishedAt);

/// <summary>Something that stood otherwise at the end of the later day; absent before where it was not there yet.</summary>
public sealed record StateDifference<T>(string Code, string Title, T? Before, T? After) where T : struct;
