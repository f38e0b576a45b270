using Portal.Evaluation;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// What a request was decided on from one gate check to the next: the case, the verdict, the subject and who decides, as they were frozen.
/// They lie beside its revisions, of which many rest on one round.
/// </summary>
public sealed class PromotionRound
{
    private PromotionRound() { }

    public PromotionId Promotion { get; private set; }

    public int Number { get; private set; }

    public string Case { get; private set; } = "";

    public Change? Change { get; private set; }

    public PromotionId? UnderApproval { get; private set; }

    public GateVerdict Gate { get; private set; } = new(0, GateOutcome.Fail, []);

    public Subject Subject { get; private set; } = new([]);

    public Flow Flow { get; private set; } = new("", "", []);

    internal static PromotionRound Of(Promotion promotion, int number) => new()
    {
        Promotion = promotion.Id,
        Number = number,
        Case = promotion.Case,
        Change = promotion.Change,
        UnderApproval = promotion.UnderApproval,
        Gate = promotion.Gate,
        Subject = promotion.Subject,
        Flow = promotion.Flow,
    };

    /// <summary>One from before rounds were kept, of which the ledger has the words and the digests alone.</summary>
    internal static PromotionRound Told(PromotionId promotion, int number, string words, int policy, GateOutcome outcome) => new()
    {
        Promotion = promotion,
        Number = number,
        Case = words,
        Gate = new GateVerdict(policy, outcome, []),
    };
}
