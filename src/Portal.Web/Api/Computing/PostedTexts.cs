using System.Text.Json;
using Portal.Shared;
using Portal.Statistics.Text;

namespace Portal.Web.Api.Computing;

/// <summary>
/// Pairs of a text and its reference, no more of them than can be compared in a few seconds: the longest common subsequence of two
/// texts takes the product of their lengths.
/// </summary>
internal static class PostedTexts
{
    public const int MostPairs = 20_000;
    public const int LongestText = 20_000;
    public const int MostCharacters = 4_000_000;
    public const long MostComparisons = 200_000_000;

    public static Result<(string Candidate, string Reference)[]> Pairs(this PostedObject posted, string name)
    {
        var reader = new Utf8JsonReader(posted[name]);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            return new Invalid(name, "It is a list of {candidate, reference}.");

        var pairs = new List<(string, string)>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (pairs.Count == MostPairs)
                return new Invalid(name, $"It holds more than {MostPairs:N0} pairs.");
            if (Pair(ref reader) is not { } pair)
                return PostedLists.Fault(name, pairs.Count, $"It is {{candidate, reference}}: two texts of at most {LongestText:N0} characters.");
            pairs.Add(pair);
        }

        return pairs.Count > 0 ? pairs.ToArray() : new Invalid(name, "It holds no pair.");
    }

    /// <summary>Null when all of them can be compared.</summary>
    public static Invalid? TooLong(string name, IReadOnlyList<(string Candidate, string Reference)> pairs)
    {
        var (characters, comparisons) = (0L, 0L);
        for (var i = 0; i < pairs.Count; i++)
        {
            var (candidate, reference) = pairs[i];
            characters += candidate.Length + reference.Length;
            comparisons += (long)TokensIn(candidate) * TokensIn(reference);
            if (characters > MostCharacters)
                return PostedLists.Fault(name, i, $"Up to here the texts have more than {MostCharacters:N0} characters; send fewer at a time.");
            if (comparisons > MostComparisons)
                return PostedLists.Fault(name, i, $"Up to here comparing the texts takes more than {MostComparisons:N0} steps (words times words of each pair); send fewer at a time.");
        }

        return null;
    }

    /// <summary>How many words a text has for <see cref="Tokens"/>, without making them.</summary>
    public static int TokensIn(string text)
    {
        var (tokens, isInside) = (0, false);
        foreach (var character in text)
        {
            var isToken = char.IsAsciiLetterOrDigit(character);
            if (isToken && !isInside)
                tokens++;
            isInside = isToken;
        }

        return tokens;
    }

    private static (string, string)? Pair(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;

        string? candidate = null, reference = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCandidate = reader.ValueTextEquals("candidate"u8);
            if (!isCandidate && !reader.ValueTextEquals("reference"u8))
                return null;
            reader.Read();
            if ((isCandidate ? candidate : reference) is not null || reader.TokenType != JsonTokenType.String || PostedLists.TextOf(ref reader, LongestText) is not { } text)
                return null;
            (candidate, reference) = isCandidate ? (text, reference) : (candidate, text);
        }

        return candidate is not null && reference is not null ? (candidate, reference) : null;
    }
}
