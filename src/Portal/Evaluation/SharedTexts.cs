using Portal.Evaluation.Figures;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>A million rows have a handful of classes, segments and groups: what is equal is kept once.</summary>
internal sealed class SharedTexts
{
    private const int MostTexts = 10_000;

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<IReadOnlyDictionary<string, string>> _slices = new(new SameTexts());

    /// <summary>The different values, those that are kept once being looked at once.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Different(IEnumerable<MeasuredRow> rows, Func<MeasuredRow, IReadOnlyDictionary<string, string>> values) =>
        rows.Select(values).Distinct<IReadOnlyDictionary<string, string>>(ReferenceEqualityComparer.Instance);

    public static bool AreSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        ReferenceEquals(one, other) || (one.Count == other.Count && one.All(text => other.TryGetValue(text.Key, out var value) && value == text.Value));

    public MeasuredRow OneOf(MeasuredRow row) => row with
    {
        Prediction = OneOf(row.Prediction),
        Label = row.Label is null ? null : OneOf(row.Label),
        Segments = OneOf(row.Segments),
        Groups = OneOf(row.Groups),
    };

    public string OneOf(string text)
    {
        if (_texts.TryGetValue(text, out var known))
            return known;
        if (_texts.Count < MostTexts)
            _texts.Add(text, text);
        return text;
    }

    public IReadOnlyDictionary<string, string> OneOf(IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0)
            return EvaluationRow.NoTexts;
        if (_slices.TryGetValue(texts, out var known))
            return known;

        _slices.Add(texts);
        return texts;
    }

    private sealed class SameTexts : IEqualityComparer<IReadOnlyDictionary<string, string>>
    {
        public bool Equals(IReadOnlyDictionary<string, string>? one, IReadOnlyDictionary<string, string>? other) => one is not null && other is not null && AreSame(one, other);

        // Whatever the order they came in.
        public int GetHashCode(IReadOnlyDictionary<string, string> texts) => texts.Aggregate(0, (hash, text) => hash ^ HashCode.Combine(text.Key, text.Value));
    }
}
