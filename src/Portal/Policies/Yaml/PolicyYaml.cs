using System.Globalization;
using Portal.Shared;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Portal.Policies.Yaml;

/// <summary>A policy as it is written: YAML, the whole of it. Its text is the record; everything else is read from it.</summary>
public static class PolicyYaml
{
    public const int LongestText = 200_000;
    private const int Deepest = 12;

    /// <summary>The policy, or every fault in it with its line and field.</summary>
    public static Result<Policy> Read(string text, int number)
    {
        var parsed = Parse(text);
        if (!parsed.Succeeded(out var root, out var refusal))
            return refusal;

        List<Fault> faults = [];
        var policy = PolicyReader.Read(new YamlFields(root, "", faults), number);
        if (faults.Count == 0)
            faults.AddRange(PolicyRules.FaultsOf(policy, root));
        return faults.Count > 0 ? new Invalid(faults) : policy;
    }

    /// <summary>Every value by its path, lists as one value; what two texts differ in is what differs here.</summary>
    public static IReadOnlyDictionary<string, string> Values(string text)
    {
        var values = new Dictionary<string, string>();
        if (Parse(text).Succeeded(out var root, out _))
            Collect(root, "", values);
        return values;
    }

    /// <summary>The same text with one value in another's place: remarks and order stay as they are.</summary>
    public static Result<string> With(string text, string path, string value)
    {
        if (!Parse(text).Succeeded(out var root, out var refusal))
            return refusal;
        if (Find(root, path) is not YamlScalarNode scalar)
            return new Invalid(path, "The text has no such value.");

        return string.Concat(text.AsSpan(0, (int)scalar.Start.Index), Scalar(value), text.AsSpan((int)scalar.End.Index));
    }

    /// <summary>The node at a path, or the one that it would stand in.</summary>
    internal static YamlNode Nearest(YamlMappingNode root, string path)
    {
        YamlNode node = root;
        foreach (var part in path.Split('.'))
        {
            if (node is not YamlMappingNode map || !map.Children.TryGetValue(new YamlScalarNode(part), out var next))
                break;
            node = next;
        }

        return node;
    }

    private static YamlNode? Find(YamlMappingNode root, string path) =>
        path.Split('.').Aggregate((YamlNode?)root, (node, part) => node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(part), out var next) ? next : null);

    private static Result<YamlMappingNode> Parse(string text)
    {
        if (text.Length > LongestText)
            return new Invalid("yaml", $"At most {LongestText} characters.");

        try
        {
            if (FirstUnwelcome(text) is { } unwelcome)
                return new Invalid("yaml", unwelcome);

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }] ? root : new Invalid("yaml", "line 1: a policy is one document of fields.");
        }
        catch (YamlException fault)
        {
            return new Invalid("yaml", $"line {fault.Start.Line.ToString(CultureInfo.InvariantCulture)}: this is no YAML: {fault.Message}");
        }
    }

    /// <summary>Before a tree is built: nesting that would exhaust the stack, and references that multiply what is written.</summary>
    private static string? FirstUnwelcome(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current?.NestingIncrease ?? 0;
            var line = parser.Current?.Start.Line.ToString(CultureInfo.InvariantCulture);
            if (depth > Deepest)
                return $"line {line}: this is nested more than {Deepest} deep.";
            if (parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
                return $"line {line}: anchors and references are not taken; write it out.";
            if (parser.Current is NodeEvent { Tag.IsEmpty: false })
                return $"line {line}: tags are not taken.";
        }

        return null;
    }

    private static void Collect(YamlNode node, string path, Dictionary<string, string> values)
    {
        switch (node)
        {
            case YamlMappingNode map:
                foreach (var (key, value) in map.Children)
                    Collect(value, path.Length == 0 ? $"{key}" : $"{path}.{key}", values);
                break;
            case YamlSequenceNode list:
                values[path] = string.Join(", ", list.Children.Select(item => item.ToString()));
                break;
            case YamlScalarNode scalar:
                values[path] = scalar.Value ?? "";
                break;
        }
    }

    // Plain where nothing can be misread, else quoted: a name like "yes: no" must stay a text.
    private static string Scalar(string value) =>
        value.Length > 0 && value.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or ' ') && char.IsAsciiLetterOrDigit(value[0]) && char.IsAsciiLetterOrDigit(value[^1])
            ? value
            : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n")}\"";
}
