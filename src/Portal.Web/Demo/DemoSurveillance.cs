using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>How the watch over orders came to read along: nothing moves in it, and nothing is said of it.</summary>
internal static class DemoSurveillance
{
    private const string Code = "AIS-0007";
    private const string Label = "2.3";

    public static DemoStream Stream { get; } = new(Code, Label, DemoModel.Surveillance);

    public static async Task Begins(DemoHouse house, CancellationToken ct)
    {
        await house.Seal("owner2", Code, Label, "order-surveillance", ct);
        var suite = await house.ProposeSuite("owner2", Code, DemoModel.Surveillance, "Quarterly orders", "orders of a quarter", ct);
        var rows = DemoHoldOut.Of(DemoModel.Surveillance, first: 0, worse: 0.02);
        await house.Label("owner2", suite, rows, ct);
        await house.EvaluateOn(suite, Code, Label, rows, ct);
        await DemoCards.Approved(house, "owner2", Code, Label, "order-surveillance-2.3", "tech", "", ct);
        await house.Try("owner2", Code, Label, DemoModel.Surveillance, ReasonForChange.New, "Reads a copy of the orders beside the exchange's limits, which go on flagging.", ct);
    }
}
