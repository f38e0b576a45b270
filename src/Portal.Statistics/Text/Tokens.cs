using System.Collections.Immutable;

namespace Portal.Statistics.Text;

/// <summary>
/// What texts are compared by: the runs of [a-z0-9] in the lower-case text. Simple and the same everywhere; letters of other
/// scripts are no part of a token, so that figures of texts in them say little.
/// </summary>
public static class Tokens
{
    private const char DottedI = '\u0130';
    private const char Kelvin = '\u212A';

    public static ImmutableArray<string> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        var tokens = ImmutableArray.CreateBuilder<string>();
        var token = new System.Text.StringBuilder();
        foreach (var character in text)
        {
            var lower = Lower(character);
            if (char.IsAsciiLetterOrDigit(lower)) token.Append(lower);

            // A dotted I becomes i and a dot above, which ends the token.
            if (char.IsAsciiLetterOrDigit(lower) && character != DottedI) continue;
            if (token.Length > 0) tokens.Add(token.ToString());
            token.Clear();
        }

        if (token.Length > 0) tokens.Add(token.ToString());
        return tokens.ToImmutable();
    }

    // Of all letters outside ASCII these two have one inside as their lower case.
    private static char Lower(char character) => character switch
    {
        DottedI => 'i',
        Kelvin => 'k',
        _ => char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character,
    };
}
