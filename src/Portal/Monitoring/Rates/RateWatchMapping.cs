using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.ModelRegistry;

namespace Portal.Monitoring.Rates;

internal sealed class RateWatchMapping : IEntityTypeConfiguration<RateWatch>
{
    public void Configure(EntityTypeBuilder<RateWatch> builder)
    {
        builder.ToTable("RateWatches");
        builder.HasKey(watch => new { watch.ModelVersion, watch.Metric, watch.Of });
        builder.Property(watch => watch.Of).HasMaxLength(40);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(watch => watch.ModelVersion).OnDelete(DeleteBehavior.Restrict);
    }
}
