using Portal.Assurance;
using Portal.Findings;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>
/// What a member of the board reads before a meeting: the requests that are not decided, what is overdue, the gravest alerts, the estate
/// against its limits, which are told of today alone.
/// </summary>
public sealed record BoardReport(
    ReportStamp Stamp, IReadOnlyList<BoardRequest> Open, IReadOnlyList<FindingLine> Overdue, IReadOnlyList<AlertLine> Alerts, int AllAlerts,
    IReadOnlyList<PortfolioCell> Portfolio, Portfolio? Estate) : ReportDocument(Stamp);

/// <param name="Room">The request, with its gate as it was and as it would be now.</param>
/// <param name="Running">What the system has in production; null where that is nothing, and of a past day.</param>
public sealed record BoardRequest(ReviewRoom Room, WallLine? Running);

/// <summary>Reads what was open at the end of a day; of today what is open now.</summary>
public sealed class ReadBoardReport(
    PromotionQueries promotions, MonitoringQueries monitoring, AlertQueries alerts, FindingQueries findings, RegisterQueries register, PortfolioQueries portfolio, Calendar calendar)
{
    private const int MostAlerts = 10;

    private static readonly PageRequest Most = new(1, PageRequest.MostRows);

    public async Task<BoardReport> Run(ReportStamp stamp, ReportScope scope, CancellationToken ct)
    {
        var isToday = stamp.Day == calendar.Today;
        var asOf = isToday ? AsOf.Now : scope.AsOf;
        List<BoardRequest> open = [];
        foreach (var line in (await promotions.List(new PromotionFilter(OpenOnly: true), Most, asOf, ct)).Items.OrderBy(line => line.DueAt))
        {
            if (await promotions.Room(scope.Reader, line.Id, asOf, ct) is { } room)
                open.Add(new BoardRequest(room, isToday && await monitoring.InProduction([room.Entry.System], ct) is [var running, ..] ? running : null));
        }

        var overdue = await findings.List(new FindingFilter { DueBy = stamp.Day.AddDays(-1) }, FindingOrder.ByUrgency, Most, scope.AsOf, ct);
        var raised = await alerts.List(new AlertFilter { Standings = [AlertStanding.Open] }, new PageRequest(1, MostAlerts), asOf, ct);
        return new BoardReport(
            stamp, open, [.. overdue.Items.OrderBy(line => line.Source == FindingSource.Condition ? 0 : 1)], raised.Items, raised.Total, await register.Portfolio(scope.AsOf, ct), isToday ? await portfolio.Now(ct) : null);
    }
}
