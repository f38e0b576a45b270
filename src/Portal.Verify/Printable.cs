using System.Globalization;

namespace Portal.Verify;

/// <summary>Text from a file that nobody vouches for yet must not move the terminal's cursor or forge a line.</summary>
internal static class Printable
{
    public static string Of(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = IsHarmless(source[i]) ? source[i] : '\uFFFD';
    });

    private static bool IsHarmless(char unit) => char.GetUnicodeCategory(unit) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
