using Portal.Findings;

namespace Portal.Reports.Documents;

public sealed record FindingsReport(ReportStamp Stamp, IReadOnlyList<FindingRow> Findings, IReadOnlyList<ExceptionLine> Exceptions) : ReportDocument(Stamp);

public sealed class ReadFindingsReport(FindingQueries findings, ExceptionQueries exceptions)
{
    private const int Portion = 200;

    public async Task<FindingsReport> Run(ReportStamp stamp, ReportScope scope, CancellationToken ct)
    {
        IReadOnlyList<string> systems = scope.System is { } system ? [system] : [];
        return new FindingsReport(stamp, await Findings(new FindingFilter { Systems = systems }, scope, ct), await Exceptions(new ExceptionFilter { Systems = systems }, scope, ct));
    }

    private async Task<IReadOnlyList<FindingRow>> Findings(FindingFilter filter, ReportScope scope, CancellationToken ct)
    {
        List<FindingRow> rows = [];
        IReadOnlyList<FindingRow> portion;
        do
            rows.AddRange(portion = await findings.Rows(filter, rows.Count > 0 ? rows[^1].Line.Code : null, Portion, scope.AsOf, ct));
        while (portion.Count == Portion);
        return rows;
    }

    private async Task<IReadOnlyList<ExceptionLine>> Exceptions(ExceptionFilter filter, ReportScope scope, CancellationToken ct)
    {
        List<ExceptionLine> rows = [];
        IReadOnlyList<ExceptionLine> portion;
        do
            rows.AddRange(portion = await exceptions.Rows(filter, rows.Count > 0 ? rows[^1].Code : null, Portion, scope.AsOf, ct));
        while (portion.Count == Portion);
        return rows;
    }
}
