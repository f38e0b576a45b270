using Portal.Promotions;

namespace Portal.Reports.Documents;

public sealed record DecisionsReport(ReportStamp Stamp, IReadOnlyList<RequestStory> Requests) : ReportDocument(Stamp);

public sealed class ReadDecisionsReport(DecisionQueries decisions)
{
    private const int Portion = 100;

    public async Task<DecisionsReport> Run(ReportStamp stamp, ReportScope scope, CancellationToken ct)
    {
        List<RequestStory> all = [];
        string? after = null;
        do
        {
            (var stories, after) = await decisions.Rows(scope.System, after, Portion, scope.AsOf, ct);
            all.AddRange(stories);
        }
        while (after is not null);

        return new DecisionsReport(stamp, all);
    }
}
