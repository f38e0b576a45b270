using Portal.Monitoring;
using Portal.Monitoring.Records;

namespace Portal.Web.Demo;

/// <summary>What people made of single decisions of the credit scoring, and the two of them that somebody contested.</summary>
internal static class DemoDecisions
{
    private const int Looked = 12;

    public static async Task Tell(DemoHouse house, string scoring, CancellationToken ct)
    {
        var declined = await house.Decisions(scoring, DemoModel.CreditScoring.Positive, Looked, ct);
        await house.React(TelemetryKind.Reviews, scoring, declined.Select((line, at) => new { id = line.Prediction, version = line.Version, outcome = at == 2 ? "overridden" : "upheld", seconds = 45 + (17 * at) }), ct);
        await house.React(TelemetryKind.Feedback, scoring, declined.Take(1).Select(line => new { id = line.Prediction, version = line.Version, rating = 1 }), ct);

        await house.Contest(scoring, declined[2].Id, "The months at my present employer say little: before that I was eleven years with the same firm, and nobody asked for it.", ct);
        await house.Review(scoring, declined[2].Id, ContestOutcome.Overridden, "The contract and eleven years of payslips are there. With them the application is above the cut-off; granted by hand.", ct);
        await house.Contest(scoring, declined[0].Id, "My card was used up in the week of the application, because the deposit for the flat went through it. It was paid off on the first of the month. I ask that a person looks at it.", ct);
    }
}
