using Portal.Promotions;

namespace Portal.Tests.Promotions;

public sealed class PromotionMovesTests
{
    [Fact]
    public void A_request_moves_only_along_its_table()
    {
        var moves = from one in Enum.GetValues<PromotionState>()
                    from other in Enum.GetValues<PromotionState>()
                    where PromotionMoves.CanMove(one, other)
                    select $"{one} -> {other}";

        Assert.Equal(
            [
                "Submitted -> GateCheck",
                "GateCheck -> GateFailed",
                "GateCheck -> InReview",
                "GateFailed -> Submitted",
                "GateFailed -> Withdrawn",
                "InReview -> Approved",
                "InReview -> Rejected",
                "InReview -> Stale",
                "InReview -> Withdrawn",
                "Approved -> Stale",
                "Approved -> Withdrawn",
                "Approved -> Applied",
                "Stale -> Submitted",
                "Stale -> Withdrawn",
                "Applied -> Superseded",
            ],
            moves);
    }
}
