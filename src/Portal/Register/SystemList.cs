using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>How the list of systems is put together in the database.</summary>
internal static class SystemList
{
    private const int MostOwners = 100;

    private static readonly Expression<Func<Row, int>> Rank = row =>
        row.System.Tier == RiskTier.Critical ? 4 : row.System.Tier == RiskTier.High ? 3 : row.System.Tier == RiskTier.Medium ? 2 : row.System.Tier == RiskTier.Low ? 1 : 0;

    /// <summary>One row a system: its published revision, or its open one as long as nothing is published.</summary>
    public static IQueryable<Row> Shown(PortalDb db)
    {
        var stages = VersionStages.Of(db);
        return
            from revision in db.Revisions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on revision.System equals system.Id
            where revision.State == EntryState.Published
                || (revision.State != EntryState.Superseded && !db.Revisions.Any(other => other.System == system.Id && other.State == EntryState.Published))
            select new Row
            {
                System = system,
                Revision = revision,
                OpenNumber = db.Revisions.Where(open => open.System == system.Id && open.State != EntryState.Published && open.State != EntryState.Superseded)
                    .Select(open => (int?)open.Number).FirstOrDefault(),
                OpenState = db.Revisions.Where(open => open.System == system.Id && open.State != EntryState.Published && open.State != EntryState.Superseded)
                    .Select(open => (EntryState?)open.State).FirstOrDefault(),
                Stage = revision.State != EntryState.Published ? (int)SystemStage.Proposed
                    : stages.Where(stage => stage.System == system.Id).Max(stage => (int?)stage.Stage) ?? (int)SystemStage.Development,
            };
    }

    public static IQueryable<Row> Matching(IQueryable<Row> rows, IReadOnlyList<PersonId?> owners, SystemFilter filter)
    {
        if (filter.Text?.Trim().ToLowerInvariant() is { Length: > 0 } text)
        {
            rows = rows.Where(row =>
                row.System.Code.ToLower().Contains(text) || row.Revision.Content.Name.ToLower().Contains(text)
                || row.Revision.Content.Department.ToLower().Contains(text) || row.Revision.Content.Purpose.ToLower().Contains(text)
                || owners.Contains(row.Revision.Content.BusinessOwner));
        }

        if (filter.Tier is { } tier)
            rows = rows.Where(row => row.System.Tier == tier);
        if (filter.State is { } state)
            rows = rows.Where(row => row.System.Revisions.Any(revision => revision.State == state));
        if (filter.Kind is { } kind)
            rows = rows.Where(row => row.Revision.Content.Kind == kind);
        if (filter.Stage is { } stage)
            rows = rows.Where(row => row.Stage == (int)stage);
        return rows;
    }

    /// <summary>Tiers are stored as text, so their order is spelled out; the code makes every order total.</summary>
    public static IQueryable<Row> Sorted(IQueryable<Row> rows, SystemOrder order) => (order.By, order.Direction) switch
    {
        (SystemColumn.Code, Direction.Descending) => rows.OrderByDescending(row => row.System.Code),
        (SystemColumn.Name, Direction.Ascending) => rows.OrderBy(row => row.Revision.Content.Name.ToLower()).ThenBy(row => row.System.Code),
        (SystemColumn.Name, _) => rows.OrderByDescending(row => row.Revision.Content.Name.ToLower()).ThenBy(row => row.System.Code),
        (SystemColumn.Department, Direction.Ascending) => rows.OrderBy(row => row.Revision.Content.Department.ToLower()).ThenBy(row => row.System.Code),
        (SystemColumn.Department, _) => rows.OrderByDescending(row => row.Revision.Content.Department.ToLower()).ThenBy(row => row.System.Code),
        (SystemColumn.Tier, Direction.Ascending) => rows.OrderBy(Rank).ThenBy(row => row.System.Code),
        (SystemColumn.Tier, _) => rows.OrderByDescending(Rank).ThenBy(row => row.System.Code),
        (SystemColumn.Stage, Direction.Ascending) => rows.OrderBy(row => row.Stage).ThenBy(row => row.System.Code),
        (SystemColumn.Stage, _) => rows.OrderByDescending(row => row.Stage).ThenBy(row => row.System.Code),
        (SystemColumn.Changed, Direction.Ascending) => rows.OrderBy(row => row.System.ChangedAt).ThenBy(row => row.System.Code),
        (SystemColumn.Changed, _) => rows.OrderByDescending(row => row.System.ChangedAt).ThenBy(row => row.System.Code),
        _ => rows.OrderBy(row => row.System.Code),
    };

    public static async Task<IReadOnlyList<PersonId?>> OwnersNamed(string? filter, PortalDb db, CancellationToken ct)
    {
        if (filter?.Trim().ToUpperInvariant() is not { Length: > 0 } text)
            return [];

        var ids = await db.Users.Where(user => user.Name.ToUpper().Contains(text)).OrderBy(user => user.Name).Take(MostOwners).Select(user => user.Id).ToListAsync(ct);
        return [.. ids.Select(id => (PersonId?)new PersonId(id))];
    }

    /// <summary>A row as the page shows it, but for who the owner is.</summary>
    public static IQueryable<SystemLine> Lines(IQueryable<Row> rows) => rows.Select(row => new SystemLine(
        row.System.Id, row.System.Code, row.Revision.Content.Name, row.Revision.Content.Kind, row.Revision.Content.Lane,
        row.Revision.Content.BusinessOwner, null, row.Revision.Content.Department, row.System.Tier, row.Revision.Proposal,
        (SystemStage)row.Stage, row.Revision.State == EntryState.Published ? row.Revision.Number : null,
        row.OpenNumber == null || row.OpenState == null ? null : new OpenRevision(row.OpenNumber.Value, row.OpenState.Value),
        row.System.ChangedAt));

    /// <summary>A system, the revision that the list shows of it, and the one that is being worked on.</summary>
    public sealed class Row
    {
        public required AiSystem System { get; init; }

        public required SystemRevision Revision { get; init; }

        public int? OpenNumber { get; init; }

        public EntryState? OpenState { get; init; }

        public required int Stage { get; init; }
    }
}
