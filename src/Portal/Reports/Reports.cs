using Microsoft.Extensions.DependencyInjection;
using Portal.Reports.Documents;

namespace Portal.Reports;

public static class Reports
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services.AddSingleton<Lists>().AddSingleton<AdministrationLists>().AddSingleton<ExportList>().AddDocuments();
}
