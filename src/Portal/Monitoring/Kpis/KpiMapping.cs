using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Register;

namespace Portal.Monitoring.Kpis;

internal sealed class KpiMapping : IEntityTypeConfiguration<Kpi>
{
    public void Configure(EntityTypeBuilder<Kpi> builder)
    {
        builder.ToTable("Kpis");
        builder.Property(kpi => kpi.Id).ValueGeneratedNever();
        builder.Property(kpi => kpi.Name).HasMaxLength(Kpi.LongestName);
        builder.Property(kpi => kpi.Unit).HasMaxLength(Kpi.LongestUnit);
        builder.Property(kpi => kpi.Objective).HasMaxLength(Kpi.LongestObjective);
        builder.HasIndex(kpi => new { kpi.System, kpi.Name }).IsUnique();
        builder.HasOne<AiSystem>().WithMany().HasForeignKey(kpi => kpi.System).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(kpi => kpi.Readings).WithOne().HasForeignKey(reading => reading.Kpi);
        builder.Navigation(kpi => kpi.Readings).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasMany(kpi => kpi.Revisions).WithOne().HasForeignKey(revision => revision.Kpi);
        builder.Navigation(kpi => kpi.Revisions).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class KpiReadingMapping : IEntityTypeConfiguration<KpiReading>
{
    public void Configure(EntityTypeBuilder<KpiReading> builder)
    {
        builder.ToTable("KpiReadings");
        builder.HasKey(reading => new { reading.Kpi, reading.Day, reading.At });
    }
}

internal sealed class KpiRevisionMapping : IEntityTypeConfiguration<KpiRevision>
{
    public void Configure(EntityTypeBuilder<KpiRevision> builder)
    {
        builder.ToTable("KpiRevisions");
        builder.HasKey(revision => new { revision.Kpi, revision.ValidFrom });
        builder.Property(revision => revision.Unit).HasMaxLength(Kpi.LongestUnit);
        builder.Property(revision => revision.Objective).HasMaxLength(Kpi.LongestObjective);
    }
}
