using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.ModelRegistry;
using Portal.Monitoring.Rows;

namespace Portal.Monitoring.Traces;

internal static class TracesMapping
{
    internal sealed class SpanMapping : IEntityTypeConfiguration<TraceSpan>
    {
        public void Configure(EntityTypeBuilder<TraceSpan> builder)
        {
            builder.ToTable("TraceSpans");
            builder.HasKey(span => new { span.System, span.Trace, span.Span });
            builder.HasOne<TraceTask>().WithMany().HasForeignKey(span => new { span.System, span.Trace }).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<ModelVersion>().WithMany().HasForeignKey(span => span.ModelVersion).OnDelete(DeleteBehavior.Restrict);
            builder.Property(span => span.Trace).HasMaxLength(SpanRow.LongestTrace);
            builder.Property(span => span.Span).HasMaxLength(SpanRow.LongestSpan);
            builder.Property(span => span.Parent).HasMaxLength(SpanRow.LongestSpan);
            builder.Property(span => span.Name).HasMaxLength(PredictionReader.LongestName);
            builder.Property(span => span.Operation).HasMaxLength(PredictionReader.LongestName);
            builder.Property(span => span.Agent).HasMaxLength(PredictionReader.LongestName);
            builder.Property(span => span.Model).HasMaxLength(PredictionReader.LongestName);
            builder.Property(span => span.Error).HasMaxLength(PredictionReader.LongestName);
            builder.Property(span => span.Tool).HasMaxLength(PredictionReader.LongestName);
        }
    }

    internal sealed class TaskMapping : IEntityTypeConfiguration<TraceTask>
    {
        public void Configure(EntityTypeBuilder<TraceTask> builder)
        {
            builder.ToTable("TraceTasks");
            builder.HasKey(task => new { task.System, task.Trace });
            builder.HasOne<ModelVersion>().WithMany().HasForeignKey(task => task.ModelVersion).OnDelete(DeleteBehavior.Restrict);
            builder.Property(task => task.Trace).HasMaxLength(SpanRow.LongestTrace);
            builder.HasIndex(task => new { task.System, task.StartedAt });
            builder.HasIndex(task => new { task.System, task.CostMicros });
            builder.HasIndex(task => task.ChangedAt);
            builder.ComplexProperty(task => task.Sums, sums =>
            {
                sums.Property(one => one.Name).HasMaxLength(PredictionReader.LongestName);
                sums.Property(one => one.Agent).HasMaxLength(PredictionReader.LongestName);
            });
        }
    }
}
