using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.Evaluation;
using Portal.Monitoring;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

public static class Promotions
{
    public static IServiceCollection AddPromotions(this IServiceCollection services) => services
        .AddSingleton<RequestPromotion>()
        .AddSingleton<RequestStanding>()
        .AddSingleton<DecisionQueries>()
        .AddSingleton<StandingApprovalQueries>()
        .AddSingleton<DecidePromotion>()
        .AddSingleton<ResubmitPromotion>()
        .AddSingleton<WithdrawPromotion>()
        .AddSingleton<AskQuestion>()
        .AddSingleton<AnswerQuestion>()
        .AddSingleton<RoomPresence>()
        .AddSingleton<CloseVote>()
        .AddSingleton<SuspendPromotion>()
        .AddSingleton<ResumePromotion>()
        .AddSingleton<RevokePromotion>()
        .AddSingleton<StartEmergency>()
        .AddSingleton<ConfirmEmergency>()
        .AddSingleton<RetirePromotion>()
        .AddSingleton<IReaction<SystemRetired>, SystemEnded>()
        .AddSingleton<MissedCondition>()
        .AddSingleton<IReaction<FindingOverdue>>(provider => provider.GetRequiredService<MissedCondition>())
        .AddSingleton<IReaction<QualityFell>, StopForQuality>()
        .AddSingleton<PromotionClock>()
        .AddHostedService<PromotionWorker>()
        .AddSingleton<PilotWatch>()
        .AddSingleton<ReleaseWatch>()
        .AddHostedService<InForceWorker>()
        .AddSingleton<ApplyPromotion>()
        .AddSingleton<IssueCertificate>()
        .AddSingleton<AskAdmission>()
        .AddSingleton<ReleaseQueries>().AddSingleton<DecisionStatisticsQueries>()
        .AddSingleton<PromotionQueries>().AddSingleton<PromotionsOfVersion>().AddSingleton<SignatureQueries>().AddSingleton<StoryQueries>()
        .AddSingleton<RequestOptions>()
        .AddSingleton<MarkStale>()
        .AddSingleton<IReaction<EntryPublished>>(provider => provider.GetRequiredService<MarkStale>())
        .AddSingleton<IReaction<PolicyPublished>>(provider => provider.GetRequiredService<MarkStale>())
        .AddSingleton<IReaction<CardApproved>>(provider => provider.GetRequiredService<MarkStale>())
        .AddSingleton(provider => new CertificateKeys(Path.Combine(provider.GetRequiredService<PortalOptions>().DataDirectory, "keys", "certificate.pem")));

    internal sealed class PromotionMapping : IEntityTypeConfiguration<Promotion>
    {
        public void Configure(EntityTypeBuilder<Promotion> builder)
        {
            builder.ToTable("Promotions");
            builder.Property(promotion => promotion.Id).ValueGeneratedNever();
            builder.Property(promotion => promotion.Code).HasMaxLength(20);
            builder.HasIndex(promotion => promotion.Code).IsUnique();
            builder.HasIndex(promotion => new { promotion.System, promotion.State });
            builder.Property(promotion => promotion.Case).HasMaxLength(RequestPromotion.LongestCase);
            builder.Property(promotion => promotion.Terms).HasConversion(terms => StandingTerms.ToJson(terms), json => StandingTerms.FromJson(json));
            builder.HasIndex(promotion => promotion.UnderApproval);
            builder.Property(promotion => promotion.Change).HasConversion(change => Change.ToJson(change), json => Change.FromJson(json));
            builder.Property(promotion => promotion.Gate).HasConversion(gate => gate.ToJson(), json => GateVerdict.FromJson(json));
            builder.Property(promotion => promotion.Subject).HasConversion(subject => subject.ToJson(), json => Subject.FromJson(json));
            builder.Property(promotion => promotion.StaleFields).HasConversion(fields => Difference.ToJson(fields), json => Difference.FromJson(json));
            builder.Property(promotion => promotion.Flow).HasConversion(flow => FlowJson.Write(flow), json => FlowJson.Read(json));
            builder.Property(promotion => promotion.Questions).HasConversion(questions => Question.ToJson(questions), json => Question.FromJson(json));
            builder.Ignore(promotion => promotion.OpenStep);
            builder.Ignore(promotion => promotion.CountsEarlier);
            builder.Ignore(promotion => promotion.OpenQuestion);
            builder.Ignore(promotion => promotion.CurrentVotes);
            builder.Ignore(promotion => promotion.CountedVotes);
            builder.Ignore(promotion => promotion.Times);
            builder.Ignore(promotion => promotion.IsForTheChair);
            builder.Ignore(promotion => promotion.IsUnderReview);
            builder.Ignore(promotion => promotion.SkippedSteps);
            builder.Property(promotion => promotion.Emergency).HasConversion(emergency => Emergency.ToJson(emergency), json => Emergency.FromJson(json));
            builder.Property(promotion => promotion.Conditions).HasConversion(conditions => Condition.ToJson(conditions), json => Condition.FromJson(json));
            builder.ComplexProperty(promotion => promotion.Standstill, standstill => standstill.Property(one => one.Lack).HasMaxLength(Standstill.LongestLack));
            builder.ComplexProperty(promotion => promotion.Suspension, suspension =>
            {
                suspension.Property(one => one.Reason).HasMaxLength(SuspendPromotion.LongestReason);
                suspension.Property(one => one.Fallback).HasMaxLength(SuspendPromotion.LongestReason);
            });
            builder.ComplexProperty(promotion => promotion.Removal, removal =>
            {
                removal.Property(one => one.Reason).HasMaxLength(SuspendPromotion.LongestReason);
                removal.Property(one => one.Fallback).HasMaxLength(SuspendPromotion.LongestReason);
            });
            builder.HasMany(promotion => promotion.Votes).WithOne().HasForeignKey(vote => vote.Promotion);
            builder.Navigation(promotion => promotion.Votes).UsePropertyAccessMode(PropertyAccessMode.Field);
            builder.HasMany(promotion => promotion.Revisions).WithOne().HasForeignKey(revision => revision.Promotion);
            builder.Navigation(promotion => promotion.Revisions).UsePropertyAccessMode(PropertyAccessMode.Field);
            builder.HasMany(promotion => promotion.Rounds).WithOne().HasForeignKey(round => round.Promotion);
            builder.Navigation(promotion => promotion.Rounds).UsePropertyAccessMode(PropertyAccessMode.Field);
        }
    }

    internal sealed class VisitMapping : IEntityTypeConfiguration<RoomVisit>
    {
        public void Configure(EntityTypeBuilder<RoomVisit> builder)
        {
            builder.ToTable("RoomVisits");
            builder.Property(visit => visit.Id).ValueGeneratedNever();
            builder.Property(visit => visit.Name).HasMaxLength(120);
            builder.HasIndex(visit => visit.Promotion);
        }
    }

    internal sealed class SeriesMapping : IEntityTypeConfiguration<PromotionSeries>
    {
        public void Configure(EntityTypeBuilder<PromotionSeries> builder)
        {
            builder.ToTable("PromotionSeries");
            builder.HasKey(series => new { series.Promotion, series.Revision });
            builder.Property(series => series.Content).HasConversion(content => content.ToJson(), json => TrafficDrift.FromJson(json));
            builder.HasOne<Promotion>().WithMany().HasForeignKey(series => series.Promotion).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class VoteMapping : IEntityTypeConfiguration<Vote>
    {
        public void Configure(EntityTypeBuilder<Vote> builder)
        {
            builder.ToTable("Votes");

            // Two signatures at once are two decisions, of which one decides again on what the other left: the key says so too.
            builder.HasKey(vote => new { vote.Promotion, vote.Number });
            builder.Property(vote => vote.Number).ValueGeneratedNever();
            builder.Ignore(vote => vote.Counted);
            builder.Property(vote => vote.Conditions).HasConversion(conditions => Condition.ToJson(conditions), json => Condition.FromJson(json));
            builder.Property(vote => vote.Seat).HasMaxLength(60);
            builder.Property(vote => vote.PrintedName).HasMaxLength(120);
            builder.Property(vote => vote.InPlaceOfName).HasMaxLength(120);
            builder.Property(vote => vote.Meaning).HasMaxLength(200);
            builder.Property(vote => vote.AuthenticatedWith).HasMaxLength(60);
            builder.Property(vote => vote.Reason).HasMaxLength(DecidePromotion.LongestReason);
        }
    }
}
