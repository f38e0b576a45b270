using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>How the board voted once on what comes every month: the same model, trained on later payments.</summary>
internal static class DemoStanding
{
    private static readonly StandingTerms Retraining = new(["Training data", "Seed", "Artifacts", "Environment"], [new("positive_weight", 30, 45)], "transactions hold-out", 0.25, 4, 90, StepKind.Validator);

    /// <summary>Asked for on the morning of a day; the board's vote is open over the next.</summary>
    public static async Task Voted(DemoHouse house, string system, CancellationToken ct)
    {
        var approval = await house.RequestStanding("owner2", system, Stage.Production, Retraining, "Fraud moves faster than four weeks of votes. The same features and code, trained on later months, come in by their gate and the validator; everything else comes to you.", ct);
        house.Clock.Wait(TimeSpan.FromHours(2));
        await house.Sign(approval, "tech", Verdict.Approve, "Training is deterministic; features and code are held by the terms.", ct);
        await house.Sign(approval, "validator", Verdict.Approve, "Every must-pass case each time, and I see each of them.", ct);
        await house.Sign(approval, "risk", Verdict.Approve, "Four releases, and then we look again.", ct);
        house.Clock.Wait(TimeSpan.FromHours(3));
        await house.Sign(approval, "board1", Verdict.Approve, "The drift limit is ours: beyond it the board decides.", ct);
        await house.Sign(approval, "board2", Verdict.Approve, "The customers' notice covers retraining.", ct);
        await house.Sign(approval, "board3", Verdict.Approve, "The sources stay the same.", ct);
        await house.Sign(approval, "board5", Verdict.Approve, "It can be taken back within a minute.", ct);
        house.Clock.Wait(TimeSpan.FromHours(26));
        await house.Turn(ct);
    }
}
