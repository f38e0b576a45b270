using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Kpis;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>How two systems that answer with a vendor's model came to be tried, and what they may spend: one is near its budget, the other is over it.</summary>
internal static class DemoCallStory
{
    public const string Chatbot = "AIS-0004";
    public const string Assistant = "AIS-0006";

    private const int DaysOfCalls = 27;

    /// <summary>What the day will cost that is told when the portal runs.</summary>
    private const decimal LastDay = 25;
    private const decimal Near = 0.9m;

    public static IReadOnlyList<DemoCalls> All { get; } =
    [
        new(Chatbot, "answers-4", "northlight-large", Input: 900, Output: 160, Seed: 0xC4A7),
        new(Assistant, "review-3", "northlight-large", Input: 2600, Output: 420, Seed: 0xC0DE),
    ];

    public static async Task Begins(DemoHouse house, DateOnly begun, CancellationToken ct)
    {
        await house.AddPrice(new PriceTerms(DemoCalls.Provider, "northlight-large", "EUR", begun, 2_500_000, 250_000, null, 10_000_000, 1_000_000), ct);
        await Tried(house, Chatbot, "answers-4", "service-answers", DemoModel.ServiceAnswers, "service questions", "service-answers-4", "Answers a copy of the chat's questions; nobody reads the answers but the desk.", ct);
        await Tried(house, Assistant, "review-3", "code-remarks", DemoModel.CodeRemarks, "remarks of a quarter", "code-remarks-3", "Writes its remarks beside the reviewers' own for forty developers.", ct);
    }

    /// <summary>What they called up to now, and what they may spend.</summary>
    public static async Task Goes(DemoHouse house, CancellationToken ct)
    {
        foreach (var calls in All)
            await house.SendCalls(calls, DaysOfCalls, ct);

        await house.Budget("owner", Chatbot, BudgetPeriod.Month, Math.Round((await house.SpentThisMonth(Chatbot, ct) + LastDay) / Near), ct);
        await house.Budget("owner", Assistant, BudgetPeriod.Day, 14, ct);
        await house.Budget("owner", Assistant, BudgetPeriod.Request, 0.008m, ct);
        await house.Reach("owner", "AIS-0001", "Decisions within a day", new KpiTerms("%", KpiDirection.AtLeast, 90, "Lending that answers at once"), [71, 78, 84, 88], ct);
        await house.Reach("owner", "AIS-0001", "Credit losses of the first year", new KpiTerms("%", KpiDirection.AtMost, 1.4, "Losses within the risk appetite"), [1.62, 1.55, 1.48, 1.39], ct);
        await house.Reach("owner2", "AIS-0002", "Fraud stopped before it is paid", new KpiTerms("%", KpiDirection.AtLeast, 85, "Customers who trust their card"), [79, 82, 86, 87], ct);
    }

    /// <summary>Evaluated, carded and decided in an afternoon; then it sees real inputs, and nobody is answered by it.</summary>
    private static async Task Tried(DemoHouse house, string code, string label, string model, DemoModel world, string dataset, string card, string words, CancellationToken ct)
    {
        await house.Seal("owner", code, label, model, ct);
        await house.Evaluate(code, label, dataset, DemoHoldOut.Of(world, first: 0, worse: 0.04), ct);
        await DemoCards.Approved(house, "owner", code, label, card, "tech", "", ct);
        var promotion = await house.Request("owner", code, label, Stage.Staging, ReasonForChange.New, words, ct);
        house.Clock.Wait(TimeSpan.FromMinutes(20));
        await house.Sign(promotion, "tech", Verdict.Approve, "It runs beside the people; nobody is answered by it.", ct);
        await house.Apply(promotion, ct);
    }
}
