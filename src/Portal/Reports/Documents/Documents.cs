using Microsoft.Extensions.DependencyInjection;

namespace Portal.Reports.Documents;

public static class Documents
{
    /// <summary>How they are drawn and printed is given by the host: <see cref="DrawDocument"/>, <see cref="PrintDocument"/>.</summary>
    public static IServiceCollection AddDocuments(this IServiceCollection services) => services
        .AddSingleton<ReadBoardReport>().AddSingleton<ReadRegisterReport>().AddSingleton<ReadDossierReport>().AddSingleton<ReadDecisionsReport>()
        .AddSingleton<ReadFindingsReport>().AddSingleton<ReadMonitoringReport>().AddSingleton<ReadAccessReport>().AddSingleton<ReportReader>()
        .AddSingleton<ReportJobs>().AddSingleton<AskForReport>().AddSingleton<MakeReport>().AddSingleton<OpenReport>().AddSingleton<PrintedDocuments>().AddSingleton<MadeReportQueries>();
}
