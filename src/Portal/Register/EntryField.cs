using System.Globalization;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Register;

/// <summary>One field of an entry: how it reads, what it may hold, what is hashed of it, and whether submitting needs it.</summary>
public sealed record EntryField(string Key, string Label)
{
    public Materiality Materiality { get; init; } = Materiality.Minor;

    /// <summary>The value in the words that people read; empty when nothing is said.</summary>
    public required Func<EntryContent, Func<PersonId, string>, string> Text { get; init; }

    /// <summary>The value in the digest. A field that came after the first release is left out while it is empty, so that the digests of older revisions stand.</summary>
    public required Func<EntryContent, CanonicalValue?> Canonical { get; init; }

    internal bool LeftOutWhenEmpty { get; init; }

    /// <summary>Names a person.</summary>
    public bool IsPerson { get; private init; }

    /// <summary>What even a draft must keep to.</summary>
    internal Func<EntryContent, IEnumerable<string>> Problems { get; init; } = _ => [];

    /// <summary>What submitting lacks; null when nothing.</summary>
    internal Func<EntryContent, string?> Lack { get; private init; } = _ => null;

    internal EntryField Material() => this with { Materiality = Materiality.Material };

    internal EntryField Added() => this with { LeftOutWhenEmpty = true };

    internal EntryField Needed(string message) => NeededWhen(_ => true, message);

    internal EntryField NeededWhen(Predicate<EntryContent> applies, string message) =>
        this with { Lack = content => applies(content) && Text(content, static _ => "somebody").Length == 0 ? message : Lack(content) };

    internal EntryField Lacking(Func<EntryContent, string?> lack) => this with { Lack = lack };

    internal static EntryField Line(string key, string label, Func<EntryContent, string> get, int most = EntryLimits.Line) => new(key, label)
    {
        Text = (content, _) => get(content),
        Canonical = content => get(content),
        Problems = content => EntryLimits.LineProblems(get(content), most),
    };

    internal static EntryField Prose(string key, string label, Func<EntryContent, string> get) => new(key, label)
    {
        Text = (content, _) => get(content),
        Canonical = content => get(content),
        Problems = content => EntryLimits.ProseProblems(get(content)),
    };

    internal static EntryField Items(string key, string label, Func<EntryContent, IReadOnlyList<string>> get, string separator = "\n") => new(key, label)
    {
        Text = (content, _) => string.Join(separator, get(content)),
        Canonical = content => CanonicalJson.List([.. get(content).Select(item => (CanonicalValue)item)]),
        Problems = content => EntryLimits.ItemProblems(get(content)),
    };

    internal static EntryField Choice<T>(string key, string label, Func<EntryContent, T?> get, Func<T, string> words) where T : struct, Enum => new(key, label)
    {
        Text = (content, _) => get(content) is { } value && Enum.IsDefined(value) ? words(value) : "",
        Canonical = content => get(content)?.ToString(),
        Problems = content => get(content) is { } value && !Enum.IsDefined(value) ? ["This is not one of the choices."] : [],
    };

    internal static EntryField Day(string key, string label, Func<EntryContent, DateOnly?> get) => new(key, label)
    {
        Text = (content, _) => get(content)?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) ?? "",
        Canonical = content => get(content)?.ToString("O", CultureInfo.InvariantCulture),
        Problems = content => EntryLimits.DayProblems(get(content)),
    };

    internal static EntryField Person(string key, string label, Func<EntryContent, PersonId?> get) => new(key, label)
    {
        Text = (content, nameOf) => get(content) is { } person ? nameOf(person) : "",
        Canonical = content => get(content)?.ToString(),
        IsPerson = true,
    };
}

public enum Materiality
{
    /// <summary>A change makes decisions that rest on the entry stale, so risk accepts it first.</summary>
    Material = 1,

    /// <summary>A change is published at once.</summary>
    Minor,
}

/// <summary>A field that differs between two revisions, in the words that people read.</summary>
public sealed record FieldChange(string Key, string Label, Materiality Materiality, string Before, string After);
