namespace Portal.Web.Ui;

internal static class UiServices
{
    public static IServiceCollection AddUi(this IServiceCollection services) => services
        .AddScoped<Toasts>()
        .AddScoped<KeptTexts>()
        .AddScoped<MinuteTick>();
}
