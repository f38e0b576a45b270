using Portal.Ledger;

namespace Portal.Policies.Classification;

public enum QuestionKind
{
    /// <summary>Exactly one of the choices.</summary>
    One = 1,

    /// <summary>As many as hold; a choice such as "none of these" excludes the others.</summary>
    Several,
}

public sealed record Question(string Key, string Text, string Help, QuestionKind Kind, IReadOnlyList<QuestionChoice> Choices)
{
    /// <summary>Absent when everybody is asked.</summary>
    public AskWhen? AskedWhen { get; init; }

    public QuestionChoice? Find(string value) => Choices.FirstOrDefault(choice => choice.Value == value);

    internal CanonicalValue ToCanonical() => CanonicalJson.Object(
        ("key", Key), ("text", Text), ("help", Help), ("kind", Kind.ToString()), ("askedWhen", AskedWhen?.ToCanonical()),
        ("choices", CanonicalJson.List([.. Choices.Select(choice => choice.ToCanonical())])));
}

public sealed record QuestionChoice(string Value, string Text)
{
    /// <summary>"None of these": stands alone.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Absent when the choice is on offer to whoever is asked.</summary>
    public AskWhen? OfferedWhen { get; init; }

    internal CanonicalValue ToCanonical() => CanonicalJson.Object(
        ("value", Value), ("text", Text), ("exclusive", Exclusive), ("offeredWhen", OfferedWhen?.ToCanonical()));
}

/// <summary>
/// Holds when any of the terms does. There is no "unless": a further risk never takes a question away that another risk is told in.
/// </summary>
public sealed record AskWhen(IReadOnlyList<AskWhen.Term> AnyOf)
{
    public sealed record Term(string Question, IReadOnlyList<string> Values);

    public static AskWhen Chosen(string question, params string[] values) => new([new Term(question, values)]);

    public AskWhen Or(string question, params string[] values) => new([.. AnyOf, new Term(question, values)]);

    internal bool Holds(IReadOnlyDictionary<string, IReadOnlyList<string>> counted) =>
        AnyOf.Any(term => counted.TryGetValue(term.Question, out var chosen) && chosen.Any(term.Values.Contains));

    internal CanonicalValue ToCanonical() => CanonicalJson.List([.. AnyOf.Select(term => (CanonicalValue)CanonicalJson.Object(
        ("question", term.Question), ("values", CanonicalJson.List([.. term.Values.Select(value => (CanonicalValue)value)]))))]);
}
