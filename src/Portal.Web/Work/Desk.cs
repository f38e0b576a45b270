using Portal.Accounts;
using Portal.Assurance;
using Portal.Evaluation;
using Portal.Evaluation.Suites;
using Portal.Findings;
using Portal.Inspection;
using Portal.ModelRegistry.Cards;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Wall;
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

    /// <summary>Model cards that this person may review.</summary>
    public IReadOnlyList<WaitingCard> Cards { get; init; } = [];

    /// <summary>Those that this person wrote on and a reviewer sent back.</summary>
    public IReadOnlyList<ReturnedCard> ReturnedCards { get; init; } = [];

    /// <summary>Suites that wait for this person's word, as the owner or the validator.</summary>
    public IReadOnlyList<SuiteLine> Suites { get; init; } = [];

    /// <summary>A policy that a second person has to publish or send back.</summary>
    public PolicyView? Proposal { get; init; }

    /// <summary>Checks of the policy that run out within 30 days.</summary>
    public IReadOnlyList<GateCheck> EndingChecks { get; init; } = [];

    public IReadOnlyList<DraftLine> Drafts { get; init; } = [];

    public IReadOnlyList<PromotionLine> Requests { get; init; } = [];

    public IReadOnlyList<OrphanLine> Orphans { get; init; } = [];

    public IReadOnlyList<DueLine> Due { get; init; } = [];

    public IReadOnlyList<GrantLine> Grants { get; init; } = [];

    /// <summary>What this person has to do, the most pressing first.</summary>
    public Page<FindingLine> Findings { get; init; } = new([], 1, 1, 0);

    /// <summary>What others say is done, and this person may look at.</summary>
    public IReadOnlyList<FindingLine> Claimed { get; init; } = [];

    /// <summary>What auditors want to see of this person.</summary>
    public IReadOnlyList<RequestLine> Asked { get; init; } = [];

    /// <summary>What was answered to this person and is to be accepted or returned.</summary>
    public IReadOnlyList<RequestLine> Answered { get; init; } = [];

    /// <summary>How many findings of everybody's are overdue, for who closes findings.</summary>
    public int Overdue { get; init; }

    /// <summary>Exceptions that wait for this person's signature.</summary>
    public IReadOnlyList<ExceptionLine> Exceptions { get; init; } = [];

    /// <summary>Exceptions that end within 30 days: all for risk, an owner's own.</summary>
    public IReadOnlyList<ExceptionLine> EndingExceptions { get; init; } = [];

    /// <summary>The systems of which this person is an owner.</summary>
    public IReadOnlyList<Readiness> Systems { get; init; } = [];

    /// <summary>Open alerts on these systems, and those that this person has taken; what is snoozed is not among them.</summary>
    public IReadOnlyList<AlertLine> Alerts { get; init; } = [];

    /// <summary>What everybody's systems do now; shared by all desks.</summary>
    public WallPicture? Wall { get; init; }

    /// <summary>Those of them that are in production and not calm, and have no alert that says so.</summary>
    public IReadOnlyList<WallLine> Troubled { get; init; } = [];

    /// <summary>How deciding went lately, for who signs or requests.</summary>
    public DecisionStatistics? Deciding { get; init; }

    public bool MaySign => Actor.Permissions.Any(Roles.Signs);

    public bool MayConfirmTiers => Actor.May(Permission.ConfirmTiers);

    public bool MayReview => Actor.May(Permission.ReviewDocuments);

    public bool MayReviewCards => Actor.May(Permission.ReviewCards);

    public bool MayFile => Actor.May(Permission.FileSystems);

    public bool MayManagePeople => Actor.May(Permission.ManagePeople);

    public bool MayManagePolicies => Actor.May(Permission.ManagePolicies);

    public bool MayCloseFindings => Actor.May(Permission.CloseFindings);

    public bool MayApproveExceptions => Actor.May(Permission.ApproveExceptions);

    public bool MayAudit => Actor.May(Permission.ReadAudit);

    public IEnumerable<DraftLine> Returned => Drafts.Where(draft => draft.State == EntryState.Returned);

    public bool NothingWaits => Decisions.Count + Tiers.Total + Documents.Count + Cards.Count + Suites.Count + Drafts.Count + Findings.Total + Claimed.Count + Exceptions.Count + Alerts.Count + Asked.Count + Answered.Count == 0 && Proposal is null;

    public bool NeedsAttention => Requests.Count + Orphans.Count + Due.Count + Grants.Count + EndingChecks.Count + Troubled.Count + Overdue + EndingExceptions.Count + ReturnedCards.Count > 0 || Returned.Any();

    /// <summary>What may come to this person and does not at this moment, as a sentence takes it.</summary>
    public IReadOnlyList<string> Quiet =>
    [
        .. new (bool Concerns, bool Waits, string Words)[]
        {
            (MaySign, Decisions.Count > 0, "requests to decide on"),
            (MayConfirmTiers, Tiers.Total > 0, "tiers to confirm"),
            (MayReview, Documents.Count > 0, "documents to review"),
            (MayReviewCards, Cards.Count > 0, "model cards to review"),
            (MayCloseFindings, Claimed.Count > 0, "findings to close"),
            (MayApproveExceptions, Exceptions.Count > 0, "exceptions to sign"),
            (Actor.May(Permission.AnswerInspectors) || Systems.Count > 0, Asked.Count > 0, "evidence to bring"),
            (MayManagePolicies, Proposal is not null, "proposed policies"),
            (Systems.Count > 0, Alerts.Count > 0, "alerts on my systems"),
            (MayFile, Drafts.Count > 0, "drafts"),
        }.Where(kind => kind.Concerns && !kind.Waits).Select(kind => kind.Words),
    ];
}
