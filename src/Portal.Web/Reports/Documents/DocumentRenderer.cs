using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Portal.Reports.Documents;

namespace Portal.Web.Reports.Documents;

/// <summary>Draws a document once, with the same components whatever becomes of it: the screen, a file, paper.</summary>
internal sealed class DocumentRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    public async Task<string> Draw(ReportDocument document, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var drawn = await renderer.RenderComponentAsync(ComponentOf(document), ParameterView.FromDictionary(new Dictionary<string, object?> { ["Report"] = document }));
            return drawn.ToHtmlString();
        });
    }

    private static Type ComponentOf(ReportDocument document) => document switch
    {
        BoardReport => typeof(BoardDocument),
        RegisterReport => typeof(RegisterDocument),
        DossierReport => typeof(DossierDocument),
        DecisionsReport => typeof(DecisionsDocument),
        FindingsReport => typeof(FindingsDocument),
        MonitoringReport => typeof(MonitoringDocument),
        AccessReport => typeof(AccessDocument),
        _ => throw new ArgumentOutOfRangeException(nameof(document), document.GetType().Name, "Nothing draws it."),
    };
}
