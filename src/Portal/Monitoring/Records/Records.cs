using Microsoft.Extensions.DependencyInjection;

namespace Portal.Monitoring.Records;

internal static class Records
{
    public static IServiceCollection AddRecords(this IServiceCollection services) => services
        .AddSingleton<KeepRecords>().AddSingleton<ForgetRecords>()
        .AddSingleton<SearchDecisions>().AddSingleton<ReadDecision>()
        .AddSingleton<ContestDecision>().AddSingleton<ReviewContest>().AddSingleton<ContestQueries>()
        .AddSingleton<RecordedRows>().AddSingleton<EraseSubject>().AddSingleton<WatchProductionLike>();
}
