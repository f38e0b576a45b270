using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Ledger.Packs;
using Portal.Reports.Documents;
using Portal.Reports.Packs.Records;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>The report to read first: what the pack is, which systems it is about, what was decided, what is open.</summary>
public sealed class PackSummaries(RegisterRecords register, DecisionRecords decisions, FindingQueries findings, ExceptionQueries exceptions, IDbContextFactory<PortalDb> dbs, BlobStore blobs, TimeProvider time, PrintDocument? print = null)
{
    internal const string Path = "summary/report.html";
    internal const string PdfPath = "summary/report.pdf";

    /// <summary>A longer one is read as HTML: no printer lays out so many pages in a moment.</summary>
    private const int LongestToPrint = 4 << 20;

    private const int Portion = 200;

    internal IEnumerable<PackSheet> Of(PackView view) => [new(Path, "Summary", (target, _, ct) => Write(view, target, ct))];

    /// <summary>Printed once, and from then on the same bytes; null where no browser prints.</summary>
    internal async Task<Digest?> Printed(string html, CancellationToken ct) =>
        print is not null && html.Length <= LongestToPrint && (await new PrintedDocuments(dbs, blobs, print, time).Of(new SealedDocument(html, Digest.Of(Encoding.UTF8.GetBytes(html))), ct)).Succeeded(out var printed, out _) ? printed.Content.Digest : null;

    private async Task Write(PackView view, Stream target, CancellationToken ct)
    {
        await using var page = new SummaryPage(target);
        await page.Begin($"Evidence: {view.Pack.Scope}", $"As of {Calendar.Text(view.Pack.Day)}, checkpoint over {view.Pack.Checkpoint} entries", ct);
        await page.Facts(
        [
            ("Scope", view.Pack.Scope), ("As of", $"{Calendar.Text(view.Pack.Day)}: everything is told as it stood at {PackSheets.Instant(view.Pack.At)}"),
            ("Checkpoint", $"the first {view.Pack.Checkpoint} entries of the ledger"), ("People", view.Pack.PersonalData ? "are named" : "have pseudonyms that are the same in every pack"),
            ("To check it", $"{PackGuide.Readme} says how, with openssl and Python or with Portal.Verify"),
        ], ct);
        await page.Section("1", "Systems", ["Code", "Name", "Tier", "Legal class", "Stage", "Version", "Owner", "Department"], Systems(view, ct), ct);
        await page.Section("2", "Promotions", ["Code", "System", "Version", "Stage", "State", "Requested by", "Submitted", "Decided", "Applied", "Signatures"], Decided(view, ct), ct);
        await page.Section("3", "Findings that are not closed", ["Code", "System", "Severity", "What", "Owner", "Due", "Days overdue"], Open(view, ct), ct);
        await page.Section("4", "Exceptions that are not ended", ["Code", "System", "Rule", "What is tolerated", "Approved by", "Last day"], Tolerated(view, ct), ct);
        await page.End(ct);
    }

    private IAsyncEnumerable<IReadOnlyList<IReadOnlyList<string?>>> Systems(PackView view, CancellationToken ct) => register.Systems(view, ct).Select(rows => (IReadOnlyList<IReadOnlyList<string?>>)
    [
        .. rows.Select(row => (IReadOnlyList<string?>)
        [
            row.Line.Code, row.Line.Name, row.Line.Tier?.ToString(), row.Line.LegalClass?.ToString(), row.Line.Stage.ToString(), row.Line.Version, view.People.Of(row.Line.OwnerId), row.Line.Department,
        ]),
    ]);

    private IAsyncEnumerable<IReadOnlyList<IReadOnlyList<string?>>> Decided(PackView view, CancellationToken ct) => decisions.Stood(view, ct).Select(rows => (IReadOnlyList<IReadOnlyList<string?>>)
    [
        .. rows.Select(row => (IReadOnlyList<string?>)
        [
            row.Promotion.Code, row.System, row.Version, row.Promotion.Target.ToString(), row.Promotion.State.ToString(), view.People.Of(row.Promotion.Requester),
            Day(row.Promotion.SubmittedAt), Day(row.Promotion.DecidedAt), Day(row.Promotion.AppliedAt), $"{row.Promotion.Votes.Count}",
        ]),
    ]);

    private async IAsyncEnumerable<IReadOnlyList<IReadOnlyList<string?>>> Open(PackView view, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        IReadOnlyList<FindingRow> rows;
        do
        {
            rows = await findings.Rows(new FindingFilter(), after, Portion, view.AsOf, ct);
            after = rows.Count > 0 ? rows[^1].Line.Code : after;
            yield return
            [
                .. rows.Select(row => row.Line).Where(line => line.State != FindingState.Closed && view.Covers(line.System))
                    .Select(line => (IReadOnlyList<string?>)[line.Code, line.System, line.Severity.ToString(), line.Title, view.People.Of(line.OwnerId), Calendar.Text(line.Due), line.DaysOverdue > 0 ? $"{line.DaysOverdue}" : ""]),
            ];
        }
        while (rows.Count == Portion);
    }

    private async IAsyncEnumerable<IReadOnlyList<IReadOnlyList<string?>>> Tolerated(PackView view, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        IReadOnlyList<ExceptionLine> rows;
        do
        {
            rows = await exceptions.Rows(new ExceptionFilter(), after, Portion, view.AsOf, ct);
            after = rows.Count > 0 ? rows[^1].Code : after;
            yield return
            [
                .. rows.Where(line => line.EndedAt is null && view.Covers(line.System))
                    .Select(line => (IReadOnlyList<string?>)[line.Code, line.System, FindingText.Of(line.Rule), line.What, view.People.Of(line.ApprovedById), Calendar.Text(line.LastDay)]),
            ];
        }
        while (rows.Count == Portion);
    }

    private static string? Day(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
