using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>How the list of findings is put together in the database.</summary>
internal static class FindingList
{
    /// <summary>Severities and states are stored as text, so their order is spelled out.</summary>
    private static readonly Expression<Func<Row, int>> Gravity = row =>
        row.Finding.Severity == FindingSeverity.Severe ? 3 : row.Finding.Severity == FindingSeverity.Moderate ? 2 : 1;

    private static readonly Expression<Func<Row, int>> Progress = row =>
        row.Stands.State == FindingState.Open ? 1 : row.Stands.State == FindingState.Claimed ? 2 : 3;

    /// <summary>One row a finding: as it stands, or stood at the end of a day.</summary>
    public static IQueryable<Row> Stood(PortalDb db, AsOf asOf)
    {
        var at = asOf.At;
        return
            from revision in db.FindingRevisions.AsNoTracking()
            join finding in db.Findings.AsNoTracking() on revision.Finding equals finding.Id
            where at == null ? revision.ValidTo == null : revision.ValidFrom <= at && (revision.ValidTo == null || revision.ValidTo > at)
            select new Row { Finding = finding, Stands = revision };
    }

    /// <summary>The code, which counts on, makes every order total.</summary>
    public static IQueryable<Row> Sorted(PortalDb db, IQueryable<Row> rows, FindingOrder order) => order.By switch
    {
        FindingColumn.Code => order.Direction == SortDirection.Ascending
            ? rows.OrderBy(row => row.Finding.Code.Length).ThenBy(row => row.Finding.Code)
            : rows.OrderByDescending(row => row.Finding.Code.Length).ThenByDescending(row => row.Finding.Code),
        FindingColumn.Title => ByCode(By(rows, row => row.Finding.Title.ToLower(), order.Direction)),
        FindingColumn.Severity => ByCode(By(rows, Gravity, order.Direction)),
        FindingColumn.System => ByCode(By(rows, row => NamedSystems.Of(db, AsOf.Now).Where(system => system.Id == row.Finding.System).Select(system => system.Code).FirstOrDefault() ?? "", order.Direction)),
        // A person's id is one type here and another with Identity; both are the same column type.
        FindingColumn.Owner => ByCode(By(rows, row => db.Users.Where(user => user.Id == (Guid?)(object?)row.Stands.Owner).Select(user => user.Name.ToLower()).FirstOrDefault() ?? "", order.Direction)),
        FindingColumn.State => ByCode(By(rows, Progress, order.Direction)),
        FindingColumn.Due => ByCode(By(rows, row => row.Stands.Due, order.Direction)),
        FindingColumn.Raised => ByCode(By(rows, row => row.Finding.RaisedAt, order.Direction)),
        _ => ByCode(rows.OrderBy(row => row.Stands.State == FindingState.Closed).ThenByDescending(Gravity).ThenBy(row => row.Stands.Due)),
    };

    private static IOrderedQueryable<Row> By<TKey>(IQueryable<Row> rows, Expression<Func<Row, TKey>> key, SortDirection direction) =>
        direction == SortDirection.Ascending ? rows.OrderBy(key) : rows.OrderByDescending(key);

    private static IQueryable<Row> ByCode(IOrderedQueryable<Row> rows) => rows.ThenBy(row => row.Finding.Code.Length).ThenBy(row => row.Finding.Code);

    public sealed class Row
    {
        public required Finding Finding { get; init; }

        public required FindingRevision Stands { get; init; }
    }
}
