using Portal.Shared;

namespace Portal.Register;

/// <summary>What even a draft must keep to: a name to find it by, and text that can be stored and shown.</summary>
public static class EntryLimits
{
    public const int Name = 120;
    public const int Line = 120;
    public const int Text = 4000;
    public const int Items = 60;

    private const int FirstYear = 2000;
    private const int LastYear = 2199;

    /// <summary>The longest label that a version can have.</summary>
    private const int Label = 40;

    public static IReadOnlyList<Fault> FaultsOf(EntryContent content) =>
    [
        .. string.IsNullOrWhiteSpace(content.Name) ? [new Fault("name", "Give the system a name.")] : Array.Empty<Fault>(),
        .. EntryFields.All.SelectMany(field => field.Problems(content).Select(problem => new Fault(field.Key, problem))),
    ];

    /// <summary>Remarks and reasons of risk, held to the same limits.</summary>
    internal static IReadOnlyList<Fault> FaultsOf(string field, string text) => [.. ProseProblems(text).Select(problem => new Fault(field, problem))];

    internal static IEnumerable<string> LineProblems(string value, int most) =>
        value.Length > 0 && PlainText.LineProblem(value, most) is { } problem ? [problem] : [];

    internal static IEnumerable<string> ProseProblems(string value) => PlainText.RemarkProblem(value, Text) is { } problem ? [problem] : [];

    internal static IEnumerable<string> ItemProblems(IReadOnlyList<string> items) =>
        items.Count > Items ? [TooMany(items.Count)] : items.SelectMany(item => LineProblems(item, Line)).Take(1);

    internal static IEnumerable<string> UseProblems(IReadOnlyList<SharedUse> uses) => uses switch
    {
        { Count: > Items } => [TooMany(uses.Count)],
        _ when uses.Any(use => PlainText.LineProblem(use.System, Label) is not null) => ["Name the system by its code, such as AIS-0001."],
        _ when uses.FirstOrDefault(use => PlainText.LineProblem(use.Version, Label) is not null) is { } open => [$"Say which version of {open.System} is used."],
        _ => [],
    };

    internal static IEnumerable<string> DocumentProblems(IReadOnlyList<AttachedDocument> documents) => documents switch
    {
        { Count: > Items } => [TooMany(documents.Count)],
        _ when documents.FirstOrDefault(document => PlainText.NameProblem(document.Name, Line) is not null) is { } named => [$"A file name is not acceptable. {PlainText.NameProblem(named.Name, Line)}"],
        _ when documents.GroupBy(document => document.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice => [$"Two documents are called {twice.Key}."],
        _ => [],
    };

    /// <summary>A year that is typed digit by digit passes through the first centuries.</summary>
    internal static IEnumerable<string> DayProblems(DateOnly? day) =>
        day is { Year: < FirstYear or > LastYear } ? [$"The year is to be between {FirstYear} and {LastYear}."] : [];

    private static string TooMany(int count) => $"At most {Items}; these are {count}.";
}
