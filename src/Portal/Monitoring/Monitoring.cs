using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.ModelRegistry;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Intake;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Labels;
using Portal.Monitoring.Rates;
using Portal.Monitoring.Records;
using Portal.Monitoring.Rows;
using Portal.Monitoring.Traces;
using Portal.Monitoring.Views;
using Portal.Monitoring.Wall;
using Portal.Register;
using Portal.Shared;

namespace Portal.Monitoring;

public static class Monitoring
{
    public static IServiceCollection AddMonitoring(this IServiceCollection services, TracesOptions traces) => services
        .AddSingleton(traces)
        .AddSingleton<AcceptCalls>()
        .AddSingleton<AcceptPredictions>()
        .AddSingleton<AcceptReactions>()
        .AddSingleton<AddPrice>()
        .AddSingleton<ClaimQuarantine>()
        .AddSingleton<DismissQuarantine>()
        .AddSingleton<Quarantine>()
        .AddSingleton<QuarantineQueries>()
        .AddSingleton<ScoringRunQueries>()
        .AddSingleton<WatchUnapproved>()
        .AddSingleton<Baselines>()
        .AddIntake()
        .AddSingleton<AcceptTraces>().AddSingleton<FoldSpans>().AddSingleton<ForgetTraces>().AddSingleton<TaskQueries>()
        .AddSingleton<CostQueries>()
        .AddSingleton<MetricQueries>()
        .AddSingleton<MonitoringQueries>().AddSingleton<MonitoringSummaries>()
        .AddSingleton<PostCost>()
        .AddSingleton<RollUpTelemetry>()
        .AddSingleton<SeriesStore>()
        .AddSingleton<JoinLabels>().AddSingleton<CountQuality>().AddSingleton<JudgeQuality>().AddSingleton<QualityBaselines>().AddSingleton<TrainingSets>().AddSingleton<QualityQueries>()
        .AddSingleton<SpendQueries>().AddSingleton<SpendDetailQueries>()
        .AddSingleton<SystemViewQueries>()
        .AddSingleton<TelemetryBell>()
        .AddSingleton<TrafficDriftQueries>()
        .AddSingleton<MakeBaseline>().AddSingleton<IReaction<BaselineMade>>(provider => provider.GetRequiredService<MakeBaseline>()).AddSingleton<BringBaseline>()
        .AddSingleton<AlertQueries>().AddSingleton<AlertWriting>().AddSingleton<EvaluateAlerts>().AddSingleton<BudgetQueries>().AddSingleton<SetBudget>().AddSingleton<JudgeBudgets>().AddSingleton<JudgeRates>().AddSingleton<OweReviews>().AddSingleton<SimulateAlerts>()
        .AddSingleton<TakeAlert>().AddSingleton<CommentAlert>().AddSingleton<SnoozeAlert>().AddSingleton<CloseAlert>()
        .AddSingleton<KpiQueries>().AddSingleton<SetKpi>().AddSingleton<ReadKpi>()
        .AddSingleton<WallReader>().AddSingleton<WallBoard>().AddHostedService<WallWatch>()
        .AddRecords()
        .AddSingleton<MonitoringEngine>()
        .AddHostedService(provider => provider.GetRequiredService<MonitoringEngine>());

    internal sealed class BaselineMapping : IEntityTypeConfiguration<Baseline>
    {
        public void Configure(EntityTypeBuilder<Baseline> builder)
        {
            builder.ToTable("Baselines");
            builder.HasKey(baseline => baseline.ModelVersion);
            builder.Property(baseline => baseline.ModelVersion).ValueGeneratedNever();
            builder.ComplexProperty(baseline => baseline.Outcome, outcome =>
            {
                outcome.Property(one => one.Positive).HasMaxLength(200);
                outcome.Property(one => one.Bands).HasConversion(bands => Baseline.ToJson(bands), json => Baseline.FromJson(json));
            });
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
            builder.HasIndex(batch => new { batch.System, batch.Run });
            builder.Property(batch => batch.Run).HasMaxLength(RunName.Longest);
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

    internal sealed class PriceMapping : IEntityTypeConfiguration<ModelPrice>
    {
        public void Configure(EntityTypeBuilder<ModelPrice> builder)
        {
            builder.ToTable("ModelPrices");
            builder.HasKey(price => price.Number);
            builder.Property(price => price.Number).ValueGeneratedNever();
            builder.Property(price => price.Provider).HasMaxLength(AddPrice.LongestName);
            builder.Property(price => price.Model).HasMaxLength(AddPrice.LongestName);
            builder.Property(price => price.Currency).HasMaxLength(3);
        }
    }

    internal sealed class PostedCostMapping : IEntityTypeConfiguration<PostedCost>
    {
        public void Configure(EntityTypeBuilder<PostedCost> builder)
        {
            builder.ToTable("PostedCosts");
            builder.Property(cost => cost.Id).ValueGeneratedNever();
            builder.Property(cost => cost.What).HasMaxLength(PostCost.LongestWhat);
            builder.HasOne<AiSystem>().WithMany().HasForeignKey(cost => cost.System).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(cost => new { cost.System, cost.Day });
        }
    }

    internal sealed class QuarantineMapping : IEntityTypeConfiguration<QuarantinedPost>
    {
        public void Configure(EntityTypeBuilder<QuarantinedPost> builder)
        {
            builder.ToTable("QuarantinedPosts");
            builder.Property(post => post.Id).ValueGeneratedNever();
            builder.Property(post => post.Name).HasMaxLength(Quarantine.LongestName);
            builder.Property(post => post.Key).HasMaxLength(AcceptPredictions.LongestKey);
            builder.Property(post => post.Run).HasMaxLength(RunName.Longest);
            builder.HasIndex(post => new { post.Name, post.Key }).IsUnique();
        }
    }

    internal sealed class RunMapping : IEntityTypeConfiguration<ScoringRun>
    {
        public void Configure(EntityTypeBuilder<ScoringRun> builder)
        {
            builder.ToTable("ScoringRuns");
            builder.HasKey(run => new { run.ModelVersion, run.Name });
            builder.Property(run => run.Name).HasMaxLength(RunName.Longest);
            builder.HasIndex(run => new { run.ModelVersion, run.AsOf });
            builder.HasOne<ModelVersion>().WithMany().HasForeignKey(run => run.ModelVersion).OnDelete(DeleteBehavior.Restrict);
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
