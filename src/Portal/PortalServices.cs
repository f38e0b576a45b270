using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Assurance;
using Portal.Audit;
using Portal.Data;
using Portal.Evaluation;
using Portal.Evaluation.Judging;
using Portal.Evaluation.Scans;
using Portal.Findings;
using Portal.Inspection;
using Portal.Integrations;
using Portal.Lineage;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Policies;
using Portal.Promotions;
using Portal.Register;
using Portal.Reports;
using Portal.Reports.Packs;
using Portal.Shared;
using Portal.Tracking;

namespace Portal;

/// <summary>Everything the portal knows and decides, one line a capability.</summary>
public static class PortalServices
{
    public static IServiceCollection AddPortal(this IServiceCollection services, PortalOptions options) => services
        .AddSingleton(options)
        .AddSingleton(typeof(LiveFeed<>))
        .AddSingleton(provider => new Calendar(options.Organisation.Zone, options.Organisation.Days, provider.GetRequiredService<TimeProvider>()))
        .AddData(options.Database, options.DataDirectory)
        .AddAccounts()
        .AddAudit()
        .AddIntegrations()
        .AddPolicies()
        .AddFindings()
        .AddRegister()
        .AddLineage()
        .AddModelRegistry()
        .AddEvaluation()
        .AddScans()
        .AddJudging()
        .AddTracking(options.Mlflow)
        .AddMonitoring(options.Traces)
        .AddPromotions()
        .AddAssurance()
        .AddReports()
        .AddInspection()
        .AddPacks();
}
