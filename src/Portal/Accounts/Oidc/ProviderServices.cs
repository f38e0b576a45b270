using Microsoft.Extensions.DependencyInjection;

namespace Portal.Accounts.Oidc;

internal static class ProviderServices
{
    public static IServiceCollection AddProvider(this IServiceCollection services) =>
        services.AddSingleton<Provider>().AddSingleton<ProviderSignIn>().AddSingleton<SignInByProvider>();
}
