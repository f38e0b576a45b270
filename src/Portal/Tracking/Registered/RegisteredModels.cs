using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.ModelRegistry;

namespace Portal.Tracking.Registered;

internal static class RegisteredModels
{
    public static IServiceCollection AddRegisteredModels(this IServiceCollection services) => services
        .AddSingleton<RegisterModel>().AddSingleton<ChangeModel>()
        .AddSingleton<RegisterModelVersion>().AddSingleton<ChangeModelVersion>().AddSingleton<MoveModelVersion>()
        .AddSingleton<SetAlias>().AddSingleton<RemoveAlias>()
        .AddSingleton<ModelQueries>().AddSingleton<ModelVersionQueries>();

    internal sealed class ModelMapping : IEntityTypeConfiguration<RegisteredModel>
    {
        public void Configure(EntityTypeBuilder<RegisteredModel> builder)
        {
            builder.ToTable("RegisteredModels");
            builder.Property(model => model.Id).ValueGeneratedNever();
            builder.Property(model => model.Name).HasMaxLength(Declaration.LongestName);
            builder.HasIndex(model => model.Name).IsUnique();
            builder.HasIndex(model => model.System);
        }
    }

    internal sealed class VersionMapping : IEntityTypeConfiguration<RegisteredVersion>
    {
        public void Configure(EntityTypeBuilder<RegisteredVersion> builder)
        {
            builder.ToTable("RegisteredVersions");
            builder.Property(version => version.Id).ValueGeneratedNever();
            builder.Property(version => version.Source).HasMaxLength(RegisteredVersion.LongestSource);
            builder.Property(version => version.FolderPath).HasMaxLength(FilePlace.LongestPath);
            builder.HasIndex(version => new { version.Model, version.Number }).IsUnique();
            builder.HasIndex(version => version.Folder);
            builder.HasIndex(version => version.Run);
            builder.HasIndex(version => version.Sealed);
        }
    }

    internal sealed class AliasMapping : IEntityTypeConfiguration<ModelAlias>
    {
        public void Configure(EntityTypeBuilder<ModelAlias> builder)
        {
            builder.ToTable("ModelAliases");
            builder.HasKey(alias => new { alias.Model, alias.Alias });
            builder.Property(alias => alias.Alias).HasMaxLength(250);
        }
    }
}
