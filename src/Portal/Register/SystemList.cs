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
    /// <summary>Tiers are stored as text, so their order is spelled out.</summary>
    private static readonly Expression<Func<Row, int>> Rank = row =>
        row.Tier == RiskTier.Critical ? 4 : row.Tier == RiskTier.High ? 3 : row.Tier == RiskTier.Medium ? 2 : row.Tier == RiskTier.Low ? 1 : 0;

    private static readonly Expression<Func<Row, int>> Gravity = row =>
        row.LegalClass == LegalClass.Prohibited ? 4 : row.LegalClass == LegalClass.HighRisk ? 3 : row.LegalClass == LegalClass.Transparency ? 2 : row.LegalClass == LegalClass.Minimal ? 1 : 0;

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
                Says = new ShownFields
                {
                    Name = revision.Content.Name,
                    Kind = revision.Content.Kind,
                    Lane = revision.Content.Lane,
                    BusinessOwner = revision.Content.BusinessOwner,
                    Department = revision.Content.Department,
                    Purpose = revision.Content.Purpose,
                    LegalClass = revision.ConfirmedClass,
                },
                // A person's id is one type here and another with Identity; both are the same column type.
                Owner = db.PeopleAt(at).Where(was => was.UserId == (Guid?)(object?)revision.Content.BusinessOwner).Select(was => was.Name).FirstOrDefault(),
                Published = revision.Number,
                OpenNumber = null,
                OpenState = null,
                Tier = revision.ConfirmedTier,
                LegalClass = revision.ConfirmedClass,
                ReviewDue = null,
                Stage = system.RetiredAt <= at ? (int)SystemStage.Retired
                    : revision.ConfirmedClass == LegalClass.Prohibited ? (int)SystemStage.Proposed
                    : stages.Where(stage => stage.System == system.Id).Max(stage => (int?)stage.Stage) ?? (int)SystemStage.Proposed,
                Version = stages.Where(stage => stage.System == system.Id).OrderByDescending(stage => stage.Stage).ThenByDescending(stage => stage.Since).ThenByDescending(stage => stage.Label).Select(stage => stage.Label).FirstOrDefault(),
                ChangedAt = revision.ValidFrom ?? revision.ChangedAt,
            };
    }

    private static IQueryable<Row> Shown(PortalDb db)
    {
        var stages = VersionStages.Of(db, AsOf.Now);
        return
            from system in db.Systems.AsNoTracking()
            join revision in db.Revisions.AsNoTracking() on new { system.Id, Number = system.ShownNumber } equals new { Id = revision.System, revision.Number }
            select new Row
            {
                System = system,
                Revision = revision,
                Says = system.Shown,
                Owner = db.Users.Where(user => user.Id == (Guid?)(object?)system.Shown.BusinessOwner).Select(user => user.Name).FirstOrDefault(),
                Published = system.Tier == null ? null : system.ShownNumber,
                OpenNumber = db.Revisions.Where(open => open.System == system.Id && open.State != EntryState.Published && open.State != EntryState.Superseded)
                    .Select(open => (int?)open.Number).FirstOrDefault(),
                OpenState = db.Revisions.Where(open => open.System == system.Id && open.State != EntryState.Published && open.State != EntryState.Superseded)
                    .Select(open => (EntryState?)open.State).FirstOrDefault(),
                Tier = system.Tier,
                LegalClass = system.Shown.LegalClass,
                ReviewDue = system.ReviewDue,
                Stage = system.RetiredAt != null ? (int)SystemStage.Retired
                    : system.Tier == null || system.Shown.LegalClass == LegalClass.Prohibited ? (int)SystemStage.Proposed
                    : stages.Where(stage => stage.System == system.Id).Max(stage => (int?)stage.Stage) ?? (int)SystemStage.Proposed,
                Version = stages.Where(stage => stage.System == system.Id).OrderByDescending(stage => stage.Stage).ThenByDescending(stage => stage.Since).ThenByDescending(stage => stage.Label).Select(stage => stage.Label).FirstOrDefault(),
                ChangedAt = system.ChangedAt,
            };
    }

    /// <summary>By its group first, where there are groups; the code, which counts on, makes every order total.</summary>
    public static IQueryable<Row> Sorted(IQueryable<Row> rows, SystemOrder order)
    {
        var (direction, grouped) = (order.Direction, Grouped(rows, order.Group));
        return order.By switch
        {
            SystemColumn.Name => ByCode(By(rows, grouped, row => row.Says.Name.ToLower(), direction)),
            SystemColumn.Owner => ByCode(By(rows, grouped, row => (row.Owner ?? "").ToLower(), direction)),
            SystemColumn.Department => ByCode(By(rows, grouped, row => row.Says.Department.ToLower(), direction)),
            SystemColumn.Kind => ByCode(By(rows, grouped, row => row.Says.Kind, direction)),
            SystemColumn.Lane => ByCode(By(rows, grouped, row => row.Says.Lane, direction)),
            SystemColumn.Tier => ByCode(By(rows, grouped, Rank, direction)),
            SystemColumn.LegalClass => ByCode(By(rows, grouped, Gravity, direction)),
            // What is not reviewed comes last either way.
            SystemColumn.Review => ByCode(By(rows, By(rows, grouped, row => row.ReviewDue == null, SortDirection.Ascending), row => row.ReviewDue, direction)),
            SystemColumn.Stage => ByCode(By(rows, grouped, row => row.Stage, direction)),
            SystemColumn.Changed => ByCode(By(rows, grouped, row => row.ChangedAt, direction)),
            _ when direction == SortDirection.Descending => By(rows, grouped, row => row.System.Code.Length, direction).ThenByDescending(row => row.System.Code),
            _ => ByCode(grouped ?? rows.OrderBy(row => row.System.Code.Length)),
        };
    }

    private static IOrderedQueryable<Row>? Grouped(IQueryable<Row> rows, SystemGrouping? group) => group switch
    {
        SystemGrouping.Department => rows.OrderBy(row => row.Says.Department),
        SystemGrouping.Tier => rows.OrderByDescending(Rank),
        SystemGrouping.Stage => rows.OrderByDescending(row => row.Stage),
        SystemGrouping.Owner => rows.OrderBy(row => row.Owner).ThenBy(row => row.Says.BusinessOwner),
        _ => null,
    };

    private static IOrderedQueryable<Row> By<TKey>(IQueryable<Row> rows, IOrderedQueryable<Row>? grouped, Expression<Func<Row, TKey>> key, SortDirection direction) => (grouped, direction) switch
    {
        (null, SortDirection.Ascending) => rows.OrderBy(key),
        (null, _) => rows.OrderByDescending(key),
        (_, SortDirection.Ascending) => grouped.ThenBy(key),
        _ => grouped.ThenByDescending(key),
    };

    /// <summary>AIS-10000 comes after AIS-9999.</summary>
    private static IQueryable<Row> ByCode(IOrderedQueryable<Row> rows) => rows.ThenBy(row => row.System.Code.Length).ThenBy(row => row.System.Code);

    /// <summary>The groups of these systems and how many each has.</summary>
    public static async Task<IReadOnlyList<SystemGroup>> Groups(IQueryable<Row> rows, SystemGrouping group, CancellationToken ct) => group switch
    {
        SystemGrouping.Department => await Counted(rows.GroupBy(row => row.Says.Department), key => key, ct),
        SystemGrouping.Tier => await Counted(rows.GroupBy(row => row.Tier), key => key?.ToString() ?? "", ct),
        SystemGrouping.Stage => await Counted(rows.GroupBy(row => row.Stage), key => ((SystemStage)key).ToString(), ct),
        _ => await Counted(rows.GroupBy(row => row.Says.BusinessOwner), key => key?.ToString() ?? "", ct),
    };

    /// <summary>A row as the page shows it, but for who the owner is.</summary>
    public static IQueryable<SystemLine> Lines(IQueryable<Row> rows) => rows.Select(row => new SystemLine(
        row.System.Id, row.System.Code, row.Says.Name, row.Says.Kind, row.Says.Lane,
        row.Says.BusinessOwner, null, row.Says.Department, row.Tier, row.Revision.Proposal,
        row.LegalClass, row.ReviewDue,
        (SystemStage)row.Stage, row.Version, row.Published,
        row.OpenNumber == null || row.OpenState == null ? null : new OpenRevision(row.OpenNumber.Value, row.OpenState.Value),
        row.ChangedAt));

    private static async Task<IReadOnlyList<SystemGroup>> Counted<TKey>(IQueryable<IGrouping<TKey, Row>> groups, Func<TKey, string> key, CancellationToken ct) =>
        [.. (await groups.Select(group => new { group.Key, Systems = group.Count() }).ToListAsync(ct)).Select(group => new SystemGroup(key(group.Key), group.Systems))];

    /// <summary>A system, the revision that the list shows of it, and the one that is being worked on.</summary>
    public sealed class Row
    {
        public required AiSystem System { get; init; }

        public required SystemRevision Revision { get; init; }

        /// <summary>What it says, as far as it is filtered and sorted by.</summary>
        public required ShownFields Says { get; init; }

        /// <summary>The name of its business owner.</summary>
        public string? Owner { get; init; }

        /// <summary>Its number, if it is published.</summary>
        public int? Published { get; init; }

        public int? OpenNumber { get; init; }

        public EntryState? OpenState { get; init; }

        public RiskTier? Tier { get; init; }

        /// <summary>As risk confirmed it.</summary>
        public LegalClass? LegalClass { get; init; }

        /// <summary>Of now only.</summary>
        public DateTimeOffset? ReviewDue { get; init; }

        public required int Stage { get; init; }

        /// <summary>The label of the version that came to this stage last.</summary>
        public string? Version { get; init; }

        public required DateTimeOffset ChangedAt { get; init; }
    }
}
