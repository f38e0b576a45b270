using Portal.Audit;
using Portal.Evaluation;
using Portal.Findings;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>All that is known of a system; of the ledger's entries about it the last, and how many there are.</summary>
public sealed record DossierReport(
    ReportStamp Stamp, EntryView Entry, EntryHistory? Published, IReadOnlyList<DossierVersion> Versions, IReadOnlyList<RequestStory> Requests,
    IReadOnlyList<FindingRow> Findings, IReadOnlyList<ExceptionLine> Exceptions, WatchedReport? Watched, IReadOnlyList<EntryLine> Acts, int AllActs) : ReportDocument(Stamp);

public sealed record DossierVersion(VersionLine Line, VersionView View, CardView? Card, IReadOnlyList<RunLine> Runs, IReadOnlyList<DocumentLine> Documents);

public sealed class ReadDossierReport(
    RegisterQueries register, VersionQueries versions, CardQueries cards, EvaluationQueries evaluations, DocumentQueries documents,
    ReadDecisionsReport decisions, ReadFindingsReport findings, ReadMonitoringReport monitoring, AuditQueries audit)
{
    private static readonly PageRequest Most = new(1, PageRequest.MostRows);

    /// <summary>Null when there was no such system.</summary>
    public async Task<DossierReport?> Run(ReportStamp stamp, ReportScope scope, CancellationToken ct)
    {
        if (scope.System is not { } code || await register.Entry(code, scope.AsOf, ct) is not { } entry)
            return null;

        var found = await findings.Run(stamp, scope, ct);
        var acts = await audit.Entries(new EntryFilter(code, Before: scope.At.AddTicks(1)), Most, ct);
        return new DossierReport(
            stamp, entry, await register.Revisions(code, scope.AsOf, Most, ct), await Versions(code, scope, ct), (await decisions.Run(stamp, scope, ct)).Requests,
            found.Findings, found.Exceptions, await monitoring.Of(code, scope.AsOf, ct), acts.Items, acts.Total);
    }

    private async Task<IReadOnlyList<DossierVersion>> Versions(string code, ReportScope scope, CancellationToken ct)
    {
        List<DossierVersion> all = [];
        foreach (var line in (await versions.OfSystem(code, Most, scope.AsOf, ct))?.Items ?? [])
        {
            if (await versions.One(code, line.Label, ct) is not { } view)
                continue;

            // Runs and documents are never changed: of a past day they are what they are now, or had not come.
            all.Add(new DossierVersion(
                line, view, await cards.One(code, line.Label, scope.AsOf, ct),
                [.. (await evaluations.OfVersion(line.Id, Most, ct)).Items.Where(run => run.At <= scope.At)],
                [.. (await documents.OfVersion(line.Id, ct)).Where(document => document.SubmittedAt <= scope.At).Select(document => Stood(document, scope.At))]));
        }

        return all;
    }

    private static DocumentLine Stood(DocumentLine document, DateTimeOffset at) =>
        document.ReviewedAt > at ? document with { State = DocumentState.InReview, Reviewer = null, ReviewedAt = null, Remarks = "" } : document;
}
