using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.ModelRegistry.Cards;
using Portal.Register;

namespace Portal.ModelRegistry;

public static class ModelRegistry
{
    public static IServiceCollection AddModelRegistry(this IServiceCollection services) => services
        .AddSingleton<DeclareVersion>()
        .AddSingleton<PutArtifact>()
        .AddSingleton<AssignContributor>().AddSingleton<StrangerQueries>()
        .AddSingleton<ArtifactQueries>()
        .AddSingleton<OpenArtifact>()
        .AddSingleton<VerifyArtifacts>()
        .AddSingleton<ArtifactClock>().AddHostedService(provider => provider.GetRequiredService<ArtifactClock>())
        .AddSingleton<EstateQueries>()
        .AddSingleton<PromptTexts>()
        .AddSingleton<VersionQueries>()
        .AddCards();

    internal sealed class VersionMapping : IEntityTypeConfiguration<ModelVersion>
    {
        public void Configure(EntityTypeBuilder<ModelVersion> builder)
        {
            builder.ToTable("Versions");
            builder.Property(version => version.Id).ValueGeneratedNever();
            builder.Property(version => version.Label).HasMaxLength(Declaration.LongestLabel);
            builder.Property(version => version.Name).HasMaxLength(Declaration.LongestName);
            builder.Property(version => version.Provenance).HasConversion(provenance => Provenance.ToJson(provenance), json => Provenance.FromJson(json));
            builder.HasOne<AiSystem>().WithMany().HasForeignKey(version => version.System).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(version => new { version.System, version.Label }).IsUnique();
            builder.HasIndex(version => version.ContentDigest);
            builder.HasMany(version => version.Artifacts).WithOne().HasForeignKey(artifact => artifact.Version);
            builder.HasMany(version => version.Contributors).WithOne().HasForeignKey(contributor => contributor.Version);
            builder.HasMany(version => version.Stages).WithOne().HasForeignKey(span => span.Version);
            builder.HasMany(version => version.Named).WithOne().HasForeignKey(named => named.Version);
            builder.Navigation(version => version.Named).UsePropertyAccessMode(PropertyAccessMode.Field);
            builder.Navigation(version => version.Artifacts).UsePropertyAccessMode(PropertyAccessMode.Field);
            builder.Navigation(version => version.Contributors).UsePropertyAccessMode(PropertyAccessMode.Field);

            // Always read along: a version that moves ends the stage in which it was.
            builder.Navigation(version => version.Stages).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        }
    }

    internal sealed class StageSpanMapping : IEntityTypeConfiguration<StageSpan>
    {
        public void Configure(EntityTypeBuilder<StageSpan> builder)
        {
            builder.ToTable("VersionStages");
            builder.HasKey(span => new { span.Version, span.ValidFrom, span.Stage });
            builder.HasIndex(span => new { span.System, span.ValidFrom });
        }
    }

    internal sealed class ArtifactMapping : IEntityTypeConfiguration<DeclaredArtifact>
    {
        public void Configure(EntityTypeBuilder<DeclaredArtifact> builder)
        {
            builder.ToTable("VersionArtifacts");
            builder.HasKey(artifact => new { artifact.Version, artifact.Name });
            builder.Property(artifact => artifact.Name).HasMaxLength(Declaration.LongestName);
            builder.Property(artifact => artifact.Source).HasMaxLength(Declaration.LongestSource);
        }
    }

    internal sealed class NamedContributorMapping : IEntityTypeConfiguration<NamedContributor>
    {
        public void Configure(EntityTypeBuilder<NamedContributor> builder)
        {
            builder.ToTable("VersionNamedContributors");
            builder.HasKey(named => new { named.Version, named.Name });
            builder.Property(named => named.Name).HasMaxLength(NamedContributor.LongestName);
        }
    }

    internal sealed class ContributorMapping : IEntityTypeConfiguration<Contributor>
    {
        public void Configure(EntityTypeBuilder<Contributor> builder)
        {
            builder.ToTable("VersionContributors");
            builder.HasKey(contributor => new { contributor.Version, contributor.Person });
        }
    }
}
