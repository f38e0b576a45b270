using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.Shared;

namespace Portal.Findings;

public static class Findings
{
    public static IServiceCollection AddFindings(this IServiceCollection services) => services
        .AddSingleton<RaiseFinding>().AddSingleton<ClaimFinding>().AddSingleton<CloseFinding>().AddSingleton<ReturnFinding>()
        .AddSingleton<ReopenFinding>().AddSingleton<MoveFinding>().AddSingleton<NoteFinding>().AddSingleton<FindingQueries>()
        .AddSingleton<RequestException>().AddSingleton<ApproveException>().AddSingleton<DeclineException>().AddSingleton<EndException>().AddSingleton<ExceptionQueries>()
        .AddSingleton<IReaction<PersonLeft>, OwnerOfFindingsLeft>()
        .AddSingleton<FindingClock>().AddSingleton<ExceptionClock>()
        .AddSingleton<FindingsWorker>().AddHostedService(provider => provider.GetRequiredService<FindingsWorker>());

    internal sealed class FindingMapping : IEntityTypeConfiguration<Finding>
    {
        public void Configure(EntityTypeBuilder<Finding> builder)
        {
            builder.ToTable("Findings");
            builder.Property(finding => finding.Id).ValueGeneratedNever();
            builder.Property(finding => finding.Code).HasMaxLength(20);
            builder.Property(finding => finding.Title).HasMaxLength(NewFinding.LongestTitle);
            builder.Property(finding => finding.Text).HasMaxLength(NewFinding.LongestText);
            builder.Property(finding => finding.About).HasMaxLength(NewFinding.LongestAbout);
            builder.Property(finding => finding.Key).HasMaxLength(NewFinding.LongestKey);
            builder.HasIndex(finding => finding.Code).IsUnique();
            builder.HasIndex(finding => new { finding.System, finding.State });
            builder.HasIndex(finding => new { finding.State, finding.Due });
            builder.HasIndex(finding => new { finding.Source, finding.Key });
            builder.HasMany(finding => finding.Revisions).WithOne().HasForeignKey(revision => revision.Finding);
            builder.Navigation(finding => finding.Revisions).UsePropertyAccessMode(PropertyAccessMode.Field);
        }
    }

    internal sealed class RevisionMapping : IEntityTypeConfiguration<FindingRevision>
    {
        public void Configure(EntityTypeBuilder<FindingRevision> builder)
        {
            builder.ToTable("FindingRevisions");
            builder.HasKey(revision => new { revision.Finding, revision.Number });
            builder.Property(revision => revision.Number).ValueGeneratedNever();
            builder.Property(revision => revision.Words).HasMaxLength(Finding.LongestWords);
            builder.HasIndex(revision => new { revision.ValidTo, revision.State });
        }
    }

    internal sealed class ExceptionMapping : IEntityTypeConfiguration<RuleException>
    {
        public void Configure(EntityTypeBuilder<RuleException> builder)
        {
            builder.ToTable("Exceptions");
            builder.Property(exception => exception.Id).ValueGeneratedNever();
            builder.Property(exception => exception.Code).HasMaxLength(20);
            builder.Property(exception => exception.Subject).HasMaxLength(RuleException.LongestSubject);
            builder.Property(exception => exception.EndedBecause).HasMaxLength(Finding.LongestWords);
            builder.HasIndex(exception => exception.Code).IsUnique();
            builder.HasIndex(exception => new { exception.EndedAt, exception.ExpiresAt });
            builder.HasIndex(exception => exception.System);
            builder.Ignore(exception => exception.State);
            builder.Ignore(exception => exception.LastDay);
            builder.Ignore(exception => exception.Content);
        }
    }
}
