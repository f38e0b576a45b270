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
                new DemoStream("AIS-0001", "v3.1", DemoModel.CreditScoring, Drifts: true),
                new DemoStream("AIS-0002", "4.6", DemoModel.CardFraud, Drifts: false) { WorsensFrom = (await provider.GetRequiredService<VersionQueries>().One("AIS-0002", "4.7", ct))?.Line.DeclaredAt is { } trainedAnew ? DemoStory.FraudWorsens(trainedAnew) : null },
                DemoSurveillance.Stream,
            ]));
        services.AddSingleton(provider => new DemoCallFeed(
            async ct => directory.Credentials is { } credentials ? await provider.GetRequiredService<Actors>().ByToken(credentials.ApiToken, ct) : null, DemoCallStory.All));
        services.AddHostedService<TelemetryGenerator>();
        services.AddHostedService<CallGenerator>();
    }
}
