using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>Makes a document that was asked for and keeps it: what it says, its form, then its PDF. That it was made is an entry.</summary>
public sealed class MakeReport(IDbContextFactory<PortalDb> dbs, ReportReader reader, DrawDocument draw, PrintedDocuments printed, BlobStore blobs, ReportJobs jobs, TimeProvider time)
{
    /// <summary>Of what the ledger tells where a document is about all systems.</summary>
    public const string Subject = "reports";

    /// <summary>A table of every system of a large organisation is a tenth of it.</summary>
    private const int LongestHtml = 64 * 1024 * 1024;

    public async Task<ReportJob> Run(ReportJob job, CancellationToken ct)
    {
        job = jobs.Move(job with { Step = ReportStep.Reading });
        if (!(await reader.Read(job.For, job.Form, job.System, job.Subject, job.Day, ct)).Succeeded(out var document, out var refusal))
            return Failed(job, refusal.Message);

        job = jobs.Move(job with { Step = ReportStep.Drawing });
        var drawn = SealedDocument.Of(await draw(document, ct));
        if (drawn.Html.Length > LongestHtml)
            return Failed(job, "It is longer than a document can be: choose one system, or take the tables.");

        var made = await Keep(job, document.Stamp, drawn, ct);
        job = jobs.Move(job with { Step = ReportStep.Printing, Made = made.Id });
        return jobs.Move(job with { Step = ReportStep.Done, Fault = (await printed.Of(drawn, ct)).Refusal?.Message });
    }

    internal ReportJob Failed(ReportJob job, string fault) => jobs.Move(job with { Step = ReportStep.Failed, Fault = fault });

    private async Task<MadeReport> Keep(ReportJob job, ReportStamp stamp, SealedDocument drawn, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(drawn.Html);
        var content = new Stored(await blobs.PutAsync(bytes, ct), bytes.Length);
        return (await dbs.WriteAsync<MadeReport>(db =>
        {
            var now = time.GetUtcNow();
            var made = MadeReport.Of(stamp, job.System, drawn.Digest, content, job.For.Person ?? throw new InvalidOperationException("A document is made for a person."), now);
            db.MadeReports.Add(made);
            db.Record(new EntryDraft(job.For, now, "report.made", job.System ?? Subject)
            {
                After = drawn.Digest,
                Details = new Dictionary<string, string> { ["report"] = stamp.Form.Key, ["id"] = made.Id.ToString(), ["day"] = Calendar.Text(stamp.Day), ["checkpoint"] = stamp.Checkpoint.Size.ToString() },
            });
            return Task.FromResult<Result<MadeReport>>(made);
        }, ct)).Value;
    }
}
