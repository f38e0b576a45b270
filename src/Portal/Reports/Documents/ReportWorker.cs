using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.Reports.Documents;

/// <summary>Makes the documents that wait, one after the other: drawing and printing take a core for a while.</summary>
public sealed partial class ReportWorker(ReportJobs jobs, MakeReport make, ILogger<ReportWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var job in jobs.Next(stoppingToken))
        {
            try
            {
                await make.Run(job, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                JobFailed(log, fault, job.Form.Key);
                make.Failed(job, "Something went wrong, and is in the portal's log. Nothing was kept; try again.");
            }
        }
    }

    [LoggerMessage(1801, LogLevel.Error, "The document {Report} could not be made")]
    private static partial void JobFailed(ILogger log, Exception fault, string report);
}
