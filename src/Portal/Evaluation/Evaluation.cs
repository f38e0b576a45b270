using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.Evaluation.Suites;
using Portal.Evaluation.Templates;
using Portal.ModelRegistry;
using Portal.Register;

namespace Portal.Evaluation;

public static class Evaluation
{
    public static IServiceCollection AddEvaluation(this IServiceCollection services) => services
        .AddSingleton<SubmitEvaluation>()
        .AddSingleton<EvaluationQueries>()
        .AddSingleton<ReadRunRows>().AddSingleton<RevealRunRows>()
        .AddSingleton<ReadRunGroups>()
        .AddSingleton<StandingQueries>()
        .AddSingleton<SubmitDocument>()
        .AddSingleton<ReviewDocument>()
        .AddSingleton<DocumentQueries>()
        .AddSingleton<DatasetUseQueries>()
        .AddSingleton<TemplateQueries>()
        .AddSingleton<GateQueries>()
        .AddSingleton<Attest>()
        .AddSingleton<AttestationQueries>()
        .AddSingleton<ProposeSuite>()
        .AddSingleton<BringLabels>()
        .AddSingleton<AgreeOnSuite>()
        .AddSingleton<RetireSuite>()
        .AddSingleton<ReadLabels>()
        .AddSingleton<SuiteQueries>();

    internal sealed class RunMapping : IEntityTypeConfiguration<EvaluationRun>
    {
        public void Configure(EntityTypeBuilder<EvaluationRun> builder)
        {
            builder.ToTable("EvaluationRuns");
            builder.Property(run => run.Id).ValueGeneratedNever();
            builder.Property(run => run.Dataset).HasMaxLength(RunTerms.LongestDataset);
            builder.Property(run => run.Positive).HasMaxLength(RowReader.LongestText);
            builder.Ignore(run => run.Confusion);
            builder.Property(run => run.Content).HasConversion(content => RunContent.ToJson(content), json => RunContent.FromJson(json));
            builder.HasIndex(run => run.Suite);
            builder.HasOne<ModelVersion>().WithMany().HasForeignKey(run => run.Version).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(run => new { run.Version, run.Ordinal }).IsUnique();
        }
    }

    internal sealed class SuiteMapping : IEntityTypeConfiguration<EvaluationSuite>
    {
        public void Configure(EntityTypeBuilder<EvaluationSuite> builder)
        {
            builder.ToTable("EvaluationSuites");
            builder.Property(suite => suite.Id).ValueGeneratedNever();
            builder.Property(suite => suite.Code).HasMaxLength(20);
            builder.Ignore(suite => suite.Subject);
            builder.Property(suite => suite.Terms).HasConversion(terms => SuiteTerms.ToJson(terms), json => SuiteTerms.FromJson(json));
            builder.OwnsOne(suite => suite.Labels);
            builder.HasOne<AiSystem>().WithMany().HasForeignKey(suite => suite.System).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(suite => suite.Code).IsUnique();
            builder.HasMany(suite => suite.Rounds).WithOne().HasForeignKey(round => round.Suite);
            builder.Navigation(suite => suite.Rounds).UsePropertyAccessMode(PropertyAccessMode.Field);
        }
    }

    internal sealed class SuiteRoundMapping : IEntityTypeConfiguration<SuiteRound>
    {
        public void Configure(EntityTypeBuilder<SuiteRound> builder)
        {
            builder.ToTable("SuiteRounds");
            builder.HasKey(round => new { round.Suite, round.BroughtAt });
            builder.OwnsOne(round => round.Labels);
            builder.Navigation(round => round.Labels).IsRequired();
        }
    }

    internal sealed class AttestationMapping : IEntityTypeConfiguration<Attestation>
    {
        public void Configure(EntityTypeBuilder<Attestation> builder)
        {
            builder.ToTable("Attestations");
            builder.Property(attestation => attestation.Id).ValueGeneratedNever();
            builder.Property(attestation => attestation.Check).HasMaxLength(40);
            builder.Property(attestation => attestation.Role).HasMaxLength(40);
            builder.Property(attestation => attestation.Remarks).HasMaxLength(Attestation.LongestRemarks);
            builder.Ignore(attestation => attestation.Content);
            builder.HasOne<ModelVersion>().WithMany().HasForeignKey(attestation => attestation.ModelVersion).OnDelete(DeleteBehavior.Restrict);
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
