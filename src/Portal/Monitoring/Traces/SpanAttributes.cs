namespace Portal.Monitoring.Traces;

/// <summary>The attributes that are understood; of the others, prompts and answers among them, nothing is taken.</summary>
public sealed class SpanAttributes
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    /// <summary>A text, a whole number, a number or a list of texts.</summary>
    public void Add(string name, object value)
    {
        if (SpanNames.All.Contains(name))
            _values[name] = value;
    }

    /// <summary>What stands under the first of these names that is there.</summary>
    public string? Text(IEnumerable<string> names) => names.Select(Find).OfType<string>().FirstOrDefault(text => text.Length > 0);

    public IReadOnlyList<string> Texts(IEnumerable<string> names) =>
        [.. names.Select(Find).SelectMany(value => value switch { string text => [text], IReadOnlyList<string> texts => texts, _ => Array.Empty<string>() })];

    public double? Number(IEnumerable<string> names) => names.Select(Find).Select(value => value switch { long whole => whole, double number => number, _ => (double?)null }).FirstOrDefault(number => number is not null);

    public bool Has(IEnumerable<string> names) => names.Any(_values.ContainsKey);

    private object? Find(string name) => _values.GetValueOrDefault(name);
}
