using Portal.Shared;

namespace Portal.Monitoring.Rows;

/// <summary>What the intake has to know of a post's rows: how many, and the versions as they name them, each once.</summary>
/// <param name="Count">Of rows.</param>
/// <param name="Versions">In the order in which the rows first name them; an empty name stands for the version that serves.</param>
/// <param name="FirstRow">The first row, from 1, that names each.</param>
internal sealed record NamedRows(int Count, IReadOnlyList<string> Versions, IReadOnlyList<int> FirstRow)
{
    /// <summary>The name by which the intake found the version of a row.</summary>
    public static string NameOf(ReactionRow row) => row.Version ?? "";

    /// <summary>Each name once, in the order in which they come.</summary>
    public static IReadOnlyList<string> Names(IEnumerable<string> versions) => [.. versions.Distinct(StringComparer.Ordinal)];

    public static NamedRows Of(PredictionBatch batch)
    {
        var first = new int[batch.Versions.Count];
        for (var row = batch.Rows - 1; row >= 0; row--)
            first[batch.VersionOf(row)] = row + 1;
        return new NamedRows(batch.Rows, batch.Versions, first);
    }

    public static Result<NamedRows> Of(IReadOnlyList<string> versions)
    {
        var names = Names(versions);
        return names.Count <= PredictionReader.MostVersions
            ? new NamedRows(versions.Count, names, [.. names.Select(name => versions.TakeWhile(version => version != name).Count() + 1)])
            : new Invalid("body", $"A post is about at most {PredictionReader.MostVersions} versions. No row was taken.");
    }
}
