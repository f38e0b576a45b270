using Portal.Ledger;

namespace Portal.Policies.Classification;

/// <summary>What the answers to one questionnaire mean in law. Choices raise findings, or lift some that are named; none does both.</summary>
internal sealed record RuleBook(IReadOnlyList<Raise> Raises, IReadOnlyList<Lift> Lifts, IReadOnlyList<Exempt> Exempts, IReadOnlyList<Note> Notes)
{
    public CanonicalValue ToCanonical() => CanonicalJson.Object(
        ("raises", CanonicalJson.List([.. Raises.Select(rule => (CanonicalValue)CanonicalJson.Object(
            ("question", rule.Question), ("value", rule.Value), ("article", rule.Finding.Article), ("why", rule.Finding.Why),
            ("class", rule.Finding.Class.ToString()), ("floor", rule.Finding.Floor.ToString())))])),
        ("lifts", CanonicalJson.List([.. Lifts.Select(rule => (CanonicalValue)CanonicalJson.Object(
            ("question", rule.Question), ("value", rule.Value), ("because", rule.Because),
            ("articles", CanonicalJson.List([.. rule.Articles.Select(article => (CanonicalValue)article)]))))])),
        ("exempts", CanonicalJson.List([.. Exempts.Select(rule => (CanonicalValue)CanonicalJson.Object(
            ("question", rule.Question), ("value", rule.Value), ("article", rule.Article), ("because", rule.Because)))])),
        ("notes", CanonicalJson.List([.. Notes.Select(rule => (CanonicalValue)CanonicalJson.Object(
            ("question", rule.Question), ("value", rule.Value), ("text", rule.Text)))])));
}

/// <summary>A choice that brings a system under a provision.</summary>
internal sealed record Raise(string Question, string Value, LegalFinding Finding);

/// <summary>A choice that takes a provision away again: an exception of its own, or a condition that does not hold. Why follows "it".</summary>
internal sealed record Lift(string Question, string Value, string Because, IReadOnlyList<string> Articles)
{
    public bool Takes(LegalFinding finding) => Articles.Any(finding.IsUnder);
}

/// <summary>A condition of Art. 6(3): takes all of Annex III away, and has its price.</summary>
internal sealed record Exempt(string Question, string Value, string Article, string Because)
{
    public const string Scope = "Annex III";
}

/// <summary>A choice that changes nothing in law, and says why.</summary>
internal sealed record Note(string Question, string Value, string Text);
