using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Which systems of the register; every part that is empty lets all pass.</summary>
public sealed record SystemFilter(string? Text = null)
{
    public IReadOnlyList<RiskTier> Tiers { get; init; } = [];

    public IReadOnlyList<SystemStage> Stages { get; init; } = [];

    public IReadOnlyList<SystemKind> Kinds { get; init; } = [];

    public IReadOnlyList<Lane> Lanes { get; init; } = [];

    public IReadOnlyList<LegalClass> LegalClasses { get; init; } = [];

    /// <summary>The next review is due by then; of the past there is none.</summary>
    public DateTimeOffset? ReviewBy { get; init; }

    public IReadOnlyList<EntryState> States { get; init; } = [];

    public IReadOnlyList<string> Departments { get; init; } = [];

    public IReadOnlyList<PersonId> Owners { get; init; } = [];

    internal IQueryable<SystemList.Row> Apply(PortalDb db, AsOf asOf)
    {
        var rows = WithText(InStates(SystemList.Shown(db, asOf), asOf));
        if (Tiers.Count > 0)
        {
            var tiers = Tiers.Select(tier => (RiskTier?)tier).ToList();
            rows = rows.Where(row => tiers.Contains(row.Tier));
        }

        if (Stages.Count > 0)
        {
            var stages = Stages.Select(stage => (int)stage).ToList();
            rows = rows.Where(row => stages.Contains(row.Stage));
        }

        if (Kinds.Count > 0)
        {
            var kinds = Kinds.Select(kind => (SystemKind?)kind).ToList();
            rows = rows.Where(row => kinds.Contains(row.Says.Kind));
        }

        if (Lanes.Count > 0)
        {
            var lanes = Lanes.Select(lane => (Lane?)lane).ToList();
            rows = rows.Where(row => lanes.Contains(row.Says.Lane));
        }

        if (LegalClasses.Count > 0)
        {
            var classes = LegalClasses.Select(legalClass => (LegalClass?)legalClass).ToList();
            rows = rows.Where(row => classes.Contains(row.LegalClass));
        }

        if (ReviewBy is { } by)
            rows = rows.Where(row => row.ReviewDue <= by);
        if (Departments.Count > 0)
            rows = rows.Where(row => Departments.Contains(row.Says.Department));
        if (Owners.Count > 0)
        {
            var owners = Owners.Select(owner => (PersonId?)owner).ToList();
            rows = rows.Where(row => owners.Contains(row.Says.BusinessOwner));
        }

        return rows;
    }

    /// <summary>Of the past only what was published is kept, so that is its one state.</summary>
    private IQueryable<SystemList.Row> InStates(IQueryable<SystemList.Row> rows, AsOf asOf) => asOf.Day is null
        ? States.Count == 0 ? rows : rows.Where(row => row.System.Revisions.Any(revision => States.Contains(revision.State)))
        : States.Count == 0 || States.Contains(EntryState.Published) ? rows : rows.Where(_ => false);

    private IQueryable<SystemList.Row> WithText(IQueryable<SystemList.Row> rows) => Text?.Trim().ToLowerInvariant() is not { Length: > 0 } text
        ? rows
        : rows.Where(row =>
            row.System.Code.ToLower().Contains(text) || row.Says.Name.ToLower().Contains(text)
            || row.Says.Department.ToLower().Contains(text) || row.Says.Purpose.ToLower().Contains(text)
            || (row.Owner != null && row.Owner.ToLower().Contains(text)));
}
