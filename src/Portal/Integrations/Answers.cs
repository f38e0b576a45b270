using System.Globalization;
using System.Text;

namespace Portal.Integrations;

/// <summary>What others answered, made fit to be stored and shown: one line, of characters that can be seen.</summary>
internal static class Answers
{
    public static string Shortened(string answer)
    {
        var line = new StringBuilder(Math.Min(answer.Length, Delivery.LongestAnswer));
        foreach (var rune in answer.EnumerateRunes())
        {
            if (line.Length >= Delivery.LongestAnswer)
                return line.Append('…').ToString();

            var shown = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
            if (shown && !Rune.IsWhiteSpace(rune))
                line.Append(rune.ToString());
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }
}
