using System.Globalization;
using Portal.Shared;

namespace Portal.Tracking.Search;

/// <summary>Reads comparisons from the pieces of a filter.</summary>
internal sealed class FilterReader(IReadOnlyList<Token> tokens)
{
    private static readonly Dictionary<string, FilterSubject> Prefixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["metric"] = FilterSubject.Metric,
        ["metrics"] = FilterSubject.Metric,
        ["param"] = FilterSubject.Param,
        ["params"] = FilterSubject.Param,
        ["parameter"] = FilterSubject.Param,
        ["parameters"] = FilterSubject.Param,
        ["tag"] = FilterSubject.Tag,
        ["tags"] = FilterSubject.Tag,
        ["attribute"] = FilterSubject.Attribute,
        ["attributes"] = FilterSubject.Attribute,
        ["attr"] = FilterSubject.Attribute,
        ["run"] = FilterSubject.Attribute,
        ["dataset"] = FilterSubject.Dataset,
        ["datasets"] = FilterSubject.Dataset,
    };

    private static readonly Dictionary<string, Comparator> Signs = new()
    {
        ["="] = Comparator.Equal,
        ["=="] = Comparator.Equal,
        ["!="] = Comparator.NotEqual,
        ["<>"] = Comparator.NotEqual,
        [">"] = Comparator.Greater,
        [">="] = Comparator.GreaterOrEqual,
        ["<"] = Comparator.Less,
        ["<="] = Comparator.LessOrEqual,
    };

    private int _at;

    public bool IsAtEnd => _at == tokens.Count;

    public string Next => IsAtEnd ? "the end" : tokens[_at].Value;

    public bool Takes(string word)
    {
        var takes = !IsAtEnd && tokens[_at].Is(word);
        _at += takes ? 1 : 0;
        return takes;
    }

    /// <summary>A key without a prefix is an attribute; one that has dots keeps all but the first.</summary>
    public Result<(FilterSubject Subject, string Key)> Subject()
    {
        if (IsAtEnd || tokens[_at].Kind == TokenKind.Sign)
            return Expected("what is compared, as metrics.accuracy");

        var word = tokens[_at++].Value;
        var dot = word.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return (FilterSubject.Attribute, word);
        if (!Prefixes.TryGetValue(word[..dot], out var subject))
            return new Invalid("filter", $"'{word[..dot]}' is none of metrics, params, tags, attributes and datasets.");

        return dot == word.Length - 1 ? new Invalid("filter", $"After '{word}' a key is expected.") : (subject, word[(dot + 1)..]);
    }

    public Result<Condition> Condition()
    {
        if (!Subject().Succeeded(out var subject, out var refusal))
            return refusal;
        if (ReadComparator() is not { } comparator)
            return Expected("a comparison, as = or LIKE");
        if (!Values(comparator).Succeeded(out var values, out var none))
            return none;

        return new Condition(subject.Subject, subject.Key, comparator, values);
    }

    private Comparator? ReadComparator()
    {
        if (Takes("LIKE"))
            return Comparator.Like;
        if (Takes("ILIKE"))
            return Comparator.ILike;
        if (Takes("IN"))
            return Comparator.In;
        if (Takes("NOT"))
            return Takes("IN") ? Comparator.NotIn : null;
        if (!IsAtEnd && tokens[_at].Kind == TokenKind.Sign && Signs.TryGetValue(tokens[_at].Value, out var sign))
        {
            _at++;
            return sign;
        }

        return null;
    }

    private Result<IReadOnlyList<string>> Values(Comparator comparator)
    {
        if (comparator is not (Comparator.In or Comparator.NotIn))
            return Value() is { } value ? new List<string> { value } : Expected("a number, or a text in quotes");
        if (!TakesSign("("))
            return Expected("a list in parentheses");

        List<string> values = [];
        do
        {
            if (Value() is not { } value)
                return Expected("a text in quotes");
            values.Add(value);
        }
        while (TakesSign(","));
        return TakesSign(")") ? values : Expected("a closing parenthesis");
    }

    private bool TakesSign(string sign)
    {
        var takes = !IsAtEnd && tokens[_at] is { Kind: TokenKind.Sign } token && token.Value == sign;
        _at += takes ? 1 : 0;
        return takes;
    }

    /// <summary>A word is a value only when it is a number: a text without quotes is more likely a mistake.</summary>
    private string? Value()
    {
        if (IsAtEnd || tokens[_at] is not { } token)
            return null;
        if (token.Kind != TokenKind.Text && !(token.Kind == TokenKind.Word && double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
            return null;

        _at++;
        return token.Value;
    }

    private Invalid Expected(string what) => new("filter", $"Expected is {what}, not '{Next}'.");
}
