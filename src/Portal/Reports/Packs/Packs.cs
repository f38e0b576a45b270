using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.Reports.Packs.Records;

namespace Portal.Reports.Packs;

public static class Packs
{
    public static IServiceCollection AddPacks(this IServiceCollection services) => services
        .AddSingleton<RequestPack>().AddSingleton<CancelPack>().AddSingleton<OpenPack>().AddSingleton<PackQueries>()
        .AddSingleton<RegisterRecords>().AddSingleton<VersionRecords>().AddSingleton<ThresholdQueries>().AddSingleton<DecisionRecords>()
        .AddSingleton<FindingRecords>().AddSingleton<PolicyRecords>().AddSingleton<MonitoringRecords>()
        .AddSingleton<PackLedgers>().AddSingleton<PackTables>().AddSingleton<PackSummaries>().AddSingleton<PackSheets>().AddSingleton<MakePack>().AddSingleton<ForgetPacks>()
        .AddSingleton<PackWorker>().AddHostedService(provider => provider.GetRequiredService<PackWorker>());

    internal sealed class Mapping : IEntityTypeConfiguration<EvidencePack>
    {
        public void Configure(EntityTypeBuilder<EvidencePack> builder)
        {
            builder.ToTable("EvidencePacks");
            builder.Property(pack => pack.Id).ValueGeneratedNever();
            builder.Property(pack => pack.Code).HasMaxLength(20);
            builder.Property(pack => pack.Scope).HasMaxLength(220);
            builder.Property(pack => pack.Reason).HasMaxLength(1000);
            builder.Property(pack => pack.Because).HasMaxLength(EvidencePack.LongestWords);
            builder.Property(pack => pack.Doing).HasMaxLength(EvidencePack.LongestWords);
            builder.HasIndex(pack => pack.Code).IsUnique();
            builder.HasIndex(pack => new { pack.State, pack.DueAt });
            builder.HasIndex(pack => pack.RequestedAt);
            builder.HasIndex(pack => pack.Manifest);
            builder.Ignore(pack => pack.AsOf);
        }
    }
}
