using Portal.Data;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>What can be said against the bytes of a version.</summary>
public enum BytesDoubt { Unseen = 1, Changed }

/// <summary>Which versions of the estate; every part that is empty lets all pass.</summary>
public sealed record VersionFilter(string? Text = null)
{
    public IReadOnlyList<ArtefactKind> Kinds { get; init; } = [];

    public IReadOnlyList<VersionState> States { get; init; } = [];

    public IReadOnlyList<Stage> Stages { get; init; } = [];

    /// <summary>By their codes.</summary>
    public IReadOnlyList<string> Systems { get; init; } = [];

    public IReadOnlyList<BytesDoubt> Doubts { get; init; } = [];

    internal IQueryable<VersionList.Row> Apply(PortalDb db, AsOf asOf)
    {
        var rows = WithText(VersionList.All(db, asOf));
        if (Kinds.Count > 0)
            rows = rows.Where(row => Kinds.Contains(row.Version.Kind));
        if (States.Count > 0)
            rows = rows.Where(row => States.Contains(row.State));
        if (Stages.Count > 0)
            rows = rows.Where(row => row.Stage != null && Stages.Contains(row.Stage.Value));
        if (Systems.Count > 0)
            rows = rows.Where(row => Systems.Contains(row.System.Code));
        if (Doubts.Count > 0)
        {
            var (unseen, changed, at) = (Doubts.Contains(BytesDoubt.Unseen), Doubts.Contains(BytesDoubt.Changed), asOf.At);
            rows = rows.Where(row => row.Version.Artifacts.Any(artifact => (unseen && artifact.Source != "") || (changed && artifact.ChangedSince != null && (at == null || artifact.ChangedSince <= at))));
        }

        return rows;
    }

    private IQueryable<VersionList.Row> WithText(IQueryable<VersionList.Row> rows) => Text?.Trim().ToLowerInvariant() is not { Length: > 0 } text
        ? rows
        : rows.Where(row =>
            row.Version.Label.ToLower().Contains(text) || row.Version.Name.ToLower().Contains(text)
            || row.System.Code.ToLower().Contains(text) || row.System.Name.ToLower().Contains(text));
}

public enum VersionColumn { Artefact = 1, Kind, System, Version, Stage, Declared }

public readonly record struct VersionOrder(VersionColumn By, SortDirection Direction)
{
    /// <summary>What was declared last comes first.</summary>
    public static VersionOrder Newest { get; } = new(VersionColumn.Declared, SortDirection.Descending);
}
