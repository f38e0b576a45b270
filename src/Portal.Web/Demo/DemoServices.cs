using Portal.Accounts;
using Portal.ModelRegistry;

namespace Portal.Web.Demo;

internal static class DemoServices
{
    /// <summary>The traffic of the demo's systems: one that drifts, one that worsens, one in which nothing happens; sent with the demo's token once the bank is made.</summary>
    public static void AddDemo(this IServiceCollection services, PortalOptions options)
    {
        var directory = new DemoDirectory(options.DataDirectory);
        services.AddSingleton(provider => new DemoFeed(
            async ct => directory.Credentials is { } credentials ? await provider.GetRequiredService<Actors>().ByToken(credentials.ApiToken, ct) : null,
            async ct =>
            [
                DemoStory.ScoringTraffic("AIS-0001", await TrainedAnew(provider, "AIS-0001", "v3.3", ct)),
                DemoStory.FraudTraffic("AIS-0002", await TrainedAnew(provider, "AIS-0002", "4.7", ct)),
                DemoSurveillance.Stream,
            ]));
        services.AddSingleton(provider => new DemoCallFeed(
            async ct => directory.Credentials is { } credentials ? await provider.GetRequiredService<Actors>().ByToken(credentials.ApiToken, ct) : null, DemoCallStory.All));
        services.AddHostedService<TelemetryGenerator>();
        services.AddHostedService<CallGenerator>();
    }

    /// <summary>The day from which the story of a system is counted; the database keeps it.</summary>
    private static async Task<DateTimeOffset?> TrainedAnew(IServiceProvider provider, string system, string label, CancellationToken ct) =>
        (await provider.GetRequiredService<VersionQueries>().One(system, label, ct))?.Line.DeclaredAt is { } at ? new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero) : null;
}
