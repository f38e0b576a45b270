using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.ModelRegistry;
using Portal.Monitoring.Rows;
using Portal.Register;

namespace Portal.Monitoring.Alerts;

internal sealed class AlertMapping : IEntityTypeConfiguration<Alert>
{
    public void Configure(EntityTypeBuilder<Alert> builder)
    {
        builder.ToTable("Alerts");
        builder.Property(alert => alert.Id).ValueGeneratedNever();
        builder.Property(alert => alert.Code).HasMaxLength(20);
        builder.Property(alert => alert.Feature).HasMaxLength(PredictionReader.LongestName);
        builder.ComplexProperty(alert => alert.Evidence, evidence => evidence.Property(one => one.Figures).HasConversion(figures => DriftFigure.ToJson(figures), json => DriftFigure.FromJson(json)));
        builder.HasIndex(alert => alert.Code).IsUnique();
        builder.HasIndex(alert => new { alert.ModelVersion, alert.State });
        builder.HasIndex(alert => new { alert.State, alert.OpenedAt });
        builder.HasIndex(alert => new { alert.System, alert.OpenedAt });
        builder.HasOne<AiSystem>().WithMany().HasForeignKey(alert => alert.System).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(alert => alert.ModelVersion).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(alert => alert.Steps).WithOne().HasForeignKey(step => step.Alert);
        builder.Navigation(alert => alert.Steps).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class AlertStepMapping : IEntityTypeConfiguration<AlertStep>
{
    public void Configure(EntityTypeBuilder<AlertStep> builder)
    {
        builder.ToTable("AlertSteps");
        builder.HasKey(step => new { step.Alert, step.Number });
        builder.Property(step => step.Number).ValueGeneratedNever();
        builder.Property(step => step.Words).HasMaxLength(Alert.LongestWords);
        builder.ComplexProperty(step => step.Evidence, evidence => evidence.Property(one => one.Figures).HasConversion(figures => DriftFigure.ToJson(figures), json => DriftFigure.FromJson(json)));
    }
}

internal sealed class AlertWatchMapping : IEntityTypeConfiguration<AlertWatch>
{
    public void Configure(EntityTypeBuilder<AlertWatch> builder)
    {
        builder.ToTable("AlertWatches");
        builder.HasKey(watch => watch.ModelVersion);
        builder.Property(watch => watch.ModelVersion).ValueGeneratedNever();
        builder.HasOne<ModelVersion>().WithOne().HasForeignKey<AlertWatch>(watch => watch.ModelVersion).OnDelete(DeleteBehavior.Restrict);
    }
}
