using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.ModelRegistry;
using Portal.Monitoring.Rows;
using Portal.Register;

namespace Portal.Monitoring.Labels;

internal sealed class JoinRowMapping : IEntityTypeConfiguration<JoinRow>
{
    public void Configure(EntityTypeBuilder<JoinRow> builder)
    {
        builder.ToTable(JoinRow.Table);
        builder.HasKey(row => new { row.Source, row.Key });
        builder.HasIndex(row => new { row.Source, row.Day });
        builder.HasIndex(row => row.Until);
        builder.Property(row => row.Prediction).HasMaxLength(PredictionReader.LongestText);
        builder.Property(row => row.Label).HasMaxLength(PredictionReader.LongestText);
        builder.Property(row => row.Segment).HasMaxLength(PredictionReader.LongestText);
        builder.Property(row => row.Group).HasMaxLength(LabelRow.LongestGroup);
        builder.HasOne<JoinSource>().WithMany().HasForeignKey(row => row.Source).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class JoinSourceMapping : IEntityTypeConfiguration<JoinSource>
{
    public void Configure(EntityTypeBuilder<JoinSource> builder)
    {
        builder.ToTable("JoinSources");
        builder.HasIndex(source => source.ModelVersion).IsUnique();
        builder.HasIndex(source => source.System);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(source => source.ModelVersion).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class WaitingLabelMapping : IEntityTypeConfiguration<WaitingLabel>
{
    public void Configure(EntityTypeBuilder<WaitingLabel> builder)
    {
        builder.ToTable(WaitingLabel.Table);
        builder.HasKey(label => new { label.System, label.Key });
        builder.HasIndex(label => label.Day);
        builder.Property(label => label.Label).HasMaxLength(PredictionReader.LongestText);
        builder.Property(label => label.Group).HasMaxLength(LabelRow.LongestGroup);
        builder.HasOne<AiSystem>().WithMany().HasForeignKey(label => label.System).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class LostLabelsMapping : IEntityTypeConfiguration<LostLabels>
{
    public void Configure(EntityTypeBuilder<LostLabels> builder)
    {
        builder.ToTable("LostLabels");
        builder.HasKey(lost => lost.System);
        builder.Property(lost => lost.System).ValueGeneratedNever();
        builder.HasOne<AiSystem>().WithMany().HasForeignKey(lost => lost.System).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class QualityWatchMapping : IEntityTypeConfiguration<QualityWatch>
{
    public void Configure(EntityTypeBuilder<QualityWatch> builder)
    {
        builder.ToTable("QualityWatches");
        builder.HasKey(watch => watch.ModelVersion);
        builder.Property(watch => watch.ModelVersion).ValueGeneratedNever();
        builder.Property(watch => watch.StopAsked).HasMaxLength(20);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(watch => watch.ModelVersion).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class QualityDayMapping : IEntityTypeConfiguration<QualityDay>
{
    public void Configure(EntityTypeBuilder<QualityDay> builder)
    {
        builder.ToTable("QualityDays");
        builder.HasKey(day => new { day.ModelVersion, day.Day });
        builder.HasIndex(day => day.IsStale);
        builder.Property(day => day.Count).HasConversion(count => QualityCount.ToJson(count), json => QualityCount.FromJson(json));
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(day => day.ModelVersion).OnDelete(DeleteBehavior.Restrict);
    }
}
