using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.Integrations.Mail;
using Portal.Integrations.Notices;
using Portal.Integrations.Outgoing;
using Portal.Integrations.Webhooks;

namespace Portal.Integrations;

public static class Integrations
{
    public static IServiceCollection AddIntegrations(this IServiceCollection services) => services
        .AddSingleton<EventDelivery>().AddHostedService(provider => provider.GetRequiredService<EventDelivery>())
        .AddSingleton(provider => new OutgoingRules(provider.GetRequiredService<PortalOptions>().Outgoing)).AddSingleton<OutgoingClient>()
        .AddSingleton<MailSender>().AddSingleton<WebhookSender>().AddSingleton<SpreadEvents>().AddSingleton<PushCheckpoints>().AddSingleton<Outbox>()
        .AddSingleton<OutboxWorker>().AddHostedService(provider => provider.GetRequiredService<OutboxWorker>())
        .AddSingleton<DeliveryQueries>().AddSingleton<SendAgain>().AddSingleton<SendDeadAgain>()
        .AddSingleton<NoticeQueries>().AddSingleton<ReadNotices>().AddSingleton<ChooseNotices>()
        .AddSingleton<NoticeWatch>().AddHostedService(provider => provider.GetRequiredService<NoticeWatch>())
        .AddSingleton<WebhookQueries>().AddSingleton<AddWebhook>().AddSingleton<RotateSecret>().AddSingleton<DisableWebhook>()
        .AddSingleton<EnableWebhook>().AddSingleton<RemoveWebhook>().AddSingleton<SendTestEvent>();

    internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxEvent>
    {
        public void Configure(EntityTypeBuilder<OutboxEvent> builder)
        {
            builder.ToTable("OutboxEvents");
            builder.Property(row => row.Kind).HasMaxLength(60);
            builder.HasIndex(row => new { row.Delivered, row.Id });
        }
    }

    internal sealed class DeliveryMapping : IEntityTypeConfiguration<Delivery>
    {
        public void Configure(EntityTypeBuilder<Delivery> builder)
        {
            builder.ToTable("Deliveries");
            builder.Property(row => row.Id).ValueGeneratedNever();
            builder.Property(row => row.Target).HasMaxLength(Delivery.LongestTarget);
            builder.Property(row => row.Type).HasMaxLength(80);
            builder.Property(row => row.About).HasMaxLength(200);
            builder.Property(row => row.Title).HasMaxLength(MailText.LongestTitle);
            builder.Property(row => row.Path).HasMaxLength(400);
            builder.Property(row => row.Log).HasConversion(log => Attempt.ToJson(log), json => Attempt.FromJson(json));
            builder.HasIndex(row => new { row.State, row.NextAttemptAt });
            builder.HasIndex(row => new { row.Webhook, row.State });
            builder.HasIndex(row => row.CreatedAt);
        }
    }

    internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
    {
        public void Configure(EntityTypeBuilder<Notice> builder)
        {
            builder.ToTable("Notices");
            builder.Property(notice => notice.Id).ValueGeneratedNever();
            builder.Property(notice => notice.Type).HasMaxLength(80);
            builder.Property(notice => notice.About).HasMaxLength(200);
            builder.Property(notice => notice.Title).HasMaxLength(MailText.LongestTitle);
            builder.Property(notice => notice.Path).HasMaxLength(400);
            builder.HasIndex(notice => new { notice.Person, notice.ReadAt });
            builder.HasIndex(notice => new { notice.Person, notice.At });
            builder.HasIndex(notice => notice.ChangedAt);
        }
    }

    internal sealed class NoticeChoiceMapping : IEntityTypeConfiguration<NoticeChoice>
    {
        public void Configure(EntityTypeBuilder<NoticeChoice> builder)
        {
            builder.ToTable("NoticeChoices");
            builder.HasKey(choice => new { choice.Person, choice.Kind });
        }
    }

    internal sealed class WebhookMapping : IEntityTypeConfiguration<Webhook>
    {
        public void Configure(EntityTypeBuilder<Webhook> builder)
        {
            builder.ToTable("Webhooks");
            builder.Property(webhook => webhook.Id).ValueGeneratedNever();
            builder.Property(webhook => webhook.Url).HasMaxLength(OutgoingRules.LongestUrl);
            builder.Ignore(webhook => webhook.Subject);
            builder.Ignore(webhook => webhook.Host);
            builder.Ignore(webhook => webhook.Wanted);
            builder.Ignore(webhook => webhook.WantsCheckpoints);
        }
    }
}
