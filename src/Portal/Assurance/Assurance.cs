using Microsoft.Extensions.DependencyInjection;
using Portal.Assurance.Simulation;

namespace Portal.Assurance;

public static class Assurance
{
    public static IServiceCollection AddAssurance(this IServiceCollection services) => services
        .AddSingleton<Search>().AddSingleton<SimulatePolicy>().AddSingleton<VersionReader>().AddSingleton<ReadinessQueries>().AddSingleton<PortfolioQueries>().AddSingleton<DifferenceQueries>();
}
