using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Lineage;

public static class Lineage
{
    public static IServiceCollection AddLineage(this IServiceCollection services) => services
        .AddSingleton<RegisterDataset>()
        .AddSingleton<DatasetQueries>();

    internal sealed class DatasetMapping : IEntityTypeConfiguration<Dataset>
    {
        public void Configure(EntityTypeBuilder<Dataset> builder)
        {
            builder.ToTable("Datasets");
            builder.Property(dataset => dataset.Id).ValueGeneratedNever();
            builder.Property(dataset => dataset.Name).HasMaxLength(Dataset.LongestName);
            builder.Property(dataset => dataset.Description).HasMaxLength(Dataset.LongestDescription);
            builder.HasIndex(dataset => dataset.Name).IsUnique();
            builder.HasMany(dataset => dataset.Versions).WithOne().HasForeignKey(version => version.Dataset);

            // Always read along: a version is added only where it is not there yet.
            builder.Navigation(dataset => dataset.Versions).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        }
    }

    internal sealed class DatasetVersionMapping : IEntityTypeConfiguration<DatasetVersion>
    {
        public void Configure(EntityTypeBuilder<DatasetVersion> builder)
        {
            builder.ToTable("DatasetVersions");
            builder.HasKey(version => new { version.Dataset, version.Number });
            builder.HasIndex(version => version.Digest);
        }
    }
}
