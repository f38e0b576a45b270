using System.Globalization;
using System.Text;

namespace Portal.Shared;

/// <summary>What text from outside must be to be stored and shown: Unicode that looks like what it is.</summary>
public static class PlainText
{
    /// <summary>What is wrong with a name or title of one line; null when nothing is.</summary>
    public static string? LineProblem(string? text, int most) => text switch
    {
        _ when string.IsNullOrWhiteSpace(text) => "It is missing.",
        _ when text.Length > most => $"It has more than {most} characters.",
        _ when text.Trim().Length != text.Length => "It begins or ends with a space.",
        _ when !IsShowable(text, "") => "It has characters that cannot be shown.",
        _ => null,
    };

    /// <summary>What is wrong with a remark of many lines; empty is nothing wrong.</summary>
    public static string? RemarkProblem(string text, int most) => text switch
    {
        _ when text.Length > most => $"It has more than {most} characters.",
        _ when !IsShowable(text, "\n\r\t") => "It has characters that cannot be shown.",
        _ => null,
    };

    /// <summary>
    /// What is wrong with a name that becomes part of an address or a file name. A dot alone or two would be taken for a way
    /// through folders, by browsers as by file systems.
    /// </summary>
    public static string? NameProblem(string? text, int most) => LineProblem(text, most) switch
    {
        { } problem => problem,
        _ when text is "." or ".." => "It is no name.",
        _ when text?.AsSpan().ContainsAny('/', '\\') == true => "It has a slash.",
        _ when text?.IsNormalized() == false => "It has letters and accents apart: use Unicode's normal form C.",
        _ => null,
    };

    // Controls, halves of surrogate pairs, and marks that turn or hide text: nobody sees them, and two names would look the same.
    private static bool IsShowable(string text, string allowed)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return true;

        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != System.Buffers.OperationStatus.Done)
                return false;
            if (!allowed.Contains(text[at]) && IsHidden(Rune.GetUnicodeCategory(rune)))
                return false;
            at += length;
        }

        return true;
    }

    private static bool IsHidden(UnicodeCategory category) => category
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
