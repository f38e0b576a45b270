using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>How the list of all versions is put together in the database.</summary>
internal static class VersionList
{
    /// <summary>Stages and kinds are stored as text, so their order is spelled out.</summary>
    private static readonly Expression<Func<Row, int>> Progress = row =>
        row.Stage == Stage.Production ? 5 : row.Stage == Stage.Pilot ? 4 : row.Stage == Stage.Staging ? 3
        : row.Stage == Stage.Development ? 2 : row.Stage == Stage.Retired ? 0 : 1;

    private static readonly Expression<Func<Row, int>> KindOrder = row =>
        row.Version.Kind == ArtefactKind.Model ? 1 : row.Version.Kind == ArtefactKind.Prompt ? 2 : 3;

    /// <summary>As they stand, or as far as they had come by the end of a day.</summary>
    public static IQueryable<Row> All(PortalDb db, AsOf asOf) => asOf.At is { } at
        ? from version in db.Versions.AsNoTracking().IgnoreAutoIncludes()
          join system in NamedSystems.Of(db, asOf) on version.System equals system.Id
          where version.DeclaredAt <= at
          select new Row
          {
              Version = version,
              System = system,
              State = version.SealedAt <= at ? VersionState.Sealed : VersionState.Incomplete,
              Stage = version.Stages.Where(span => span.ValidFrom <= at && (span.ValidTo == null || span.ValidTo > at)).Select(span => (Stage?)span.Stage).FirstOrDefault(),
          }
        : from version in db.Versions.AsNoTracking().IgnoreAutoIncludes()
          join system in NamedSystems.Of(db, AsOf.Now) on version.System equals system.Id
          select new Row { Version = version, System = system, State = version.State, Stage = version.Stage };

    /// <summary>The id, which grows with time, makes every order total.</summary>
    public static IQueryable<Row> Sorted(IQueryable<Row> rows, VersionOrder order) => (order.By switch
    {
        VersionColumn.Artefact => By(rows, row => row.Version.Name.ToLower(), order.Direction),
        VersionColumn.Kind => By(rows, KindOrder, order.Direction),
        VersionColumn.System => By(rows, row => row.System.Name.ToLower(), order.Direction),
        VersionColumn.Version => By(rows, row => row.Version.Label.ToLower(), order.Direction),
        VersionColumn.Stage => By(rows, Progress, order.Direction),
        _ => By(rows, row => row.Version.DeclaredAt, order.Direction),
    }).ThenByDescending(row => row.Version.Id);

    private static IOrderedQueryable<Row> By<TKey>(IQueryable<Row> rows, Expression<Func<Row, TKey>> key, SortDirection direction) =>
        direction == SortDirection.Ascending ? rows.OrderBy(key) : rows.OrderByDescending(key);

    public sealed class Row
    {
        public required ModelVersion Version { get; init; }

        public required NamedSystem System { get; init; }

        public required VersionState State { get; init; }

        public required Stage? Stage { get; init; }
    }
}
