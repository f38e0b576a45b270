using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Findings;

public static class Findings
{
    public static IServiceCollection AddFindings(this IServiceCollection services) => services
        .AddSingleton<ExceptionQueries>()
        .AddSingleton<ExceptionClock>().AddHostedService(provider => provider.GetRequiredService<ExceptionClock>());

    internal sealed class ExceptionMapping : IEntityTypeConfiguration<RuleException>
    {
        public void Configure(EntityTypeBuilder<RuleException> builder)
        {
            builder.ToTable("Exceptions");
            builder.Property(exception => exception.Id).ValueGeneratedNever();
            builder.Property(exception => exception.Code).HasMaxLength(20);
            builder.HasIndex(exception => exception.Code).IsUnique();
            builder.HasIndex(exception => new { exception.EndedAt, exception.ExpiresAt });
            builder.HasIndex(exception => exception.System);
        }
    }
}
