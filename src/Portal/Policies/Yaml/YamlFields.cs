using System.Globalization;
using Portal.Shared;
using YamlDotNet.RepresentationModel;

namespace Portal.Policies.Yaml;

/// <summary>
/// The fields of one mapping, read strictly: each fault names its line and its path, and reading goes on, so that all faults are
/// found at once. A field that could not be read is a value of no meaning; with faults nothing is made of it.
/// </summary>
internal sealed class YamlFields(YamlNode? node, string path, List<Fault> faults)
{
    private readonly YamlMappingNode? _map = node as YamlMappingNode;
    private readonly HashSet<string> _known = [];

    public static string LineOf(YamlNode node) => $"line {node.Start.Line.ToString(CultureInfo.InvariantCulture)}: ";

    public bool Has(string name) => Find(name) is not null;

    public string Text(string name, int longest) => Read(name, "", (text, _) =>
        text.Trim() is { Length: > 0 } trimmed && trimmed.Length <= longest && !trimmed.Any(sign => char.IsControl(sign) && sign is not '\n')
            ? trimmed
            : null, $"write a text of at most {longest} characters");

    public int Whole(string name, int least, int most) => Read<int?>(name, least, (text, _) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null,
        $"write a whole number from {least} to {most}") ?? least;

    public double Number(string name, double least, double most) => Read<double?>(name, least, (text, _) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null,
        string.Create(CultureInfo.InvariantCulture, $"write a number from {least} to {most}, with a point")) ?? least;

    public T Choice<T>(string name) where T : struct, Enum => Read<T?>(name, default(T), (text, _) => Parse<T>(text), OneOf<T>()) ?? default;

    public string Choice(string name, IReadOnlyCollection<string> choices) =>
        Read(name, "", (text, _) => choices.Contains(text) ? text : null, $"choose one of {string.Join(", ", choices)}");

    public DateOnly Day(string name) => Read<DateOnly?>(name, DateOnly.MinValue, (text, _) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null, "write a day as 2027-01-31") ?? DateOnly.MinValue;

    public TimeOnly Hour(string name) => Read<TimeOnly?>(name, TimeOnly.MinValue, (text, _) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null, "write an hour as \"17:00\"") ?? TimeOnly.MinValue;

    public IReadOnlyList<string> Texts(string name, int longest, int most) =>
        [.. Items(name, most).Select(item => item.Text is { Length: > 0 } text && text.Length <= longest ? text : Faulty(item.Node, name, $"write texts of at most {longest} characters", ""))];

    public IReadOnlyList<T> Choices<T>(string name) where T : struct, Enum =>
        [.. Items(name, 20).Select(item => Parse<T>(item.Text) ?? Faulty(item.Node, name, OneOf<T>(), default(T))).Distinct()];

    public YamlFields Map(string name)
    {
        var found = Find(name);
        if (found is not YamlMappingNode && _map is not null)
            Faulty(found ?? _map, name, "fields belong here, each on a line of its own", 0);
        return new YamlFields(found, PathOf(name), faults);
    }

    /// <summary>The entries of a mapping whose keys are names that people choose, or some of those given, in the order of the file.</summary>
    public IReadOnlyList<(string Key, YamlFields Fields)> Entries(string name, int most, params IReadOnlyCollection<string> names)
    {
        if (Map(name)._map is not { } map)
            return [];
        if (map.Children.Count > most)
            return Faulty<IReadOnlyList<(string, YamlFields)>>(map, name, $"there are more than {most} of them", []);

        List<(string, YamlFields)> entries = [];
        foreach (var (key, value) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { Length: > 0 and <= 40 } text } || text.Any(sign => !(char.IsAsciiLetterOrDigit(sign) || sign is '-')))
                Faulty(key, name, "a name is made of letters, digits and hyphens, at most 40", 0);
            else if (names.Count > 0 && !names.Contains(text))
                Faulty(key, name, $"'{text}' is none of {string.Join(", ", names)}", 0);
            else if (value is not YamlMappingNode)
                Faulty(value, $"{name}.{text}", "fields belong here, each on a line of its own", 0);
            else
                entries.Add((text, new YamlFields(value, $"{PathOf(name)}.{text}", faults)));
        }

        return entries;
    }

    /// <summary>A field that is misspelt must not be ignored.</summary>
    public void NothingElse()
    {
        foreach (var key in _map?.Children.Keys.OfType<YamlScalarNode>() ?? [])
        {
            if (!_known.Contains(key.Value ?? ""))
                Faulty(key, key.Value ?? "", $"there is no such field here; these are: {string.Join(", ", _known)}", 0);
        }
    }

    /// <summary>Says what is wrong with a field that could be read.</summary>
    public void Wrong(string name, string message)
    {
        if ((Find(name) ?? _map) is { } at)
            Faulty(at, name, message, 0);
    }

    private IReadOnlyList<(YamlNode Node, string Text)> Items(string name, int most)
    {
        if (_map is null)
            return [];
        if (Find(name) is not YamlSequenceNode list)
            return Faulty<IReadOnlyList<(YamlNode, string)>>(Find(name) ?? _map, name, "write a list, as [one, two]", []);

        return list.Children.Count > most
            ? Faulty<IReadOnlyList<(YamlNode, string)>>(list, name, $"at most {most} of them", [])
            : [.. list.Children.Select(item => (item, (item as YamlScalarNode)?.Value ?? ""))];
    }

    private T Read<T>(string name, T none, Func<string, YamlNode, T?> parse, string wanted)
    {
        var found = Find(name);
        if (_map is null)
            return none;
        if (found is not YamlScalarNode { Value: { } text })
            return Faulty(found ?? _map, name, found is null ? $"this is missing: {wanted}" : wanted, none);

        return parse(text, found) is { } value ? value : Faulty(found, name, wanted, none);
    }

    private YamlNode? Find(string name)
    {
        _known.Add(name);
        return _map is not null && _map.Children.TryGetValue(new YamlScalarNode(name), out var found) ? found : null;
    }

    private T Faulty<T>(YamlNode at, string name, string message, T none)
    {
        faults.Add(new Fault(PathOf(name), LineOf(at) + message + "."));
        return none;
    }

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    // By name alone: a number is no choice, though it would parse as one.
    private static T? Parse<T>(string text) where T : struct, Enum => Enum.GetNames<T>().Contains(text) ? Enum.Parse<T>(text) : null;

    private static string OneOf<T>() where T : struct, Enum => $"choose from {string.Join(", ", Enum.GetNames<T>())}";
}
