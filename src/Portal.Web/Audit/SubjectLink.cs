using System.Text.RegularExpressions;

namespace Portal.Web.Audit;

/// <summary>Where the page of an entry's subject is; a person or the register as a whole has none here.</summary>
internal static partial class SubjectLink
{
    public static string? HrefOf(string subject) => subject switch
    {
        _ when Promotion().IsMatch(subject) => $"promotions/{subject}",
        _ when System().IsMatch(subject) => $"register/{subject}",
        _ when Version().Match(subject) is { Success: true } version => $"register/{version.Groups[1].Value}/versions/{Uri.EscapeDataString(version.Groups[2].Value)}",
        _ => null,
    };

    /// <summary>A code as people type it, in the letters that the ledger has; a version's label keeps its own.</summary>
    public static string? Typed(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var parts = text.Trim().Split('/', 2);
        parts[0] = parts[0].StartsWith("ais-", StringComparison.OrdinalIgnoreCase) || parts[0].StartsWith("pr-", StringComparison.OrdinalIgnoreCase) ? parts[0].ToUpperInvariant() : parts[0];
        return string.Join('/', parts);
    }

    [GeneratedRegex(@"^PR-[0-9]{4,}\z")]
    private static partial Regex Promotion();

    [GeneratedRegex(@"^AIS-[0-9]{4,}\z")]
    private static partial Regex System();

    [GeneratedRegex(@"^(AIS-[0-9]{4,})/([^/]+)\z")]
    private static partial Regex Version();
}
