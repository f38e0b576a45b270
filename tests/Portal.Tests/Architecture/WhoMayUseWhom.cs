namespace Portal.Tests.Architecture;

/// <summary>The table of src/ARCHITECTURE.md, so that the map and the code cannot part.</summary>
public sealed class WhoMayUseWhom
{
    private const string Heading = "## Who may use whom";
    private const string Everyone = "every capability";

    private readonly Dictionary<string, HashSet<string>> _rows;

    private WhoMayUseWhom(Dictionary<string, HashSet<string>> rows) => _rows = rows;

    public IReadOnlyCollection<string> Capabilities => [.. _rows.Keys.Where(name => name != Everyone)];

    public bool Allows(string user, string used) =>
        user == used || _rows[Everyone].Contains(used) || (_rows.TryGetValue(user, out var row) && row.Contains(used));

    public static WhoMayUseWhom Read(string markdown)
    {
        var rows = markdown.Split('\n')
            .SkipWhile(line => !line.StartsWith(Heading, StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .SelectMany(cells => Names(cells[1]).Select(name => (name, Used: Names(cells[2]))));
        return new(rows.ToDictionary(row => row.name, row => row.Used.ToHashSet()));
    }

    /// <summary>"Register, Monitoring (queries)" names two; a dash names none.</summary>
    private static IEnumerable<string> Names(string cell) => cell
        .Split(',', StringSplitOptions.TrimEntries)
        .Select(name => name.Split('(')[0].Trim())
        .Where(name => name is not ("" or "–"));
}
