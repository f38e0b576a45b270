using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Which findings; every part that is empty lets all pass.</summary>
public sealed record FindingFilter(string? Text = null)
{
    public IReadOnlyList<FindingState> States { get; init; } = [];

    public IReadOnlyList<FindingSeverity> Severities { get; init; } = [];

    public IReadOnlyList<FindingSource> Sources { get; init; } = [];

    /// <summary>By their codes.</summary>
    public IReadOnlyList<string> Systems { get; init; } = [];

    public IReadOnlyList<PersonId> Owners { get; init; } = [];

    /// <summary>Not closed and due by this day; the day before the one that is asked for is overdue.</summary>
    public DateOnly? DueBy { get; init; }

    public static FindingFilter NotClosed { get; } = new() { States = [FindingState.Open, FindingState.Claimed] };

    internal IQueryable<FindingList.Row> Apply(PortalDb db, AsOf asOf)
    {
        var rows = WithText(FindingList.Stood(db, asOf));
        if (States.Count > 0)
            rows = rows.Where(row => States.Contains(row.Stands.State));
        if (Severities.Count > 0)
            rows = rows.Where(row => Severities.Contains(row.Finding.Severity));
        if (Sources.Count > 0)
            rows = rows.Where(row => Sources.Contains(row.Finding.Source));
        if (Systems.Count > 0)
            rows = rows.Where(row => NamedSystems.Of(db, AsOf.Now).Any(system => system.Id == row.Finding.System && Systems.Contains(system.Code)));
        if (Owners.Count > 0)
            rows = rows.Where(row => Owners.Contains(row.Stands.Owner));
        if (DueBy is { } by)
            rows = rows.Where(row => row.Stands.State != FindingState.Closed && row.Stands.Due <= by);
        return rows;
    }

    private IQueryable<FindingList.Row> WithText(IQueryable<FindingList.Row> rows) => Text?.Trim().ToLowerInvariant() is not { Length: > 0 } text
        ? rows
        : rows.Where(row =>
            row.Finding.Code.ToLower().Contains(text) || row.Finding.Title.ToLower().Contains(text)
            || row.Finding.Text.ToLower().Contains(text) || row.Finding.About.ToLower().Contains(text));
}
