using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Portal.Register.Import;
using Portal.Shared;

namespace Portal.Register;

public static class Register
{
    public static IServiceCollection AddRegister(this IServiceCollection services) => services
        .AddSingleton<RegisterQueries>().AddSingleton<SystemCodes>().AddSingleton<FileSystem>().AddSingleton<EditEntry>().AddSingleton<SubmitEntry>()
        .AddSingleton<AcceptEntry>().AddSingleton<ReturnEntry>()
        .AddSingleton<CheckImport>().AddSingleton<ConfirmImport>()
        .AddSingleton<DueQueries>().AddSingleton<SimilarSystems>().AddSingleton<AttachDocument>().AddSingleton<EntryDocuments>().AddSingleton<DiscardDraft>().AddSingleton<RetireEntry>().AddSingleton<RecertifyEntry>()
        .AddSingleton<ReviewReminders>().AddSingleton<EndReminders>().AddSingleton<RegisterClock>().AddHostedService(provider => provider.GetRequiredService<RegisterClock>())
        .AddSingleton<NameOwner>().AddSingleton<IReaction<PersonLeft>, OwnerLeft>()
        .AddSingleton<IReaction<EntryPublished>, UsedSystemChanged>().AddSingleton<IReaction<VersionReleased>, UsedSystemChanged>()
        .AddSingleton<IReaction<ExceptionExpired>, OverrideLapsed>().AddSingleton<IReaction<PolicyPublished>, TierByPolicy>();

    internal sealed class SystemMapping : IEntityTypeConfiguration<AiSystem>
    {
        public void Configure(EntityTypeBuilder<AiSystem> builder)
        {
            builder.ToTable("Systems");
            builder.Property(system => system.Id).ValueGeneratedNever();
            builder.Property(system => system.Code).HasMaxLength(20);
            builder.HasIndex(system => system.Code).IsUnique();
            builder.ComplexProperty(system => system.Shown, shown =>
            {
                shown.Property(fields => fields.Name).HasMaxLength(EntryLimits.Name);
                shown.Property(fields => fields.Department).HasMaxLength(EntryLimits.Line);
            });
            builder.Ignore(system => system.Published);
            builder.Ignore(system => system.Open);
            builder.HasMany(system => system.Revisions).WithOne().HasForeignKey(revision => revision.System);
            builder.Navigation(system => system.Revisions).UsePropertyAccessMode(PropertyAccessMode.Field);
        }
    }

    internal sealed class RevisionMapping : IEntityTypeConfiguration<SystemRevision>
    {
        public void Configure(EntityTypeBuilder<SystemRevision> builder)
        {
            builder.ToTable("SystemRevisions");
            builder.HasKey(revision => new { revision.System, revision.Number });
            builder.Property(revision => revision.Number).ValueGeneratedNever();
            builder.HasIndex(revision => new { revision.State, revision.System });
            builder.ComplexProperty(revision => revision.Content, content =>
            {
                content.Property(entry => entry.Name).HasMaxLength(EntryLimits.Name);
                content.Property(entry => entry.ApplicationType).HasMaxLength(EntryLimits.Line);
                content.Property(entry => entry.LegalEntity).HasMaxLength(EntryLimits.Line);
                content.Property(entry => entry.Department).HasMaxLength(EntryLimits.Line);
                content.Property(entry => entry.Raci).HasConversion(raci => EntryColumns.ToJson(raci), json => EntryColumns.RaciOf(json)).HasDefaultValue(Raci.None);
                content.Property(entry => entry.Answers).HasConversion(answers => EntryColumns.ToJson(answers), json => EntryColumns.AnswersOf(json));
                content.Property(entry => entry.Uses).HasConversion(uses => EntryColumns.ToJson(uses), json => EntryColumns.UsesOf(json)).HasDefaultValue(Array.Empty<SharedUse>());
                content.Property(entry => entry.Documents).HasConversion(documents => EntryColumns.ToJson(documents), json => EntryColumns.DocumentsOf(json)).HasDefaultValue(Array.Empty<AttachedDocument>());
            });
        }
    }

    internal sealed class DocumentMapping : IEntityTypeConfiguration<StoredDocument>
    {
        public void Configure(EntityTypeBuilder<StoredDocument> builder)
        {
            builder.ToTable("SystemDocuments");
            builder.HasKey(document => new { document.System, document.Digest });
            builder.Property(document => document.Name).HasMaxLength(EntryLimits.Line);
        }
    }

    internal sealed class ReviewMapping : IEntityTypeConfiguration<BusinessReview>
    {
        public void Configure(EntityTypeBuilder<BusinessReview> builder)
        {
            builder.ToTable("BusinessReviews");
            builder.HasKey(review => new { review.System, review.At });
        }
    }
}
