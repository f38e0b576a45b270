using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>Makes a document that was asked for and keeps it: what it says, its form, then its PDF. That it was made is an entry.</summary>
public sealed class MakeReport(IDbContextFactory<PortalDb> dbs, ReportReader reader, DrawDocument draw, PrintedDocuments printed, BlobStore blobs, ReportJobs jobs, TimeProvider time)
{
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

        job = jobs.Move(job with { Step = ReportStep.Printing, Made = await Keep(job, document.Stamp, drawn, ct) });
        return jobs.Move(job with { Step = ReportStep.Done, Fault = (await printed.Of(drawn, ct)).Refusal?.Message });
    }

    internal ReportJob Failed(ReportJob job, string fault) => jobs.Move(job with { Step = ReportStep.Failed, Fault = fault });

    /// <summary>By which entry it is called from now on.</summary>
    private async Task<long> Keep(ReportJob job, ReportStamp stamp, SealedDocument drawn, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(drawn.Html);
        var draft = MadeReport.Draft(job, stamp, drawn.Digest, new Stored(await blobs.PutAsync(bytes, ct), bytes.Length), time.GetUtcNow());
        await dbs.WriteAsync<Done>(db =>
        {
            db.Record(draft);
            return Task.FromResult<Result<Done>>(new Done());
        }, ct);

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await MadeReportQueries.IndexOf(db, job.For.Person.GetValueOrDefault(), draft.Subject, ct);
    }
}
