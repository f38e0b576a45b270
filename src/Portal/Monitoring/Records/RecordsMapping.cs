using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Monitoring.Rows;

namespace Portal.Monitoring.Records;

// Without keys to other tables: on SQLite those are in another file.
internal sealed class DecisionRecordMapping : IEntityTypeConfiguration<DecisionRecord>
{
    public void Configure(EntityTypeBuilder<DecisionRecord> builder)
    {
        builder.ToTable(DecisionRecord.Table);
        builder.Property(record => record.Id).ValueGeneratedNever();
        builder.Property(record => record.Prediction).HasMaxLength(PredictionReader.LongestName);
        builder.Property(record => record.Subject).HasMaxLength(PredictionReader.LongestName);
        builder.Property(record => record.Output).HasMaxLength(PredictionReader.LongestText);
        builder.Property(record => record.Run).HasMaxLength(RunName.Longest);
        builder.HasIndex(record => new { record.System, record.Id });
        builder.HasIndex(record => new { record.System, record.Key });
        builder.HasIndex(record => new { record.System, record.Subject, record.Id });
    }
}

internal sealed class RecordReactionMapping : IEntityTypeConfiguration<RecordReaction>
{
    public void Configure(EntityTypeBuilder<RecordReaction> builder)
    {
        builder.ToTable(RecordReaction.Table);
        builder.Property(reaction => reaction.Id).ValueGeneratedNever();
        builder.Property(reaction => reaction.Value).HasMaxLength(40);
        builder.HasIndex(reaction => new { reaction.System, reaction.Key });
        builder.HasIndex(reaction => new { reaction.System, reaction.Id });
    }
}
