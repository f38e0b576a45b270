using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.ModelRegistry;
using Portal.Monitoring.Alerts;
using Portal.Register;
using Portal.Shared;

namespace Portal.Monitoring;

public static class Monitoring
{
    public static IServiceCollection AddMonitoring(this IServiceCollection services) => services
        .AddSingleton<AcceptPredictions>()
        .AddSingleton<Baselines>()
        .AddSingleton<FoldTelemetry>()
        .AddSingleton<ForgetTelemetry>()
        .AddSingleton<MonitoringQueries>()
        .AddSingleton<SeriesStore>()
        .AddSingleton<TelemetryBell>()
        .AddSingleton<TrafficDriftQueries>()
        .AddSingleton<IReaction<BaselineMade>, MakeBaseline>()
        .AddSingleton<AlertQueries>().AddSingleton<AlertWriting>().AddSingleton<EvaluateAlerts>()
        .AddSingleton<TakeAlert>().AddSingleton<CommentAlert>().AddSingleton<CloseAlert>()
        .AddSingleton<MonitoringEngine>()
        .AddHostedService(provider => provider.GetRequiredService<MonitoringEngine>());

    internal sealed class BaselineMapping : IEntityTypeConfiguration<Baseline>
    {
        public void Configure(EntityTypeBuilder<Baseline> builder)
        {
            builder.ToTable("Baselines");
            builder.HasKey(baseline => baseline.ModelVersion);
            builder.Property(baseline => baseline.ModelVersion).ValueGeneratedNever();
            builder.HasOne<ModelVersion>().WithOne().HasForeignKey<Baseline>(baseline => baseline.ModelVersion).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class BatchMapping : IEntityTypeConfiguration<TelemetryBatch>
    {
        public void Configure(EntityTypeBuilder<TelemetryBatch> builder)
        {
            builder.ToTable("TelemetryBatches");
            builder.Property(batch => batch.Id).ValueGeneratedNever();
            builder.Property(batch => batch.Key).HasMaxLength(AcceptPredictions.LongestKey);
            builder.HasOne<AiSystem>().WithMany().HasForeignKey(batch => batch.System).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(batch => new { batch.System, batch.Key }).IsUnique();
            builder.HasIndex(batch => new { batch.Folded, batch.Id });
        }
    }

    internal sealed class DayMapping : IEntityTypeConfiguration<TelemetryDay>
    {
        public void Configure(EntityTypeBuilder<TelemetryDay> builder)
        {
            builder.ToTable("TelemetryDays");
            builder.HasKey(day => new { day.ModelVersion, day.Day });
            builder.HasOne<ModelVersion>().WithMany().HasForeignKey(day => day.ModelVersion).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class WindowMapping : IEntityTypeConfiguration<TelemetryWindow>
    {
        public void Configure(EntityTypeBuilder<TelemetryWindow> builder)
        {
            builder.ToTable("TelemetryWindows");
            builder.HasKey(window => new { window.ModelVersion, window.Minute });
            builder.HasIndex(window => window.ChangedAt);
            builder.HasIndex(window => window.Minute);
            builder.HasOne<ModelVersion>().WithMany().HasForeignKey(window => window.ModelVersion).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
