using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>How a small system came into production on a condition, and was stopped when nobody met it.</summary>
internal static class DemoForecast
{
    private const string Code = "AIS-0005";
    private const string Label = "2026.2";

    /// <summary>Decided by a peer, on the evening of a day.</summary>
    public static async Task Begins(DemoHouse house, CancellationToken ct)
    {
        await house.Seal("owner2", Code, Label, "cash-demand-gbm", ct);
        await house.Evaluate(Code, Label, "machines-2026-10", DemoHoldOut.Of(DemoModel.CashDemand, first: 0, worse: 0.04), ct);
        await DemoCards.Approved(house, "owner2", Code, Label, "cash-demand-2026.2", "tech", "Four features, all from the machines themselves.", ct);
        var promotion = await house.Request("owner2", Code, Label, ReasonForChange.New, "Finds seven of ten machines that would run short, where last year's plan found four. Planners go on deciding; the vans drive a tenth less.", ct);
        house.Clock.Wait(TimeSpan.FromHours(2));
        var tomorrow = DateOnly.FromDateTime(house.Clock.GetUtcNow().UtcDateTime).AddDays(1);
        await house.SignOn(promotion, "owner", "Good for the plan of an ordinary week, on one condition.",
            new("Show the plan for the week of the Christmas market beside what was really drawn last year.", house.Id("owner2"), tomorrow, Blocking: true), ct);
        await house.Apply(promotion, ct);
    }
}
