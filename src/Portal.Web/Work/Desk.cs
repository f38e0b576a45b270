using Portal.Accounts;
using Portal.Assurance;
using Portal.Evaluation;
using Portal.Monitoring;
using Portal.Policies;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Work;

/// <summary>All that lies on one person's desk at one moment. What a person may not do does not lie there.</summary>
public sealed record Desk(Actor Actor, IReadOnlyList<PortfolioCell> Portfolio)
{
    public IReadOnlyList<PromotionLine> Decisions { get; init; } = [];

    public Page<WaitingLine> Tiers { get; init; } = new([], 1, 1, 0);

    public IReadOnlyList<WaitingDocument> Documents { get; init; } = [];

    /// <summary>A policy that a second person has to publish or send back.</summary>
    public PolicyView? Proposal { get; init; }

    /// <summary>Checks of the policy that run out within 30 days.</summary>
    public IReadOnlyList<GateCheck> EndingChecks { get; init; } = [];

    public IReadOnlyList<DraftLine> Drafts { get; init; } = [];

    public IReadOnlyList<PromotionLine> Requests { get; init; } = [];

    public IReadOnlyList<OrphanLine> Orphans { get; init; } = [];

    public IReadOnlyList<DueLine> Due { get; init; } = [];

    public IReadOnlyList<GrantLine> Grants { get; init; } = [];

    /// <summary>The systems of which this person is an owner.</summary>
    public IReadOnlyList<Readiness> Systems { get; init; } = [];

    /// <summary>Those of them that are in production and not calm.</summary>
    public IReadOnlyList<WallLine> Troubled { get; init; } = [];

    public bool MaySign => Actor.Permissions.Any(Roles.Signs);

    public bool MayConfirmTiers => Actor.May(Permission.ConfirmTiers);

    public bool MayReview => Actor.May(Permission.ReviewDocuments);

    public bool MayFile => Actor.May(Permission.FileSystems);

    public bool MayManagePeople => Actor.May(Permission.ManagePeople);

    public bool MayManagePolicies => Actor.May(Permission.ManagePolicies);

    public bool MayAudit => Actor.May(Permission.ReadAudit);

    public IEnumerable<DraftLine> Returned => Drafts.Where(draft => draft.State == EntryState.Returned);

    public bool NothingWaits => Decisions.Count + Tiers.Total + Documents.Count + Drafts.Count == 0 && Proposal is null;

    public bool NeedsAttention => Requests.Count + Orphans.Count + Due.Count + Grants.Count + EndingChecks.Count + Troubled.Count > 0 || Returned.Any();

    /// <summary>What may come to this person and does not at this moment, as a sentence takes it.</summary>
    public IReadOnlyList<string> Quiet =>
    [
        .. new (bool Concerns, bool Waits, string Words)[]
        {
            (MaySign, Decisions.Count > 0, "requests to decide on"),
            (MayConfirmTiers, Tiers.Total > 0, "tiers to confirm"),
            (MayReview, Documents.Count > 0, "documents to review"),
            (MayManagePolicies, Proposal is not null, "proposed policies"),
            (MayFile, Drafts.Count > 0, "drafts"),
        }.Where(kind => kind.Concerns && !kind.Waits).Select(kind => kind.Words),
    ];
}
