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
                "GateFailed -> Withdrawn",
                "GateFailed -> Draft",
                "GateFailed -> AppliedInEmergency",
                "InReview -> Approved",
                "InReview -> Rejected",
                "InReview -> Stale",
                "InReview -> Withdrawn",
                "InReview -> ChangesRequested",
                "InReview -> Expired",
                "InReview -> ApprovedWithConditions",
                "InReview -> AppliedInEmergency",
                "Approved -> Stale",
                "Approved -> Withdrawn",
                "Approved -> Applied",
                "Approved -> Expired",
                "Approved -> Revoked",
                "Stale -> Submitted",
                "Stale -> Withdrawn",
                "Stale -> Draft",
                "Stale -> Expired",
                "Stale -> AppliedInEmergency",
                "Applied -> Superseded",
                "Applied -> Suspended",
                "Applied -> Revoked",
                "Applied -> Retired",
                "Draft -> Submitted",
                "Draft -> AppliedInEmergency",
                "ChangesRequested -> Withdrawn",
                "ChangesRequested -> Draft",
                "ApprovedWithConditions -> Stale",
                "ApprovedWithConditions -> Withdrawn",
                "ApprovedWithConditions -> Applied",
                "ApprovedWithConditions -> Expired",
                "ApprovedWithConditions -> Revoked",
                "Suspended -> Applied",
                "Suspended -> Superseded",
                "Suspended -> Revoked",
                "Suspended -> Retired",
                "AppliedInEmergency -> Applied",
                "AppliedInEmergency -> Suspended",
                "AppliedInEmergency -> Revoked",
            ],
            moves);
    }
}
