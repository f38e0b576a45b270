using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tracking.Registered;

namespace Portal.Tracking;

public static class Tracking
{
    public static IServiceCollection AddTracking(this IServiceCollection services, MlflowOptions options) => services
        .AddSingleton(options)
        .AddSingleton<CreateExperiment>().AddSingleton<ChangeExperiment>()
        .AddSingleton<StartRun>().AddSingleton<ChangeRun>().AddSingleton<LogToRun>().AddSingleton<LogInputs>()
        .AddSingleton<LogModel>().AddSingleton<ChangeLoggedModel>()
        .AddSingleton<PutFile>().AddSingleton<DeleteFile>().AddSingleton<OpenFile>()
        .AddSingleton<FileQueries>().AddSingleton<ExperimentQueries>().AddSingleton<RunQueries>().AddSingleton<RunListQueries>().AddSingleton<LoggedModelQueries>()
        .AddRegisteredModels();

    internal sealed class ExperimentMapping : IEntityTypeConfiguration<Experiment>
    {
        public void Configure(EntityTypeBuilder<Experiment> builder)
        {
            builder.ToTable("Experiments");
            builder.Property(experiment => experiment.Id).ValueGeneratedNever();
            builder.Property(experiment => experiment.Name).HasMaxLength(Experiment.LongestName);
            builder.Property(experiment => experiment.ArtifactLocation).HasMaxLength(Experiment.LongestLocation);
            builder.HasIndex(experiment => experiment.Number).IsUnique();
            builder.HasIndex(experiment => experiment.Name).IsUnique();

            // Clients that name no experiment mean this one.
            builder.HasData(new
            {
                Id = new Shared.TrackedId(Guid.Parse("00000000-0000-7000-8000-000000000000")),
                Number = 0,
                Name = "Default",
                ArtifactLocation = $"{FilePlace.Scheme}:/0",
                IsDeleted = false,
                CreatedAt = DateTimeOffset.UnixEpoch,
                ChangedAt = DateTimeOffset.UnixEpoch,
                Version = 0,
            });
        }
    }

    internal sealed class RunMapping : IEntityTypeConfiguration<TrackedRun>
    {
        public void Configure(EntityTypeBuilder<TrackedRun> builder)
        {
            builder.ToTable("TrackedRuns");
            builder.Property(run => run.Id).ValueGeneratedNever();
            builder.Property(run => run.Name).HasMaxLength(TrackedRun.LongestName);
            builder.HasIndex(run => new { run.Experiment, run.IsDeleted, run.StartedAt });
            builder.HasIndex(run => run.System);
        }
    }

    internal sealed class TextMapping : IEntityTypeConfiguration<TrackedText>
    {
        public void Configure(EntityTypeBuilder<TrackedText> builder)
        {
            builder.ToTable("TrackedTexts");
            builder.HasKey(text => new { text.Owner, text.Kind, text.Key });
            builder.Property(text => text.Key).HasMaxLength(TrackedText.LongestKey);
            builder.HasIndex(text => new { text.Key, text.Kind });
        }
    }

    internal sealed class MetricMapping : IEntityTypeConfiguration<TrackedMetric>
    {
        public void Configure(EntityTypeBuilder<TrackedMetric> builder)
        {
            builder.ToTable("TrackedMetrics");
            builder.HasKey(metric => new { metric.Run, metric.Key });
            builder.Property(metric => metric.Key).HasMaxLength(TrackedText.LongestKey);
            builder.HasIndex(metric => new { metric.Key, metric.Value, metric.Run });
        }
    }

    internal sealed class PointMapping : IEntityTypeConfiguration<MetricPoint>
    {
        public void Configure(EntityTypeBuilder<MetricPoint> builder)
        {
            builder.ToTable("MetricPoints");
            builder.HasKey(point => new { point.Run, point.Key, point.Step, point.At, point.Value, point.IsNan });
            builder.Property(point => point.Key).HasMaxLength(TrackedText.LongestKey);
        }
    }

    internal sealed class InputMapping : IEntityTypeConfiguration<RunInput>
    {
        public void Configure(EntityTypeBuilder<RunInput> builder)
        {
            builder.ToTable("RunInputs");
            builder.HasKey(input => new { input.Run, input.Name, input.ClientDigest });
            builder.Property(input => input.Name).HasMaxLength(RunInput.LongestName);
            builder.Property(input => input.ClientDigest).HasMaxLength(RunInput.LongestDigest);
        }
    }

    internal sealed class LoggedModelMapping : IEntityTypeConfiguration<LoggedModel>
    {
        public void Configure(EntityTypeBuilder<LoggedModel> builder)
        {
            builder.ToTable("LoggedModels");
            builder.Property(model => model.Id).ValueGeneratedNever();
            builder.HasIndex(model => model.Experiment);
            builder.HasIndex(model => model.Run);
        }
    }

    internal sealed class FileMapping : IEntityTypeConfiguration<TrackedFile>
    {
        public void Configure(EntityTypeBuilder<TrackedFile> builder)
        {
            builder.ToTable("TrackedFiles");
            builder.HasKey(file => new { file.Owner, file.Path });
            builder.Property(file => file.Path).HasMaxLength(FilePlace.LongestPath);
        }
    }
}
