using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Evaluation;
using Portal.Policies;

namespace Portal.Promotions;

internal sealed class PromotionRevisionMapping : IEntityTypeConfiguration<PromotionRevision>
{
    public void Configure(EntityTypeBuilder<PromotionRevision> builder)
    {
        builder.ToTable("PromotionRevisions");
        builder.HasKey(revision => new { revision.Promotion, revision.Number });
        builder.Property(revision => revision.Number).ValueGeneratedNever();
        builder.HasIndex(revision => new { revision.ValidFrom, revision.ValidTo });
        builder.ComplexProperty(revision => revision.Stands, stands =>
        {
            stands.Property(one => one.State).HasColumnName("State");
            stands.Property(one => one.Revision).HasColumnName("Revision");
            stands.Property(one => one.Round).HasColumnName("Round");
            stands.Property(one => one.PolicyNumber).HasColumnName("PolicyNumber");
            stands.Property(one => one.SubmittedAt).HasColumnName("SubmittedAt");
            stands.Property(one => one.DueAt).HasColumnName("DueAt");
            stands.Property(one => one.ExpiresAt).HasColumnName("ExpiresAt");
            stands.Property(one => one.StepsDone).HasColumnName("StepsDone");
            stands.Property(one => one.StepOpenedAt).HasColumnName("StepOpenedAt");
            stands.Property(one => one.ClosesAt).HasColumnName("ClosesAt");
            stands.Property(one => one.SubjectDigest).HasColumnName("SubjectDigest");
            stands.Property(one => one.Series).HasColumnName("Series");
            stands.Property(one => one.DecidedAt).HasColumnName("DecidedAt");
            stands.Property(one => one.AppliedAt).HasColumnName("AppliedAt");
            stands.Property(one => one.AppliedBy).HasColumnName("AppliedBy");
            stands.Property(one => one.StaleBy).HasColumnName("StaleBy");
            stands.Property(one => one.StaleTimes).HasColumnName("StaleTimes");
            stands.Property(one => one.StaleByRequester).HasColumnName("StaleByRequester");
            stands.Property(one => one.Conditions).HasColumnName("Conditions").HasConversion(conditions => Condition.ToJson(conditions), json => Condition.FromJson(json));
            stands.Property(one => one.StaleFields).HasColumnName("StaleFields").HasConversion(fields => Difference.ToJson(fields), json => Difference.FromJson(json));
            stands.Property(one => one.Emergency).HasColumnName("Emergency").HasConversion(emergency => Emergency.ToJson(emergency), json => Emergency.FromJson(json));
            stands.ComplexProperty(one => one.Standstill, standstill =>
            {
                standstill.Property(one => one.Since).HasColumnName("Standstill_Since");
                standstill.Property(one => one.Lack).HasColumnName("Standstill_Lack").HasMaxLength(Standstill.LongestLack);
            });
            stands.ComplexProperty(one => one.Suspension, suspension =>
            {
                suspension.Property(one => one.Reason).HasColumnName("Suspension_Reason").HasMaxLength(SuspendPromotion.LongestReason);
                suspension.Property(one => one.Fallback).HasColumnName("Suspension_Fallback").HasMaxLength(SuspendPromotion.LongestReason);
                suspension.Property(one => one.At).HasColumnName("Suspension_At");
                suspension.Property(one => one.By).HasColumnName("Suspension_By");
            });
            stands.ComplexProperty(one => one.Removal, removal =>
            {
                removal.Property(one => one.Reason).HasColumnName("Removal_Reason").HasMaxLength(SuspendPromotion.LongestReason);
                removal.Property(one => one.Fallback).HasColumnName("Removal_Fallback").HasMaxLength(SuspendPromotion.LongestReason);
                removal.Property(one => one.At).HasColumnName("Removal_At");
                removal.Property(one => one.By).HasColumnName("Removal_By");
            });
        });
    }
}

internal sealed class PromotionRoundMapping : IEntityTypeConfiguration<PromotionRound>
{
    public void Configure(EntityTypeBuilder<PromotionRound> builder)
    {
        builder.ToTable("PromotionRounds");
        builder.HasKey(round => new { round.Promotion, round.Number });
        builder.Property(round => round.Number).ValueGeneratedNever();
        builder.Property(round => round.Case).HasMaxLength(RequestPromotion.LongestCase);
        builder.Property(round => round.Change).HasConversion(change => Change.ToJson(change), json => Change.FromJson(json));
        builder.Property(round => round.Gate).HasConversion(gate => gate.ToJson(), json => GateVerdict.FromJson(json));
        builder.Property(round => round.Subject).HasConversion(subject => subject.ToJson(), json => Subject.FromJson(json));
        builder.Property(round => round.Flow).HasConversion(flow => FlowJson.Write(flow), json => FlowJson.Read(json));
        builder.HasIndex(round => round.UnderApproval);
    }
}
