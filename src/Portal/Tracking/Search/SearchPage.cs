using System.Globalization;
using System.Text;
using Portal.Shared;

namespace Portal.Tracking.Search;

/// <summary>Which part of a search is asked for: how many at most, and where the last part ended.</summary>
public readonly record struct SearchPage(int Most, int Skip)
{
    /// <summary>What is served at once; clients that ask for more come back with the token.</summary>
    private const int MostServed = 500;
    private const int MostAsked = 1_000_000;
    private const string Prefix = "from:";

    public static Result<SearchPage> Of(long? most, string token, int usually)
    {
        if (most is < 1 or > MostAsked)
            return new Invalid("max_results", $"It is between 1 and {MostAsked}.");

        var skip = 0;
        if (token.Length > 0 && !TryRead(token, out skip))
            return new Invalid("page_token", "It is none that was given out here.");

        return new SearchPage((int)Math.Min(most ?? usually, MostServed), skip);
    }

    /// <summary>The token of the next part; null when there was no row more.</summary>
    public string? Next(int read) => read > Most ? Convert.ToBase64String(Encoding.ASCII.GetBytes(Prefix + (Skip + Most).ToString(CultureInfo.InvariantCulture))) : null;

    private static bool TryRead(string token, out int skip)
    {
        skip = 0;
        var bytes = new byte[Prefix.Length + 20];
        return token.Length <= 40 && Convert.TryFromBase64String(token, bytes, out var count)
            && Encoding.ASCII.GetString(bytes, 0, count) is var text && text.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(text[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out skip);
    }
}

/// <summary>A part of what was found.</summary>
public sealed record Found<T>(IReadOnlyList<T> Items, string? NextToken);
