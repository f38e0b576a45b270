using Portal.Web.Layout;
using Portal.Web.Reports;

namespace Portal.Web.Ui;

internal static class UiServices
{
    public static IServiceCollection AddUi(this IServiceCollection services) => services
        .AddSingleton<ListAddresses>()
        .AddScoped<PageDay>()
        .AddScoped<Toasts>()
        .AddScoped<KeptTexts>()
        .AddScoped<MinuteTick>();
}
