using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Policies;

public static class Policies
{
    public static IServiceCollection AddPolicies(this IServiceCollection services) => services
        .AddSingleton<AdoptPolicy>()
        .AddSingleton<DraftPolicy>()
        .AddSingleton<ProposePolicy>()
        .AddSingleton<ReturnPolicy>()
        .AddSingleton<PublishPolicy>()
        .AddSingleton<PolicyQueries>()
        .AddSingleton<PolicyClock>().AddHostedService(provider => provider.GetRequiredService<PolicyClock>());

    internal sealed class PolicyMapping : IEntityTypeConfiguration<PolicyVersion>
    {
        public void Configure(EntityTypeBuilder<PolicyVersion> builder)
        {
            builder.ToTable("Policies");
            builder.Property(policy => policy.Id).ValueGeneratedNever();
            builder.Property(policy => policy.Reason).HasMaxLength(PolicyVersion.LongestReason);
            builder.Property(policy => policy.Remarks).HasMaxLength(PolicyVersion.LongestReason);
            builder.HasIndex(policy => policy.Number).IsUnique();
            builder.HasIndex(policy => policy.State);
            builder.HasMany(policy => policy.Editors).WithOne().HasForeignKey(editor => editor.Policy);
            builder.Navigation(policy => policy.Editors).UsePropertyAccessMode(PropertyAccessMode.Field);
        }
    }

    internal sealed class EditorMapping : IEntityTypeConfiguration<PolicyEditor>
    {
        public void Configure(EntityTypeBuilder<PolicyEditor> builder)
        {
            builder.ToTable("PolicyEditors");
            builder.HasKey(editor => new { editor.Policy, editor.Person });
        }
    }
}
