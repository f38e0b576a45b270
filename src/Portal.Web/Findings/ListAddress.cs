using Portal.Shared;

namespace Portal.Web.Findings;

/// <summary>Reads the values of an address: what is no choice is a fault that names its key, and otherwise passed over.</summary>
internal sealed class ListAddress(Func<string, IReadOnlyList<string>> valuesOf)
{
    public const int LongestText = 200;
    private const int MostValues = 50;

    private readonly List<Fault> _faults = [];

    public IReadOnlyList<Fault> Faults => _faults;

    public string? Last(string key) => valuesOf(key) is [.., { Length: > 0 } value] ? value : null;

    public IReadOnlyList<string> All(string key) => [.. valuesOf(key).Where(text => text.Length is > 0 and <= LongestText).Take(MostValues)];

    public IReadOnlyList<T> Chosen<T>(string key) where T : struct, Enum => [.. All(key).Select(text => Choice<T>(key, text)).OfType<T>().Distinct()];

    public T? Choice<T>(string key, string text) where T : struct, Enum
    {
        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name)
            return Enum.Parse<T>(name);

        Fault(key, $"It is one of {string.Join(", ", Enum.GetNames<T>())}.");
        return null;
    }

    /// <summary>A search's words.</summary>
    public string? Text(string key)
    {
        if (Last(key) is not { } text || text.Length <= LongestText)
            return Last(key);

        Fault(key, $"A search has at most {LongestText} letters.");
        return null;
    }

    public void Fault(string key, string message) => _faults.Add(new Fault(key, message));
}
