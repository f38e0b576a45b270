using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Data.Backups;
using Portal.Monitoring.Labels;
using Portal.Monitoring.Records;
using Portal.Monitoring.Rows;
using Portal.Monitoring.Traces;
using Portal.Shared;

namespace Portal.Monitoring.Intake;

internal static class Intake
{
    public static IServiceCollection AddIntake(this IServiceCollection services) => services
        .AddSingleton<KnownSenders>()
        .AddSingleton<RowPosts>()
        .AddSingleton(new IntakeRoom(AcceptPredictions.MostWaiting, IntakeRoom.MostBytes))
        .AddSingleton(StoreOf)
        .AddSingleton(provider => new TelemetryIntake(
            provider.GetRequiredService<IPostStore>(), provider.GetRequiredService<KnownSenders>(), provider.GetRequiredService<TelemetryBell>(),
            provider.GetRequiredService<Quarantine>(), provider.GetRequiredService<Calendar>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new FoldTelemetry(
            provider.GetRequiredService<IDbContextFactory<PortalDb>>(), provider.GetRequiredService<IPostStore>(), provider.GetRequiredService<Baselines>(),
            provider.GetRequiredService<JoinLabels>(), provider.GetRequiredService<KeepRecords>(), provider.GetRequiredService<QualityBaselines>(), provider.GetRequiredService<TrainingSets>(), provider.GetRequiredService<FoldSpans>(), provider.GetRequiredService<SeriesStore>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new ForgetTelemetry(
            provider.GetRequiredService<IDbContextFactory<PortalDb>>(), provider.GetRequiredService<IPostStore>(), provider.GetRequiredService<RollUpTelemetry>(), provider.GetRequiredService<ForgetTraces>(), provider.GetRequiredService<TimeProvider>()));

    private static IPostStore StoreOf(IServiceProvider provider)
    {
        var (options, rows) = (provider.GetRequiredService<PortalOptions>(), provider.GetRequiredService<RowPosts>());
        return options.Database.Provider == DatabaseProvider.Sqlite
            ? new SegmentPosts(
                rows, provider.GetRequiredService<IDbContextFactory<PortalDb>>(), Path.Combine(options.DataDirectory, BackupManifest.PostsFolder), provider.GetRequiredService<IntakeRoom>(),
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SegmentPosts>>())
            : rows;
    }
}
