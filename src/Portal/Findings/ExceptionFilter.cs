using System.Linq.Expressions;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Which exceptions; every part that is empty lets all pass.</summary>
public sealed record ExceptionFilter(string? Text = null)
{
    public IReadOnlyList<ExceptionState> States { get; init; } = [];

    public IReadOnlyList<ExceptionRule> Rules { get; init; } = [];

    /// <summary>By their codes.</summary>
    public IReadOnlyList<string> Systems { get; init; } = [];

    /// <summary>Holds now, and not any more by then.</summary>
    public DateTimeOffset? RunsOutBy { get; init; }

    internal IQueryable<ExceptionList.Row> Apply(PortalDb db, AsOf asOf)
    {
        var rows = ExceptionList.Stood(db, asOf);
        if (Text?.Trim().ToLowerInvariant() is { Length: > 0 } text)
            rows = rows.Where(row => row.Exception.Code.ToLower().Contains(text) || row.Exception.What.ToLower().Contains(text) || row.Exception.Reason.ToLower().Contains(text));
        if (States.Count > 0)
        {
            var (requested, approved, declined, ended) = (States.Contains(ExceptionState.Requested), States.Contains(ExceptionState.Approved), States.Contains(ExceptionState.Declined), States.Contains(ExceptionState.Ended));
            rows = rows.Where(row =>
                (requested && row.ApprovedAt == null && row.EndedAt == null) || (approved && row.ApprovedAt != null && row.EndedAt == null)
                || (declined && row.Ended == ExceptionEnd.Declined) || (ended && row.EndedAt != null && row.Ended != ExceptionEnd.Declined));
        }

        if (Rules.Count > 0)
            rows = rows.Where(row => Rules.Contains(row.Exception.Rule));
        if (Systems.Count > 0)
            rows = rows.Where(row => NamedSystems.Of(db, AsOf.Now).Any(system => system.Id == row.Exception.System && Systems.Contains(system.Code)));
        if (RunsOutBy is { } by)
            rows = rows.Where(row => row.ApprovedAt != null && row.EndedAt == null && row.Exception.ExpiresAt <= by);
        return rows;
    }
}

/// <summary>In which order exceptions come: what waits first, then what holds and runs out soonest, unless a column is named.</summary>
public sealed record ExceptionOrder(ExceptionColumn By, SortDirection Direction)
{
    public static ExceptionOrder ByUrgency { get; } = new(ExceptionColumn.Urgency, SortDirection.Ascending);

    internal IQueryable<ExceptionList.Row> Sort(PortalDb db, IQueryable<ExceptionList.Row> rows) => By switch
    {
        ExceptionColumn.Code => Direction == SortDirection.Ascending
            ? rows.OrderBy(row => row.Exception.Code.Length).ThenBy(row => row.Exception.Code)
            : rows.OrderByDescending(row => row.Exception.Code.Length).ThenByDescending(row => row.Exception.Code),
        ExceptionColumn.What => Sorted(rows, row => row.Exception.What.ToLower()),
        ExceptionColumn.System => Sorted(rows, row => NamedSystems.Of(db, AsOf.Now).Where(system => system.Id == row.Exception.System).Select(system => system.Code).FirstOrDefault() ?? ""),
        ExceptionColumn.Expires => Sorted(rows, row => row.Exception.ExpiresAt),
        _ => rows.OrderBy(row => row.EndedAt != null).ThenBy(row => row.ApprovedAt != null).ThenByDescending(row => row.EndedAt).ThenBy(row => row.Exception.ExpiresAt).ThenBy(row => row.Exception.Code.Length).ThenBy(row => row.Exception.Code),
    };

    private IQueryable<ExceptionList.Row> Sorted<TKey>(IQueryable<ExceptionList.Row> rows, Expression<Func<ExceptionList.Row, TKey>> key) =>
        (Direction == SortDirection.Ascending ? rows.OrderBy(key) : rows.OrderByDescending(key)).ThenBy(row => row.Exception.Code.Length).ThenBy(row => row.Exception.Code);
}

public enum ExceptionColumn { Urgency = 1, Code, What, System, Expires }
