using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Integrations;

public static class Integrations
{
    public static IServiceCollection AddIntegrations(this IServiceCollection services) =>
        services.AddSingleton<EventDelivery>().AddHostedService(provider => provider.GetRequiredService<EventDelivery>());

    internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxEvent>
    {
        public void Configure(EntityTypeBuilder<OutboxEvent> builder)
        {
            builder.ToTable("OutboxEvents");
            builder.Property(row => row.Kind).HasMaxLength(60);
            builder.HasIndex(row => new { row.Delivered, row.Id });
        }
    }
}
