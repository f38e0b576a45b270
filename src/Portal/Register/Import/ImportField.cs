using System.Globalization;
using Portal.Shared;

namespace Portal.Register.Import;

/// <summary>A field of an entry that a column can fill.</summary>
public sealed record ImportField
{
    private ImportField(string key, string takes, Func<EntryContent, string, Owners, Put> set) => (Key, Takes, Set) = (key, takes, set);

    public string Key { get; }

    public string Label => EntryFields.LabelOf(Key);

    /// <summary>What its cells hold, for who prepares a file.</summary>
    public string Takes { get; }

    /// <summary>Puts what a cell says into the entry; a cell that is not understood leaves the entry, and says why.</summary>
    internal Func<EntryContent, string, Owners, Put> Set { get; }

    internal static ImportField Text(string key, Func<EntryContent, string, EntryContent> with) =>
        new(key, "Text", (content, cell, _) => new Put(with(content, cell)));

    internal static ImportField Items(string key, string takes, char[] separators, Func<EntryContent, IReadOnlyList<string>, EntryContent> with) =>
        new(key, takes, (content, cell, _) => new Put(with(content, cell.Split(separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))));

    /// <summary>A choice by its words or by its name in the API, whatever the case and the spaces.</summary>
    internal static ImportField Choice<T>(string key, Func<T, string> words, Func<EntryContent, T, EntryContent> with) where T : struct, Enum
    {
        var choices = Enum.GetValues<T>();
        var named = string.Join(", ", choices.Select(words));
        return new(key, named, (content, cell, _) => choices.Where(choice => IsSame(words(choice), cell) || IsSame(choice.ToString(), cell)).ToList() is [var chosen]
            ? new Put(with(content, chosen))
            : new Put(content, $"{Quoted(cell)} is not one of the choices: {named}."));
    }

    internal static ImportField Day(string key, Func<EntryContent, DateOnly, EntryContent> with) => new(key, "A day as 2027-03-31", (content, cell, _) =>
        DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new Put(with(content, day))
            : new Put(content, $"{Quoted(cell)} is no day. Write it as 2027-03-31."));

    internal static ImportField Person(string key, Func<EntryContent, PersonId, EntryContent> with) =>
        new(key, "The e-mail address of somebody with an account", (content, cell, owners) => owners.Find(cell) switch
        {
            { HasLeft: true } => new Put(content, $"{Quoted(cell)} has left the organisation."),
            { } owner => new Put(with(content, owner.Person)),
            null => new Put(content, $"Nobody has the address {Quoted(cell)}."),
        });

    /// <summary>What a name comes to without case, spaces and signs: "Fall-back" and "fallback" are one.</summary>
    internal static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static bool IsSame(string words, string cell) => Bare(words) == Bare(cell);

    /// <summary>A cell as a message repeats it; what is long or cannot be shown is not repeated.</summary>
    private static string Quoted(string cell) => PlainText.LineProblem(cell, EntryLimits.Line) is null ? $"“{cell}”" : "The cell";
}

/// <summary>The entry with what a cell said, or as it was, with why.</summary>
internal readonly record struct Put(EntryContent Content, string? Problem = null);
