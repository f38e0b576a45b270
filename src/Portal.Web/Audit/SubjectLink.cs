using Portal.Audit;

namespace Portal.Web.Audit;

/// <summary>Where the page of an entry's subject is; a person or the register as a whole has none here.</summary>
internal static class SubjectLink
{
    public static string? HrefOf(string subject) => SubjectPath.Of(subject);

    /// <summary>Where a promotion is retold with what was signed and shown; nothing else is.</summary>
    public static string? StoryOf(string? subject) => subject is not null && SubjectPath.Of(subject) is { } path && path.StartsWith("promotions/", StringComparison.Ordinal) ? $"{path}/story" : null;

    /// <summary>A code as people type it, in the letters that the ledger has; a version's label keeps its own.</summary>
    public static string? Typed(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        string[] sequences = ["ais-", "pr-", "sa-", "fi-", "ex-", "al-", "sp-", "rq-"];
        var parts = text.Trim().Split('/', 2);
        parts[0] = sequences.Any(sequence => parts[0].StartsWith(sequence, StringComparison.OrdinalIgnoreCase)) ? parts[0].ToUpperInvariant() : parts[0];
        return string.Join('/', parts);
    }
}
