using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>What names of models, versions and aliases must be, and how the registry calls a version.</summary>
internal static class ModelNames
{
    private const int LongestAlias = 250;
    private const int LongestStem = 30;

    public static string? NameProblem(string name) =>
        PlainText.NameProblem(name, Declaration.LongestName) ?? (name.Contains(':') ? "It has a colon." : null);

    /// <summary>Clients read <c>v3</c> as a version and <c>latest</c> as the newest.</summary>
    public static string? AliasProblem(string alias) =>
        PlainText.NameProblem(alias, LongestAlias) switch
        {
            { } problem => problem,
            _ when alias.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '-')) => "It has other characters than letters, digits, _ and -.",
            _ when alias.Equals("latest", StringComparison.OrdinalIgnoreCase) => "'latest' is reserved.",
            _ when alias.Length > 1 && alias[0] is 'v' or 'V' && alias.Skip(1).All(char.IsAsciiDigit) => "A v with a number is reserved for versions.",
            _ => null,
        };

    /// <summary>How labels of a model's versions begin; another model of the same system has another one.</summary>
    public static string Stem(string name) => (name.Length > LongestStem ? name[..LongestStem] : name).TrimEnd();

    public static string Label(string name, int number) => $"{Stem(name)}-{number}";
}
