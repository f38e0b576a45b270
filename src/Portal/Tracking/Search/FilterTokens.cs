using System.Text;
using Portal.Shared;

namespace Portal.Tracking.Search;

internal enum TokenKind { Word = 1, Text, Sign }

/// <summary>A piece of a filter: a word with its quoted parts taken out of their quotes, a text in quotes, or a sign.</summary>
internal sealed record Token(TokenKind Kind, string Value)
{
    public bool Is(string word) => Kind == TokenKind.Word && Value.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Cuts a filter into pieces.</summary>
internal static class FilterTokens
{
    private static readonly string[] Signs = ["!=", ">=", "<=", "<>", "==", "=", ">", "<", "(", ")", ","];

    public static Result<IReadOnlyList<Token>> Read(string text)
    {
        List<Token> tokens = [];
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            if (text[at] is '\'' or '"')
            {
                if (Quoted(text, at) is not { } quoted)
                    return Unclosed(text[at]);
                tokens.Add(new Token(TokenKind.Text, quoted.Value));
                at = quoted.End;
                continue;
            }

            if (Signs.FirstOrDefault(sign => string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0) is { } found)
            {
                tokens.Add(new Token(TokenKind.Sign, found));
                at += found.Length;
                continue;
            }

            if (Word(text, at) is not { } word)
                return Unclosed(text[at]);
            tokens.Add(new Token(TokenKind.Word, word.Value));
            at = word.End;
        }

        return tokens;
    }

    private static Invalid Unclosed(char quote) => new("filter", $"A {quote} is not closed.");

    /// <summary>A doubled quote inside stands for one.</summary>
    private static (string Value, int End)? Quoted(string text, int from)
    {
        var value = new StringBuilder();
        for (var at = from + 1; at < text.Length; at++)
        {
            if (text[at] != text[from])
                value.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == text[from])
                value.Append(text[at++]);
            else
                return (value.ToString(), at + 1);
        }

        return null;
    }

    private static (string Value, int End)? Word(string text, int from)
    {
        var value = new StringBuilder();
        var at = from;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && !"=!<>(),'".Contains(text[at]))
        {
            if (text[at] is not ('`' or '"'))
            {
                value.Append(text[at++]);
                continue;
            }

            if (Quoted(text, at) is not { } quoted)
                return null;
            value.Append(quoted.Value);
            at = quoted.End;
        }

        return at == from ? null : (value.ToString(), at);
    }
}
