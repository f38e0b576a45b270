namespace Portal.Accounts.Factors;

/// <summary>RFC 4648 without padding: how authenticator apps take a secret, and letters that people copy without mistaking one for another.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsOfLetter = 5;

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var letters = new char[(bytes.Length * 8 + BitsOfLetter - 1) / BitsOfLetter];
        for (var letter = 0; letter < letters.Length; letter++)
        {
            var value = 0;
            for (var bit = letter * BitsOfLetter; bit < (letter + 1) * BitsOfLetter; bit++)
                value = value << 1 | (bit / 8 < bytes.Length ? bytes[bit / 8] >> 7 - bit % 8 & 1 : 0);
            letters[letter] = Alphabet[value];
        }

        return new string(letters);
    }
}
