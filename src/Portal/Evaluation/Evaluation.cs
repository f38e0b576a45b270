using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.ModelRegistry;

namespace Portal.Evaluation;

public static class Evaluation
{
    public static IServiceCollection AddEvaluation(this IServiceCollection services) => services
        .AddSingleton<SubmitEvaluation>()
        .AddSingleton<EvaluationQueries>()
        .AddSingleton<SubmitDocument>()
        .AddSingleton<ReviewDocument>()
        .AddSingleton<DocumentQueries>()
        .AddSingleton<GateQueries>();

    internal sealed class RunMapping : IEntityTypeConfiguration<EvaluationRun>
    {
        public void Configure(EntityTypeBuilder<EvaluationRun> builder)
        {
            builder.ToTable("EvaluationRuns");
            builder.Property(run => run.Id).ValueGeneratedNever();
            builder.Property(run => run.Dataset).HasMaxLength(RowUpload.LongestDataset);
            builder.Property(run => run.Positive).HasMaxLength(RowReader.LongestText);
            builder.Ignore(run => run.Confusion);
            builder.HasOne<ModelVersion>().WithMany().HasForeignKey(run => run.Version).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(run => new { run.Version, run.Ordinal }).IsUnique();
        }
    }

    internal sealed class DocumentMapping : IEntityTypeConfiguration<Document>
    {
        public void Configure(EntityTypeBuilder<Document> builder)
        {
            builder.ToTable("Documents");
            builder.Property(document => document.Id).ValueGeneratedNever();
            builder.Property(document => document.Title).HasMaxLength(Document.LongestTitle);
            builder.Property(document => document.FileName).HasMaxLength(Document.LongestFileName);
            builder.Property(document => document.Remarks).HasMaxLength(Document.LongestRemarks);
            builder.HasOne<ModelVersion>().WithMany().HasForeignKey(document => document.ModelVersion).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(document => new { document.ModelVersion, document.Ordinal }).IsUnique();
            builder.HasIndex(document => document.State);
        }
    }
}
