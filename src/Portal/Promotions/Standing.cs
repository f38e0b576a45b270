namespace Portal.Promotions;

/// <summary>What the state of a request means for what runs.</summary>
internal static class Standing
{
    /// <summary>The version may run in the stage, and there are certificates.</summary>
    public static readonly IReadOnlyList<PromotionState> Holds = [PromotionState.Applied, PromotionState.AppliedInEmergency];

    /// <summary>It may not be started any more; what already runs gets the policy's grace. What is suspended gets none.</summary>
    public static readonly IReadOnlyList<PromotionState> Ended = [PromotionState.Superseded, PromotionState.Revoked, PromotionState.Retired];
}
