using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>How a document is handed out.</summary>
public enum ReportFormat { Screen = 1, Html, Pdf }

/// <summary>The bytes of a document.</summary>
public sealed record ReportBytes(string Name, string ContentType, Stream Content);

/// <summary>Hands out a document that was made. Every time is an entry, and before the first byte.</summary>
public sealed class OpenReport(IDbContextFactory<PortalDb> dbs, BlobStore blobs, PrintedDocuments printed, TimeProvider time)
{
    public async Task<Result<ReportBytes>> Run(Actor actor, long index, ReportFormat format, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await MadeReportQueries.Read(db, index, ct) is not { } made)
            return new NotFound("This document");

        PrintedDocument? pdf = null;
        if (format == ReportFormat.Pdf && actor.May(made.Form.Needs)
            && !(await printed.Of(new SealedDocument(Encoding.UTF8.GetString(await blobs.ReadAsync(made.Content.Digest, ct)), made.Digest), ct)).Succeeded(out pdf, out var unprinted))
            return unprinted;

        var recorded = await dbs.WriteAsync<Done>(write =>
        {
            var (now, subject) = (time.GetUtcNow(), MadeReport.SubjectOf(made.Form, made.System));
            if (AskForReport.WhyNot(actor, made.Form) is { } refusal)
                return Task.FromResult<Result<Done>>(write.Refused(actor, now, "report.read", subject, refusal));

            write.Record(new EntryDraft(actor, now, "report.read", subject)
            {
                Details = new Dictionary<string, string> { ["entry"] = index.ToString(CultureInfo.InvariantCulture), ["format"] = format.ToString(), ["digest"] = made.Digest.Text },
            });
            return Task.FromResult<Result<Done>>(new Done());
        }, ct);
        if (recorded.Refusal is { } forbidden)
            return forbidden;

        return pdf is null ? new ReportBytes($"{made.Name}.html", "text/html; charset=utf-8", blobs.Open(made.Content.Digest)) : new ReportBytes($"{made.Name}.pdf", "application/pdf", blobs.Open(pdf.Content.Digest));
    }
}
