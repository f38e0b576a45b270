using Portal.Reports.Documents;
using Portal.Web.Reports.Printing;

namespace Portal.Web.Reports.Documents;

/// <summary>How what documents say gets its form: drawn by components, printed by a browser.</summary>
internal static class DocumentServices
{
    public static IServiceCollection AddDocumentForms(this IServiceCollection services) => services
        .AddSingleton<DocumentRenderer>().AddSingleton<DrawDocument>(provider => provider.GetRequiredService<DocumentRenderer>().Draw)
        .AddSingleton<Chromium>().AddSingleton<DocumentPrinter>().AddSingleton<PrintDocument>(provider => provider.GetRequiredService<DocumentPrinter>().Print)
        .AddHostedService<ReportWorker>();
}
