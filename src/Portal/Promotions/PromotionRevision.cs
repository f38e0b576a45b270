using Portal.Shared;

namespace Portal.Promotions;

/// <summary>How a request stood for a time: what it was on any day.</summary>
public sealed class PromotionRevision
{
    private PromotionRevision() { }

    internal PromotionRevision(PromotionId promotion, int number, PromotionStanding stands, DateTimeOffset now) => (Promotion, Number, Stands, ValidFrom) = (promotion, number, stands, now);

    public PromotionId Promotion { get; private set; }

    public int Number { get; private set; }

    public PromotionStanding Stands { get; private set; } = new();

    /// <summary>From before the portal kept how requests stood, and told from the ledger: what no entry says is as it was at the end.</summary>
    public bool IsTold { get; internal init; }

    public DateTimeOffset ValidFrom { get; private set; }

    public DateTimeOffset? ValidTo { get; private set; }

    internal void End(DateTimeOffset now) => ValidTo = now;

    /// <summary>Whatever becomes of it in one instant is one standing.</summary>
    internal void Become(PromotionStanding stands) => Stands = stands;
}
