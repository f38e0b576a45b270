using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Register;

/// <summary>How the list of systems is put together in the database.</summary>
internal static class SystemList
{
    private const int MostOwners = 100;

    private static readonly Expression<Func<Row, int>> Rank = row =>
        row.Tier == RiskTier.Critical ? 4 : row.Tier == RiskTier.High ? 3 : row.Tier == RiskTier.Medium ? 2 : row.Tier == RiskTier.Low ? 1 : 0;

    /// <summary>One row a system: its published revision, or its open one as long as nothing is published. Of the past, what stood then alone.</summary>
    public static IQueryable<Row> Shown(PortalDb db, AsOf asOf) => asOf.At is { } at ? Stood(db, asOf, at) : Shown(db);

    private static IQueryable<Row> Stood(PortalDb db, AsOf asOf, DateTimeOffset at)
    {
        var stages = VersionStages.Of(db, asOf);
        return
            from revision in db.Revisions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on revision.System equals system.Id
            where revision.ValidFrom <= at && (revision.ValidTo == null || revision.ValidTo > at)
            select new Row
            {
                System = system,
                Revision = revision,
                Published = revision.Number,
                OpenNumber = null,
                OpenState = null,
                Tier = revision.ConfirmedTier,
                Stage = system.RetiredAt <= at ? (int)SystemStage.Retired
                    : revision.ConfirmedClass == LegalClass.Prohibited ? (int)SystemStage.Proposed
                    : stages.Where(stage => stage.System == system.Id).Max(stage => (int?)stage.Stage) ?? (int)SystemStage.Proposed,
                ChangedAt = revision.ValidFrom ?? revision.ChangedAt,
            };
    }

    private static IQueryable<Row> Shown(PortalDb db)
    {
        var stages = VersionStages.Of(db, AsOf.Now);
        return
            from revision in db.Revisions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on revision.System equals system.Id
            where revision.State == EntryState.Published
                || (revision.State != EntryState.Superseded && !db.Revisions.Any(other => other.System == system.Id && other.State == EntryState.Published))
            select new Row
            {
                System = system,
                Revision = revision,
                Published = revision.State == EntryState.Published ? revision.Number : null,
                OpenNumber = db.Revisions.Where(open => open.System == system.Id && open.State != EntryState.Published && open.State != EntryState.Superseded)
                    .Select(open => (int?)open.Number).FirstOrDefault(),
                OpenState = db.Revisions.Where(open => open.System == system.Id && open.State != EntryState.Published && open.State != EntryState.Superseded)
                    .Select(open => (EntryState?)open.State).FirstOrDefault(),
                Tier = system.Tier,
                Stage = system.RetiredAt != null ? (int)SystemStage.Retired
                    : revision.State != EntryState.Published || revision.ConfirmedClass == LegalClass.Prohibited ? (int)SystemStage.Proposed
                    : stages.Where(stage => stage.System == system.Id).Max(stage => (int?)stage.Stage) ?? (int)SystemStage.Proposed,
                ChangedAt = system.ChangedAt,
            };
    }

    /// <summary>Of the past only what was published is kept, so that is its one state.</summary>
    public static IQueryable<Row> InState(IQueryable<Row> rows, EntryState? state, AsOf asOf) => (state, asOf.Day) switch
    {
        (null, _) or (EntryState.Published, not null) => rows,
        (_, not null) => rows.Where(_ => false),
        _ => rows.Where(row => row.System.Revisions.Any(revision => revision.State == state)),
    };

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
            rows = rows.Where(row => row.Tier == tier);
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
        (SystemColumn.Changed, Direction.Ascending) => rows.OrderBy(row => row.ChangedAt).ThenBy(row => row.System.Code),
        (SystemColumn.Changed, _) => rows.OrderByDescending(row => row.ChangedAt).ThenBy(row => row.System.Code),
        _ => rows.OrderBy(row => row.System.Code),
    };

    public static async Task<IReadOnlyList<PersonId?>> OwnersNamed(string? filter, PortalDb db, AsOf asOf, CancellationToken ct)
    {
        if (filter?.Trim().ToUpperInvariant() is not { Length: > 0 } text)
            return [];

        var named = asOf.At is { } at
            ? db.PeopleAt(at).Select(was => new { was.Name, Id = was.UserId })
            : db.Users.Select(user => new { user.Name, user.Id });
        var ids = await named.Where(person => person.Name.ToUpper().Contains(text)).OrderBy(person => person.Name).Take(MostOwners).Select(person => person.Id).ToListAsync(ct);
        return [.. ids.Select(id => (PersonId?)new PersonId(id))];
    }

    /// <summary>A row as the page shows it, but for who the owner is.</summary>
    public static IQueryable<SystemLine> Lines(IQueryable<Row> rows) => rows.Select(row => new SystemLine(
        row.System.Id, row.System.Code, row.Revision.Content.Name, row.Revision.Content.Kind, row.Revision.Content.Lane,
        row.Revision.Content.BusinessOwner, null, row.Revision.Content.Department, row.Tier, row.Revision.Proposal,
        (SystemStage)row.Stage, row.Published,
        row.OpenNumber == null || row.OpenState == null ? null : new OpenRevision(row.OpenNumber.Value, row.OpenState.Value),
        row.ChangedAt));

    /// <summary>A system, the revision that the list shows of it, and the one that is being worked on.</summary>
    public sealed class Row
    {
        public required AiSystem System { get; init; }

        public required SystemRevision Revision { get; init; }

        /// <summary>Its number, if it is published.</summary>
        public int? Published { get; init; }

        public int? OpenNumber { get; init; }

        public EntryState? OpenState { get; init; }

        public RiskTier? Tier { get; init; }

        public required int Stage { get; init; }

        public required DateTimeOffset ChangedAt { get; init; }
    }
}
