using Portal.Register;

namespace Portal.Reports.Documents;

public sealed record RegisterReport(ReportStamp Stamp, IReadOnlyList<RegisterRow> Systems, IReadOnlyList<PortfolioCell> Portfolio) : ReportDocument(Stamp);

/// <summary>Reads every system in portions: the table of ten thousand is no page of the portal.</summary>
public sealed class ReadRegisterReport(RegisterQueries register)
{
    private const int Portion = 200;

    public async Task<RegisterReport> Run(ReportStamp stamp, ReportScope scope, CancellationToken ct)
    {
        List<RegisterRow> systems = [];
        IReadOnlyList<RegisterRow> portion;
        do
            systems.AddRange(portion = await register.Rows(new SystemFilter(), systems.Count > 0 ? systems[^1].Line.Code : null, Portion, scope.AsOf, ct));
        while (portion.Count == Portion);
        return new RegisterReport(stamp, systems, await register.Portfolio(scope.AsOf, ct));
    }
}
