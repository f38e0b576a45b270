using System.IO.Compression;

namespace Portal.Accounts.Passwords;

/// <summary>
/// 8,000 passwords that are tried first, in small letters: the 4,000 most frequent ones of twelve characters or more, and as many shorter
/// words that people lengthen by figures. Taken from "10 million password list, top 1,000,000" by Mark Burnett, as published by
/// the SecLists project under the MIT licence (github.com/danielmiessler/SecLists).
/// </summary>
internal static class CommonPasswords
{
    private static readonly Lazy<HashSet<string>> Known = new(Read);

    public static int Count => Known.Value.Count;

    public static bool Contains(string smallLetters) => Known.Value.Contains(smallLetters);

    private static HashSet<string> Read()
    {
        using var packed = typeof(CommonPasswords).Assembly.GetManifestResourceStream("Portal.Accounts.Passwords.common-passwords.gz")
            ?? throw new InvalidOperationException("The list of common passwords is not in the program.");
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        HashSet<string> known = new(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
            known.Add(line);
        return known;
    }
}
