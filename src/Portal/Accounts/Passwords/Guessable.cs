namespace Portal.Accounts.Passwords;

/// <summary>What a program that guesses tries early: common words in disguise, repetition, rows of the keyboard, what is known of the person.</summary>
internal static class Guessable
{
    private const int ShortestRun = 4;
    private const int ShortestWord = 3;
    private const int FewCharacters = 4;
    private const int DecorationAtMost = 8;
    private const int EnoughOfTheirOwn = 8;

    private static readonly string[] Rows = WithReverse(
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "!@#$%^&*()");

    /// <summary>A common password, also behind changed letters ("p4ssw0rd") or before a few figures and signs ("Welcome2026!").</summary>
    public static bool IsCommon(string small)
    {
        var bare = new string([.. small.Where(char.IsLetter)]);
        var front = small[..(small.Length - small.Reverse().TakeWhile(character => !char.IsLetter(character)).Count())];
        var undone = Undisguised(front);
        return CommonPasswords.Contains(small) || CommonPasswords.Contains(Undisguised(small))
            || (small.Length - undone.Length <= DecorationAtMost && CommonPasswords.Contains(undone))
            || (small.Length - bare.Length <= DecorationAtMost && CommonPasswords.Contains(bare));
    }

    /// <summary>Few different characters, or a part that comes again and again.</summary>
    public static bool Repeats(string small)
    {
        if (small.Distinct().Count() <= FewCharacters)
            return true;

        for (var length = 1; length <= small.Length / 2 && length < PasswordRules.Shortest; length++)
            if (Enumerable.Range(length, small.Length - length).All(index => small[index] == small[index - length]))
                return true;
        return false;
    }

    /// <summary>Rows of the alphabet, of figures or of the keyboard, with little else.</summary>
    public static bool IsSequence(string small)
    {
        var others = 0;
        for (var index = 0; index < small.Length;)
        {
            var run = RunAt(small, index);
            others += run >= ShortestRun ? 0 : 1;
            index += run >= ShortestRun ? run : 1;
        }

        return others < EnoughOfTheirOwn && others < small.Length / 2;
    }

    /// <summary>Made of words that are known of the person, with little else.</summary>
    public static bool IsMadeOf(string small, IEnumerable<string> words)
    {
        var rest = small;
        foreach (var word in words.Where(word => word.Length >= ShortestWord).Select(word => word.ToLowerInvariant()).OrderByDescending(word => word.Length))
            rest = rest.Replace(word, "", StringComparison.Ordinal);
        return rest.Length < small.Length && rest.Count(char.IsLetterOrDigit) < EnoughOfTheirOwn;
    }

    private static int RunAt(string text, int start)
    {
        var longest = 0;
        foreach (var row in Rows)
            while (start + longest < text.Length && row.Contains(text.Substring(start, longest + 1), StringComparison.Ordinal))
                longest++;
        return longest;
    }

    private static string Undisguised(string small) => string.Create(small.Length, small, static (letters, text) =>
    {
        for (var index = 0; index < text.Length; index++)
            letters[index] = text[index] switch { '@' or '4' => 'a', '0' => 'o', '1' or '!' => 'i', '3' => 'e', '$' or '5' => 's', '7' => 't', var other => other };
    });

    private static string[] WithReverse(params string[] rows) => [.. rows, .. rows.Select(row => new string([.. row.Reverse()]))];
}
