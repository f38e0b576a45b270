using System.Diagnostics;

namespace Portal.Web.Layout;

/// <summary>Keeps a fault to the page it happened on, and shows no more of it than what finds it in the log.</summary>
public sealed partial class PageBoundary(ILogger<PageBoundary> logger)
{
    private string _correlationId = "";

    protected override Task OnErrorAsync(Exception exception)
    {
        _correlationId = Activity.Current?.TraceId.ToString() ?? Guid.CreateVersion7().ToString("n");
        LogFault(logger, _correlationId, exception);
        return Task.CompletedTask;
    }

    [LoggerMessage(9001, LogLevel.Error, "A page failed; shown to the person as {CorrelationId}")]
    private static partial void LogFault(ILogger logger, string correlationId, Exception exception);
}
