using Portal.Accounts;
using Portal.Evaluation;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Work;

/// <summary>All that lies on one person's desk at one moment.</summary>
public sealed record Desk(
    Actor Actor, IReadOnlyList<PromotionLine> Decisions, Page<WaitingLine> Tiers, IReadOnlyList<WaitingDocument> Documents,
    IReadOnlyList<DraftLine> Drafts, IReadOnlyList<PromotionLine> Requests, IReadOnlyList<PortfolioCell> Portfolio,
    IReadOnlyList<OrphanLine> Orphans, IReadOnlyList<DueLine> Due, IReadOnlyList<GrantLine> Grants)
{
    public bool MaySign => Actor.Permissions.Any(Roles.Signs);

    public bool MayConfirmTiers => Actor.May(Permission.ConfirmTiers);

    public bool MayReview => Actor.May(Permission.ReviewDocuments);

    public bool MayFile => Actor.May(Permission.FileSystems);

    public bool MayManagePeople => Actor.May(Permission.ManagePeople);

    public bool MayAudit => Actor.May(Permission.ReadAudit);

    /// <summary>Nothing that is built so far comes to this person by itself.</summary>
    public bool HasNoDesk => !MaySign && !MayConfirmTiers && !MayReview && !MayFile;

    public IEnumerable<DraftLine> Returned => Drafts.Where(draft => draft.State == EntryState.Returned);
}
