namespace Portal.Audit;

/// <summary>What kind of reading an act was.</summary>
public enum ReadingKind
{
    /// <summary>A list or a report left the portal as a file.</summary>
    TakenOut = 1,

    /// <summary>Bytes of a version, a run or a sample were downloaded.</summary>
    Downloaded,

    /// <summary>Records of single people or cases were searched or read.</summary>
    Read,

    /// <summary>What is masked was shown, for a reason.</summary>
    Revealed,
}

/// <summary>
/// The acts by which somebody saw what not everybody sees, or took something out: all of them are entries, and this is the one table of
/// them. Looking at pages that are open to all is none.
/// </summary>
public static class ReadingActs
{
    /// <summary>How the act ends by which a list leaves, whichever list it is.</summary>
    internal const string ListTakenOut = ".exported";

    public static IReadOnlyDictionary<string, ReadingKind> Named { get; } = new Dictionary<string, ReadingKind>
    {
        ["version.artifact-downloaded"] = ReadingKind.Downloaded,
        ["training.file-taken"] = ReadingKind.Downloaded,
        ["sample.population-taken"] = ReadingKind.Downloaded,
        ["pack.downloaded"] = ReadingKind.TakenOut,
        ["evaluation.rows-read"] = ReadingKind.Read,
        ["evaluation.groups-read"] = ReadingKind.Read,
        ["suite.labels-read"] = ReadingKind.Read,
        ["record.searched"] = ReadingKind.Read,
        ["record.opened"] = ReadingKind.Read,
        ["report.read"] = ReadingKind.Read,
        ["record.revealed"] = ReadingKind.Revealed,
        ["evaluation.rows-revealed"] = ReadingKind.Revealed,
        ["entry.revealed"] = ReadingKind.Revealed,
    };

    public static ReadingKind? KindOf(string action) =>
        Named.TryGetValue(action, out var kind) ? kind : action.EndsWith(ListTakenOut, StringComparison.Ordinal) ? ReadingKind.TakenOut : null;
}
