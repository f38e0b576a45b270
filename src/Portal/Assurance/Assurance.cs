using Microsoft.Extensions.DependencyInjection;

namespace Portal.Assurance;

public static class Assurance
{
    public static IServiceCollection AddAssurance(this IServiceCollection services) => services.AddSingleton<Search>().AddSingleton<VersionReader>().AddSingleton<ReadinessQueries>();
}
