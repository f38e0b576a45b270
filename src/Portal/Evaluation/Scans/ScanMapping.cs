using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.ModelRegistry;

namespace Portal.Evaluation.Scans;

public static class ScanServices
{
    public static IServiceCollection AddScans(this IServiceCollection services) => services.AddSingleton<SubmitScan>().AddSingleton<ScanQueries>();
}

internal sealed class ScanMapping : IEntityTypeConfiguration<Scan>
{
    public void Configure(EntityTypeBuilder<Scan> builder)
    {
        builder.ToTable("Scans");
        builder.Property(scan => scan.Id).ValueGeneratedNever();
        builder.Property(scan => scan.Tool).HasMaxLength(ScanJson.LongestText);
        builder.Ignore(scan => scan.Counts);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(scan => scan.ModelVersion).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(scan => new { scan.ModelVersion, scan.Ordinal }).IsUnique();
        builder.OwnsMany(scan => scan.Criticals, critical =>
        {
            critical.ToTable("ScanCriticals");
            critical.WithOwner().HasForeignKey("Scan");
            critical.HasKey("Scan", nameof(ScanCritical.Ordinal));
            critical.Property(one => one.Ordinal).ValueGeneratedNever();
            critical.Property(one => one.Vulnerability).HasMaxLength(ScanJson.LongestText);
            critical.Property(one => one.Component).HasMaxLength(ScanJson.LongestText);
            critical.Property(one => one.Justification).HasMaxLength(ScanJson.LongestRemark);
        });
    }
}
