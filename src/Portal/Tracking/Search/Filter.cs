using System.Globalization;
using Portal.Shared;

namespace Portal.Tracking.Search;

/// <summary>Of what a condition speaks.</summary>
public enum FilterSubject { Attribute = 1, Metric, Param, Tag, Dataset }

public enum Comparator { Equal = 1, NotEqual, Greater, GreaterOrEqual, Less, LessOrEqual, Like, ILike, In, NotIn }

/// <summary>One comparison: a key of something, and what it is held against.</summary>
public sealed record Condition(FilterSubject Subject, string Key, Comparator Comparator, IReadOnlyList<string> Values)
{
    public string Text => Values[0];

    public bool IsOrder => Comparator is Comparator.Greater or Comparator.GreaterOrEqual or Comparator.Less or Comparator.LessOrEqual;

    /// <summary>What it is called in a refusal.</summary>
    public string Name => Subject == FilterSubject.Attribute ? Key : $"{Subject.ToString().ToLowerInvariant()}s.{Key}";

    public double? Number => Values.Count == 1 && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>One column of an order.</summary>
public sealed record Ordering(FilterSubject Subject, string Key, SortDirection Direction);

/// <summary>
/// The filters of tracking clients: comparisons joined by AND, as <c>metrics.auc > 0.8 and tags.`my tag` LIKE 'a%'</c>. There is no OR and there are no
/// parentheses but those of a list.
/// </summary>
public sealed record Filter(IReadOnlyList<Condition> Conditions)
{
    public const int LongestText = 8_000;
    private const int MostConditions = 50;

    public static Filter None { get; } = new([]);

    public static Result<Filter> Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return None;
        if (text.Length > LongestText)
            return new Invalid("filter", $"It has more than {LongestText} characters.");
        if (!FilterTokens.Read(text).Succeeded(out var tokens, out var unreadable))
            return unreadable;

        List<Condition> conditions = [];
        var reader = new FilterReader(tokens);
        do
        {
            if (!reader.Condition().Succeeded(out var condition, out var refusal))
                return refusal;
            conditions.Add(condition);
        }
        while (reader.Takes("AND"));
        return !reader.IsAtEnd ? new Invalid("filter", $"After '{conditions[^1].Name}' AND or the end is expected, not '{reader.Next}'.")
            : conditions.Count > MostConditions ? new Invalid("filter", $"It has more than {MostConditions} comparisons.")
            : new Filter(conditions);
    }

    /// <summary>Takes <c>metrics.auc DESC</c>; ascending when it does not say.</summary>
    public static Result<Ordering> ParseOrder(string text)
    {
        if (!FilterTokens.Read(text).Succeeded(out var tokens, out var unreadable))
            return new Invalid("order_by", unreadable.Message);

        var reader = new FilterReader(tokens);
        if (!reader.Subject().Succeeded(out var subject, out var refusal))
            return new Invalid("order_by", refusal.Message);

        var direction = reader.Takes("DESC") ? SortDirection.Descending : SortDirection.Ascending;
        _ = direction == SortDirection.Descending || reader.Takes("ASC");
        return reader.IsAtEnd ? new Ordering(subject.Subject, subject.Key, direction) : new Invalid("order_by", $"'{reader.Next}' is neither ASC nor DESC.");
    }
}
